package io.vnetctl.cli;

import io.vnetctl.cli.call.SubCommand;
import io.vnetctl.cli.getopt.Spelling;
import java.util.Set;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** The sub-commands of {@code vnetctl} beside its actions, see {@link SubCommand}: all but help. */
@Command(
    name = "vnetctl",
    description = "A network for QEMU/KVM guests in one call.",
    footer = "The network itself, vnetctl create and the like, is in vnetctl -h.",
    subcommands = {
      SwitchCommand.class,
      RestartCommand.class,
      ReloadCommand.class,
      SwitchConsoleCommand.class,
      ConfigCommand.class,
      DemoCommand.class,
      QemuArgsCommand.class
    })
final class VnetctlCommands {
  private VnetctlCommands() {}

  /** Runs a sub-command. Returns 0 done, 1 failed, 2 wrong arguments, or the switch's status. */
  static int run(String... words) {
    return commandLine().execute(words);
  }

  /** Explains one. Returns 0. */
  static int help(SubCommand command) {
    if (command == SubCommand.HELP) {
      System.out.println("vnetctl help [COMMAND] - " + command.sentence());
    } else {
      run(command.word(), "--help");
    }
    return 0;
  }

  /** The command line as users have it; tests run it with streams of their own. */
  static CommandLine commandLine() {
    CommandLine line = new CommandLine(new VnetctlCommands()).setExpandAtFiles(false);
    // The words of the switch are its own, "--" included; an argument cannot hold a NUL.
    line.getSubcommands().get("switch").setEndOfOptionsDelimiter("\0");
    // Those of a console too: numbers may be negative.
    line.getSubcommands().get("console").setStopAtPositional(true);
    return line.setParameterExceptionHandler(VnetctlCommands::refuse);
  }

  private static int refuse(ParameterException wrong, String... words) {
    CommandLine command = wrong.getCommandLine();
    String complaint =
        wrong instanceof UnmatchedArgumentException unmatched
            ? unknown(unmatched.getUnmatched().getFirst(), command)
            : wrong.getMessage() + ";";
    String name = command.getCommandSpec().qualifiedName();
    command.getErr().printf("%s: %s see %s --help%n", name, complaint, name);
    return command.getCommandSpec().exitCodeOnInvalidInput();
  }

  private static String unknown(String word, CommandLine command) {
    Set<String> known =
        word.startsWith("-")
            ? command.getCommandSpec().optionsMap().keySet()
            : command.getSubcommands().keySet();
    return "does not know '%s';%s"
        .formatted(
            word,
            Spelling.nearest(word, known)
                .map(meant -> " did you mean %s?".formatted(meant))
                .orElse(""));
  }
}
