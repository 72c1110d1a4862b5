package io.vnetctl.cli.call;

import java.util.List;
import java.util.Optional;

/**
 * The options of vnetctl (spec vnetctl, chapter 2): the one table that the parser, the short help
 * and the manual are made of.
 */
public enum CallOption {
  BRIDGE(
      "-b",
      "BRIDGE",
      "bridge that the TAP joins",
      """
      The bridge that the TAP joins. Default: the first one in alphabetical order; where there is none, ctysbr0 is
      made. A bridge that does not exist is made under this name.
      """),
  DEBUG(
      "-d",
      "SPEC",
      "which traces and messages are shown",
      """
      Traces on standard error: a list of items with commas. N shows traces of levels below N (ALL: every level);
      MIN turns the comparison round, PATTERN takes N as a mask; S:N picks subsystems; W:N and I:N show warnings and
      infos of levels below N (default 2; I:0 shows no info); PF shows the commands that are run on remote hosts.
      Numbers may be decimal, hexadecimal (0x1f) or binary (2#101).
      """),
  FORCE(
      "-f",
      "",
      "cancel: kill a switch that does not answer; create: make a bridge over the network",
      """
      With cancel: a switch that does not end when asked is killed. With create: a bridge is made although you are
      logged in over the network; if the connection is lost, the former state comes back by itself
      (--rollback-timeout). No effect otherwise.
      """),
  GROUP(
      "-g",
      "GROUP",
      "set the set-group-ID bit on the switch's files",
      """
      The control directory, its socket and the console socket get the set-group-ID bit. GROUP must be the group of
      the owner (-u), else nothing is done.
      """),
  HELP("-h", "", "this short help", "Prints a short help."),
  MANUAL(
      "-H",
      "TOPIC",
      "the manual, or a topic of it: man, list, path",
      """
      man shows the manual page, list names all pages, path says where they are looked for; any other TOPIC is handed
      to man(1). Without a word after it: man. The next word is always the topic, even if
      it looks like an action.
      """),
  NIC(
      "-i",
      "INTERFACE",
      "network interface for a bridge that has to be made",
      """
      The interface that a new bridge gets, with its MAC address, IP addresses and routes. Default: the first
      suitable one. No effect where the bridge exists.
      """),
  REMOTE_USER(
      "-l",
      "USER",
      "user on remote hosts that are given without one",
      "The user on hosts of -r that have none of their own. Only together with -r."),
  NO_HEADING("-n", "", "list, listall, fdb, vlans: no heading", "Tables have no heading."),
  HOSTS(
      "-r",
      "HOSTS",
      "run on these hosts: [USER@]HOST[(OPTIONS)][,...]",
      "Runs the call on other hosts instead of here, see REMOTE HOSTS."),
  QEMU_SOCK(
      "-s",
      "PATH",
      SwitchWords.SOCK,
      """
      The control directory of the switch, which guests connect to: used as it is, whatever -u says. At most 90
      bytes. Where -S is not given too, it names the switch, and its console is found; create and cancel take that
      of -u, and so does ctys-vnetctl with all actions.
      """),
  QEMU_MGMT(
      "-S",
      "PATH",
      SwitchWords.MGMT,
      """
      The console socket of the switch: used as it is, whatever -u says. At most 107 bytes. Where -s is not given
      too, it names the switch, which says what its control directory is; create and cancel take that of -u. -M is
      the same under the name vnetctl, as it is with vde_switch.
      """),
  OWNER(
      "-u",
      "USER[.GROUP]",
      "whose switch it is; also USER:GROUP",
      """
      The owner of TAP, sockets and pid file, and with every action whose switch is meant. Default: you, with your
      primary group. USER:GROUP says the same and leaves no doubt when names have dots; numbers are taken too.
      """),
  VERSION(
      "-V",
      "",
      "the version; with -X the number alone",
      "Prints the version and what it runs on; with -X the bare number, without a newline."),
  TERSE(
      "-X",
      "",
      "records for programs instead of text",
      """
      Output for programs: no heading, no infos, no warnings, one record a line, fields with semicolons between. See
      OUTPUT. check prints nothing at all.
      """),
  PRIVILEGE(
      "-Z",
      "WORDS",
      "how to become root: KSU, NOKSU, SUDO, NOSUDO, ALL",
      """
      Which programs may be used to get the privileges of root if you lack them: KSU, SUDO, NOKSU, NOSUDO or ALL, in
      upper or lower case, several with commas. Default: none, or what USE_KSU and USE_SUDO say.
      """),
  JSON("--json", "", "JSON instead of text", "Queries, create, cancel and --dry-run print JSON."),
  QUIET(
      "--quiet",
      "",
      "warnings and errors only",
      "No infos and no progress; doctor tells only what is not well. Warnings and errors are shown."),
  VERBOSE(
      "--verbose",
      "",
      "each step, and details",
      "Tells each step and all details, as -d 3,W:3,I:3,PF does."),
  DRY_RUN(
      "--dry-run",
      "",
      "create, cancel: print what would be done, do nothing",
      "create and cancel print what they would do, and change nothing."),
  REMOVE_BRIDGE(
      "--remove-bridge",
      "",
      "cancel: remove the bridge too if vnetctl made it",
      """
      With cancel: a bridge that vnetctl made and that has no port but its interface is removed too; the interface
      gets addresses and routes back.
      """),
  KEEP_IP(
      "--keepip",
      "",
      "create: the interface of a new bridge keeps its addresses",
      "With create: the interface of a new bridge keeps its IP addresses, as a copy."),
  ROLLBACK_TIMEOUT(
      "--rollback-timeout",
      "SECONDS",
      "create -f: time after which a lost connection is restored",
      """
      With create -f over the network: the former state comes back if the connection is not confirmed within this
      time. Default: 60; 0: never.
      """),
  TIMEOUT(
      "--timeout",
      "SECONDS",
      "longest wait for an answer of the switch",
      """
      The longest wait for any one answer of a switch; fractions are allowed. Default: 5. A switch that create starts
      has twelve times as long.
      """),
  /** Not for users: how the privileged call learns what sudo and ksu hide from it. */
  REEXEC("--reexec", "ORIGIN", "", "");

