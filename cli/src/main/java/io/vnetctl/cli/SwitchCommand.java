package io.vnetctl.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Unmatched;

/**
 * {@code vnetctl switch …}: every word after it is an argument of {@code vde_switch}, whose options
 * (single-dash long forms, prefixes, clusters) are no language of picocli's.
 */
@Command(
    name = "switch",
    description = "Run a switch; takes the options of vde_switch.",
    customSynopsis = "vnetctl switch [options of vde_switch]")
final class SwitchCommand implements Callable<Integer> {
  @Unmatched private final List<String> arguments = new ArrayList<>();

  List<String> arguments() {
    return arguments;
  }

  @Override
  public Integer call() {
    return VdeSwitchMain.run(List.of("switch"), arguments.toArray(String[]::new));
  }
}
