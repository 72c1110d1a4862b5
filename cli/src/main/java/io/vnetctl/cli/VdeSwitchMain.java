package io.vnetctl.cli;

/** The program {@code vde_switch}. */
final class VdeSwitchMain {
  private VdeSwitchMain() {}

  /** Runs the switch and ends the JVM with its status (vde-cli.md 1). */
  public static void main(String[] args) {
    System.exit(run(args));
  }

  /** Runs a switch with the arguments of {@code vde_switch} until it ends. Returns its status. */
  static int run(String[] args) {
    System.err.println("vde_switch: not wired: " + String.join(" ", args));
    return 1;
  }
}
