package io.vnetctl.cli;

import io.vnetctl.cli.getopt.Option;
import io.vnetctl.cli.programs.ProgramOption;
import java.util.ArrayList;
import java.util.List;

/**
 * The options of the switch: one table for parsing and for help (spec, VDE command line, chapter
 * 1). The order is that of the original.
 */
enum SwitchOption {
  HELP('h', "", "show this help; the status is 1", "help"),
  HUB('x', "", "be a hub: send every frame to all ports; switches --fstp off", "hub"),
  FSTP('F', "", "speak VDE's fast spanning tree protocol", "fstp"),
  VERSION('v', "", "show the version", "version"),
  PORTS('n', "N", "number of ports, port 0 counted (default 32)", "numports"),
  HASH_SIZE(
      Option.NO_LETTER,
      "N",
      "buckets of the address table as the console shows them (default 128)",
      "hashsize"),
  MAC_ADDRESS(
      Option.NO_LETTER, "MAC", "address of the switch itself (default 00:ff:...)", "macaddr"),
  PRIORITY(
      Option.NO_LETTER, "N", "bridge priority for the spanning tree (default 0x8000)", "priority"),
  DIRECTORY(
      's',
      "DIR",
      "control directory (default /var/run/vde.ctl for root, else /tmp/vde.ctl)",
      "sock",
      "vdesock",
      "unix"),
  MODE('m', "MODE", "mode of the sockets in DIR, octal (default 600)", "mode", "mod"),
  DIRECTORY_MODE(
      Option.NO_LETTER, "MODE", "mode of DIR, octal (default 2700, or from --mode)", "dirmode"),
  GROUP('g', "GROUP", "group of DIR and its sockets, by name", "group"),
  DAEMON('d', "", "go on in the background once ready", "daemon"),
  PID_FILE('p', "FILE", "write the process number to FILE, which must not exist", "pidfile"),
  RC_FILE('f', "FILE", "console commands to start with, see below", "rcfile"),
  CONFIG("NAME", "configuration file; a bare NAME is /etc/vnetctl/switch/NAME.conf", "config"),
  CONSOLE('M', "SOCK", "path of the management console's socket", "mgmt"),
  CONSOLE_MODE(Option.NO_LETTER, "MODE", "mode of SOCK, octal (default 600)", "mgmtmode"),
  CONSOLE_GROUP(Option.NO_LETTER, "GROUP", "group of SOCK, by name", "mgmtgroup"),
  DEBUG_CLIENTS('D', "N", "taken for compatibility, without effect", "debugclients"),
  TAP('t', "NAME", "connect the TAP device NAME; may be given again", "tap"),
  NO_STDIN("", "no console on standard input", "nostdin"),
  MAX_FRAME(
      "BYTES",
      "longest frame, header included, FCS not: 1518 to 65535 (default 9234)",
      "max-frame"),
  POLL("US", "poll so long before sleep while frames come: 0 to 1000 (50)", "poll"),
  QUEUE_LENGTH("N", "as root: set net.unix.max_dgram_qlen, 1 to 65536", "qlen"),
  MAC_LIMIT("PORT=N", "take frames of N addresses from PORT, no more", "mac-limit"),
  FLOOD_LIMIT("PORT=N", "flood N frames a second from PORT, no more", "flood-limit"),
  BPDU_GUARD("PORT", "shut PORT when a BPDU comes in", "bpdu-guard"),
  ISOLATED("PORT", "keep PORT from other isolated ports", "isolated"),
  USER_LIMIT(
      "N", "let each user hold N ports, no more; not the switch's own, nor root", "user-limit"),
  SURVIVE("", "have a small process keep clients plugged in if this one is killed", "survive"),
  USER("USER[:GROUP]", "once TAPs and pid file are open, go on with the rights of USER", "user");

  private final char letter;
  private final String value;
  private final String sentence;
  private final List<String> names;
  private final boolean mayBeCut;

  SwitchOption(char letter, String value, String sentence, String... names) {
    this(letter, value, sentence, List.of(names), true);
  }

  /** One that the original lacks: its name is given in full, or names of the original clash. */
  SwitchOption(String value, String sentence, String name) {
    this(Option.NO_LETTER, value, sentence, List.of(name), false);
  }

  SwitchOption(char letter, String value, String sentence, List<String> names, boolean mayBeCut) {
    this.letter = letter;
    this.value = value;
    this.sentence = sentence;
    this.names = names;
    this.mayBeCut = mayBeCut;
  }

  /** As the parser takes it. */
  Option<SwitchOption> option() {
    return new Option<>(this, letter, names, !value.isEmpty(), mayBeCut);
  }

  /** As manual and completion have it. */
  ProgramOption described() {
    List<String> spellings = new ArrayList<>();
    if (letter != Option.NO_LETTER) {
      spellings.add("-" + letter);
    }
    names.forEach(name -> spellings.add("--" + name));
    return new ProgramOption(spellings, value, sentence);
  }

  /** Whether a value belongs to it. */
  boolean takesValue() {
    return !value.isEmpty();
  }

  /** What it means, in a few words. */
  String sentence() {
    return sentence;
  }

  /** The long form, as messages name it. */
  String dashed() {
    return "--" + names.getFirst();
  }

  /** Lines of the help, each with its end. */
  String help() {
    StringBuilder help = new StringBuilder();
    String label = value.isEmpty() ? "" : " " + value;
    String initial = letter == Option.NO_LETTER ? "    " : "-" + letter + ", ";
    help.append("  %s%-21s %s%n".formatted(initial, dashed() + label, sentence));
    for (String other : names.subList(1, names.size())) {
      help.append("      %-21s same as %s%n".formatted("--" + other + label, dashed()));
    }
    return help.toString();
  }
}
