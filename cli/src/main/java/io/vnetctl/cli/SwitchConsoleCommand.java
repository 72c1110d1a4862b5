package io.vnetctl.cli;

import io.vnetctl.cli.call.CallException;
import io.vnetctl.cli.query.SwitchConsole;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code vnetctl console}: the console of a switch, for people and for scripts. */
@Command(
    name = "console",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    description =
        "Give a command to the console of a switch, and print the data of its answer. Without a"
            + " command it is a terminal for the console; without a terminal it takes a command of"
            + " each line of standard input, up to the first that is refused or that the switch does"
            + " not have.")
final class SwitchConsoleCommand implements Callable<Integer> {
  @Mixin private NamedSwitch named;

  @Parameters(
      arity = "0..*",
      paramLabel = "COMMAND",
      description = "a command of the console with its arguments; help lists all there are")
  private List<String> words = new ArrayList<>();

  @Spec private CommandSpec spec;

  /** 0; 1 if a command is refused or unknown, or the switch does not answer; 2 without a switch. */
  @Override
  public Integer call() {
    Path socket;
    try (SwitchConsole console = named.open(named.chosen())) {
      socket = console.paths().qemuMgmt();
    } catch (CallException e) {
      return complain(e.getMessage(), e.status());
    }
    try {
      if (!words.isEmpty()) {
        return run(socket, String.join(" ", words));
      }
      return UnixTerm.onTerminal() ? ConsoleShell.run(socket) : runInput(socket);
    } catch (IOException | IllegalArgumentException e) {
      return complain(
          "%s: %s; -S names the console of another switch".formatted(socket, e.getMessage()),
          CallException.FAILED);
    }
  }

  private int run(Path socket, String line) throws IOException {
    try (ConsoleLines console = ConsoleLines.connect(socket, spec.commandLine().getOut())) {
      return status(console.run(line), "");
    }
  }

  private int runInput(Path socket) throws IOException {
    try (ConsoleLines console = ConsoleLines.connect(socket, spec.commandLine().getOut())) {
      BufferedReader input =
          new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
      int number = 0;
      for (String line = input.readLine(); line != null; line = input.readLine()) {
        number++;
        int status = status(console.run(line), "line " + number + ": ");
        if (status != 0) {
          return status;
        }
      }
      return 0;
    }
  }

  private int status(ConsoleLines.Outcome outcome, String where) {
    return switch (outcome) {
      case ConsoleLines.Outcome.Done() -> 0;
      case ConsoleLines.Outcome.Refused(String why) -> complain(where + why, CallException.FAILED);
      case ConsoleLines.Outcome.Unknown(String why) -> complain(where + why, CallException.FAILED);
    };
  }

  private int complain(String why, int status) {
    spec.commandLine().getErr().println("vnetctl console: " + why);
    return status;
  }
}
