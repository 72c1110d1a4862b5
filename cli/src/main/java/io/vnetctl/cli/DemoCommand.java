package io.vnetctl.cli;

import io.vnetctl.cli.demo.Demo;
import io.vnetctl.tap.Link;
import java.net.Inet4Address;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/** {@code vnetctl demo}: the main job in a network namespace of its own. */
@Command(
    name = "demo",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    description =
        "Show the main job in a network namespace of its own: a switch with a TAP, two hosts,"
            + " echoes, tables and throughput.")
final class DemoCommand implements Callable<Integer> {
  /** System property with the folder that holds {@code bin}, set by the launcher. */
  private static final String HOME_PROPERTY = "vnetctl.home";

  @Override
  public Integer call() {
    Path program = Path.of(System.getProperty(HOME_PROPERTY, "."), "bin", "vde_switch");
    return Demo.run(
        List.of(program.toString()),
        (name, address, prefixLength) -> {
          Link link = new Link(name);
          link.ipv4(Inet4Address.ofLiteral(address), prefixLength);
          link.up();
        },
        System.out,
        System.err);
  }
}