  private final String word;
  private final String argument;
  private final String summary;
  private final String details;

  CallOption(String word, String argument, String summary, String details) {
    this.word = word;
    this.argument = argument;
    this.summary = summary;
    this.details = details;
  }

  /** As it is written, dashes included. */
  public String word() {
    return word;
  }

  /** What its argument is called; empty: it takes none. */
  public String argument() {
    return argument;
  }

  /** What it is for, in a few words; empty: not for users. */
  public String summary() {
    return summary;
  }

  /** What it is for, in sentences. */
  public String details() {
    return details.strip();
  }

  boolean takesArgument() {
    return !argument.isEmpty();
  }

  /**
   * Its other names.
   *
   * @param extended whether letters count that ctys-vnetctl(1) does not have (spec vnetctl, R3)
   */
  public List<String> otherWords(boolean extended) {
    return switch (this) {
      case QEMU_SOCK -> List.of("--sock");
      case QEMU_MGMT -> extended ? List.of("-M", "--mgmt") : List.of("--mgmt");
      case HELP -> List.of("-help", "--help");
      case MANUAL -> List.of("-helpEx", "--helpEx");
      case VERSION -> List.of("--version");
      default -> List.of();
    };
  }

  /** The option of a word as written; its other names included, see {@link #otherWords}. */
  static Optional<CallOption> of(String word, boolean extended) {
    for (CallOption option : values()) {
      if (option.word.equals(word) || option.otherWords(extended).contains(word)) {
        return Optional.of(option);
      }
    }
    return Optional.empty();
  }
}
