package io.vnetctl.cli;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.HelpCommand;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** The program {@code vnetctl}: parses, calls the sub-command, returns its status. */
@Command(
    name = "vnetctl",
    description = "A network for QEMU/KVM guests in one call.",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    subcommands = {HelpCommand.class, SwitchCommand.class, DemoCommand.class, VersionCommand.class})
final class VnetctlMain {
  private VnetctlMain() {}

  /**
   * Runs the program and ends the JVM with its status: 0 done, 1 failed, 2 wrong arguments, or the
   * status of the switch.
   */
  public static void main(String[] args) {
    int status = commandLine().execute(args);
    if (status == 0 && System.out.checkError()) {
      System.err.println("vnetctl: cannot write to standard output");
      status = 1;
    }
    System.exit(status);
  }

  /** The command line as users have it; tests run it with streams of their own. */
  static CommandLine commandLine() {
    CommandLine line = new CommandLine(new VnetctlMain()).setExpandAtFiles(false);
    // The words of the switch are its own, "--" included; an argument cannot hold a NUL.
    line.getSubcommands().get("switch").setEndOfOptionsDelimiter("\0");
    return line.setParameterExceptionHandler(VnetctlMain::refuse);
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
