package io.vnetctl.cli.settings;

/** What vnetctl.conf(5) and the environment can set: the table of the manual. */
public enum Setting {
  CTYS_SOCKBASE("PATH", "/var/tmp", "where sockets are"),
  QEMUSOCK(
      "PATH",
      "$CTYS_SOCKBASE/vde_switch0.$USER",
      "control directory of the switch; with -u USER its ending .$USER becomes that user's"),
  QEMUMGMT(
      "PATH",
      "$CTYS_SOCKBASE/vde_mgmt0.$USER",
      "console socket of the switch; with -u USER its ending .$USER becomes that user's"),
  USE_SUDO("1", "0", "sudo may be used to get privileges, as with -Z SUDO"),
  USE_KSU("1", "0", "ksu may be used to get privileges, as with -Z KSU"),
  USE_K5USERS("1", "0", "the same as USE_KSU, by its name in ctys"),
  VDE_SWITCH("PROGRAM", "that of vnetctl", "another program for the switch"),
  CTYS_SSH("COMMAND", "ssh", "the ssh command, with options of its own"),
  CTYS_REMOTE_TOOL("PROGRAM", "vnetctl", "the program on remote hosts"),
  CTYS_MANVIEWER("COMMAND", "man", "shows manual pages"),
  CTYS_LIBPATH("PATH", "none", "folder of an installed ctys, whose files of settings are read"),
  MYCONFPATH("PATH", "$CTYS_LIBPATH/conf/ctys", "folder of its files of settings");

  private final String value;
  private final String initial;
  private final String sentence;

  Setting(String value, String initial, String sentence) {
    this.value = value;
    this.initial = initial;
    this.sentence = sentence;
  }

  /** What its value is called. */
  public String value() {
    return value;
  }

  /** What counts where nothing sets it. */
  public String initial() {
    return initial;
  }

  /** What it is for, in a few words. */
  public String sentence() {
    return sentence;
  }
}
