package io.vnetctl.cli;

import io.vnetctl.cli.call.CallParser;
import io.vnetctl.cli.call.Caller;
import io.vnetctl.cli.call.ExitStatus;
import io.vnetctl.cli.call.SubCommand;
import io.vnetctl.cli.call.ThisProcess;
import io.vnetctl.cli.host.WatchdogMain;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Scanner;

/**
 * The program {@code vnetctl}, also called {@code ctys-vnetctl} or {@code ctys-setupVDE}. Under its
 * own name it has sub-commands too; under any other, only the command line of ctys-vnetctl(1).
 */
final class VnetctlMain {
  private static final String NAME = "vnetctl";

  /** System property with the file that was started, set by the launcher. */
  private static final String PROGRAM_PROPERTY = "vnetctl.program";

  private VnetctlMain() {}

  /**
   * Runs the program and ends the JVM with its status, one of {@link ExitStatus} or that of a
   * switch.
   */
  public static void main(String[] args) {
    Caller caller = ThisProcess.caller(System.getProperty(PROGRAM_PROPERTY, NAME));
    System.exit(Training.isOn() ? train(caller) : run(caller, List.of(args)));
  }

  private static int run(Caller caller, List<String> args) {
    List<String> words = caller.isExtended() ? CallParser.commandFirst(args) : args;
    String command = caller.isExtended() && !words.isEmpty() ? words.getFirst() : "";
    if (command.equals(WatchdogMain.NAME) && words.size() == 3) {
      Duration timeout = Duration.ofMillis(Long.parseLong(words.get(2)));
      return WatchdogMain.run(Path.of(words.get(1)), timeout);
    }
    return SubCommand.of(command).isPresent()
        ? subCommand(caller, words)
        : new Vnetctl(caller, new LocalActions()).run(words);
  }

  /** Runs one call for each line of standard input, so that one process has seen them all. */
  private static int train(Caller caller) {
    int failures = 0;
    Scanner calls = new Scanner(System.in, StandardCharsets.UTF_8);
    while (calls.hasNextLine()) {
      List<String> words = List.of(calls.nextLine().split(" "));
      failures += new Vnetctl(caller, new LocalActions()).run(words) == 0 ? 0 : 1;
    }
    return failures;
  }

  private static int subCommand(Caller caller, List<String> words) {
    int status =
        SubCommand.of(words.getFirst()).orElseThrow() == SubCommand.HELP
            ? new Vnetctl(caller, new LocalActions())
                .help(words.subList(1, words.size()), VnetctlCommands::help)
            : VnetctlCommands.run(words.toArray(String[]::new));
    if (status == 0 && System.out.checkError()) {
      System.err.println("vnetctl: cannot write to standard output");
      status = 1;
    }
    return status;
  }
}
