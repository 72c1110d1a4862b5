package io.vnetctl.cli.programs;

import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** What a word of a command line stands for, as far as a shell can know it. */
public enum WordKind {
  /** Anything: nothing is offered. */
  PLAIN,
  FILE,
  DIRECTORY,
  PROGRAM,
  BRIDGE,
  INTERFACE,
  TAP,
  USER,
  GROUP,
  HOST,
  /** The console socket of a switch. */
  CONSOLE,
  /** The control directory of a switch. */
  CONTROL_DIRECTORY,
  /** A configuration file of a switch, by its name or path. */
  CONFIGURATION,
  /** A command of the console. */
  CONSOLE_COMMAND,
  /** A command of vnetctl. */
  COMMAND,
  /** What the manual can be asked for. */
  TOPIC,
  PRIVILEGE("KSU", "NOKSU", "SUDO", "NOSUDO", "ALL"),
  NIC_MODEL("virtio-net-pci", "e1000", "e1000e", "rtl8139", "vmxnet3"),
  PORT("all");

  private final List<String> choices;

  WordKind(String... choices) {
    this.choices = List.of(choices);
  }

  /** All words there are; empty: the programs know them, or they are found out when asked for. */
  public List<String> choices() {
    return choices;
  }

  /** The name under which scripts of shells know it. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /**
   * The kind of an option's argument, known by what it is called; where a name serves for several
   * things also by the option.
   */
  public static Optional<WordKind> of(ProgramOption option) {
    String label = option.argument();
    return Optional.ofNullable(
        switch (label) {
          case "BRIDGE" -> BRIDGE;
          case "INTERFACE" -> INTERFACE;
          case "USER", "USER[.GROUP]", "USER[:GROUP]" -> USER;
          case "GROUP" -> GROUP;
          case "HOSTS" -> HOST;
          case "PATH" -> is(option, "-S") ? CONSOLE : is(option, "-s") ? CONTROL_DIRECTORY : FILE;
          case "DIR" -> DIRECTORY;
          case "FILE", "RCFILE" -> FILE;
          case "SOCK" -> CONSOLE;
          case "SOCK[,SOCK...]" -> CONTROL_DIRECTORY;
          case "NAME" ->
              is(option, "--name") ? PLAIN : is(option, "--config") ? CONFIGURATION : TAP;
          case "TOPIC" -> TOPIC;
          case "WORDS" -> PRIVILEGE;
          case "MODEL" -> NIC_MODEL;
          case "PORT" -> PORT;
          case "SPEC", "SECONDS", "N", "MAC", "MODE", "BYTES", "US", "PORT=N", "ADDRESS" -> PLAIN;
          case "vde[,vlan=N][,sock=SOCK][,port=N][,group=GROUP][,mode=MODE]" -> PLAIN;
          default -> null;
        });
  }

  private static boolean is(ProgramOption option, String spelling) {
    return option.spellings().contains(spelling);
  }
}
