package io.vnetctl.cli;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.HelpCommand;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/**
 * The sub-commands of {@code vnetctl} beside its actions: the switch itself, its restart, the
 * demonstration, help and version.
 */
@Command(
    name = "vnetctl",
    description = "A network for QEMU/KVM guests in one call.",
    footer = "The network itself, vnetctl create and the like, is in vnetctl -h.",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    subcommands = {
      HelpCommand.class,
      SwitchCommand.class,
      RestartCommand.class,
      DemoCommand.class,
      QemuArgsCommand.class,
      VersionCommand.class
    })
final class VnetctlCommands {
  private VnetctlCommands() {}

  /** Runs a sub-command. Returns 0 done, 1 failed, 2 wrong arguments, or the switch's status. */
  static int run(String... words) {
    return commandLine().execute(words);
  }

  /** The command line as users have it; tests run it with streams of their own. */
  static CommandLine commandLine() {
    CommandLine line = new CommandLine(new VnetctlCommands()).setExpandAtFiles(false);
    // The words of the switch are its own, "--" included; an argument cannot hold a NUL.
    line.getSubcommands().get("switch").setEndOfOptionsDelimiter("\0");
    return line.setParameterExceptionHandler(VnetctlCommands::refuse);
  }

  private static int refuse(ParameterException wrong, String... words) {
    CommandLine command = wrong.getCommandLine();
    String complaint =
        wrong instanceof UnmatchedArgumentException unmatched
            ? "does not know '" + unmatched.getUnmatched().getFirst() + "'"
            : wrong.getMessage();
    String name = command.getCommandSpec().qualifiedName();
    command.getErr().printf("%s: %s; see vnetctl help%n", name, complaint);
    return command.getCommandSpec().exitCodeOnInvalidInput();
  }
}
