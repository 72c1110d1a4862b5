package io.vnetctl.cli;

import io.vnetctl.cli.call.Caller;
import io.vnetctl.cli.call.ThisProcess;
import java.util.List;

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
   * Runs the program and ends the JVM with its status: 0 done, 1 failed or wrong arguments, 2
   * something is missing; or that of the sub-command.
   */
  public static void main(String[] args) {
    Caller caller = ThisProcess.caller(System.getProperty(PROGRAM_PROPERTY, NAME));
    int status;
    if (caller.tool().equals(NAME) && args.length > 0 && isSubCommand(args[0])) {
      status = VnetctlCommands.run(args);
      if (status == 0 && System.out.checkError()) {
        System.err.println("vnetctl: cannot write to standard output");
        status = 1;
      }
    } else {
      status = new Vnetctl(caller, new LocalActions()).run(List.of(args));
    }
    System.exit(status);
  }

  /** Known here too, so that no other call loads what they need. */
  static boolean isSubCommand(String word) {
    return switch (word) {
      case "switch", "demo", "qemu-args", "version", "help" -> true;
      default -> false;
    };
  }
}
