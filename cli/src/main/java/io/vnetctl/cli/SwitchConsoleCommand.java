package io.vnetctl.cli;

import io.vnetctl.cli.call.CallException;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
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
            + " each line of standard input, up to the first that is refused. The status is 1 if"
            + " the switch refuses a command or does not answer, and 2 if it has no such command.")
final class SwitchConsoleCommand implements Callable<Integer> {
  private static final int REFUSED = 1;
  private static final int UNKNOWN = 2;

  @Option(names = "-u", paramLabel = "USER", description = "whose switch; default: yours")
  private String user;

  @Option(
      names = {"-S", "-M", "--mgmt"},
      paramLabel = "PATH",
      description = "console of the switch, QEMUMGMT; default: as with vnetctl info")
  private String mgmt;

  @Parameters(
      arity = "0..*",
      paramLabel = "COMMAND",
      description = "a command of the console with its arguments; help lists all there are")
  private List<String> words = new ArrayList<>();

  @Spec private CommandSpec spec;

  @Override
  public Integer call() {
    Path socket;
    try {
      socket = UsersSwitch.paths(user, null, mgmt).qemuMgmt();
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
          REFUSED);
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
      case ConsoleLines.Outcome.Refused(String why) -> complain(where + why, REFUSED);
      case ConsoleLines.Outcome.Unknown(String why) -> complain(where + why, UNKNOWN);
    };
  }

  private int complain(String why, int status) {
    spec.commandLine().getErr().println("vnetctl console: " + why);
    return status;
  }
}
