package io.vnetctl.cli;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.HelpCommand;

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
    System.exit(commandLine().execute(args));
  }

  /** The command line as users have it; tests run it with streams of their own. */
  static CommandLine commandLine() {
    CommandLine line = new CommandLine(new VnetctlMain()).setExpandAtFiles(false);
    // The words of the switch are its own, "--" included; an argument cannot hold a NUL.
    line.getSubcommands().get("switch").setEndOfOptionsDelimiter("\0");
    return line;
  }
}
