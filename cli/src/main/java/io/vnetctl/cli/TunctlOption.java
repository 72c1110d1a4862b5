package io.vnetctl.cli;

import io.vnetctl.cli.getopt.Option;
import io.vnetctl.cli.programs.ProgramOption;
import java.util.List;

/** The options of vde_tunctl: one table for parsing, help and manual. */
enum TunctlOption {
  NAME('t', "NAME", "name of the device, at most 15 bytes; default: tap0, tap1, ..."),
  USER('u', "USER", "who may use it, name or number; default: the caller, or with -g anyone"),
  GROUP('g', "GROUP", "who uses it must be in this group, name or number"),
  TUN('n', "", "a tun device (IP) instead of a tap (Ethernet); so is any name with tun in front"),
  BRIEF('b', "", "print the name alone"),
  REMOVE('d', "NAME", "the device vanishes when nobody uses it any more"),
  CLONE_DEVICE('f', "FILE", "tun-clone device; default: /dev/net/tun");

  private final char letter;
  private final String value;
  private final String sentence;

  TunctlOption(char letter, String value, String sentence) {
    this.letter = letter;
    this.value = value;
    this.sentence = sentence;
  }

  /** As the parser takes it. */
  Option<TunctlOption> option() {
    return new Option<>(this, letter, List.of(), !value.isEmpty(), false);
  }

  /** As manual and completion have it. */
  ProgramOption described() {
    return new ProgramOption(List.of("-" + letter), value, sentence);
  }

  /** How the program is called, and all options, line by line. */
  static String usage(String program) {
    StringBuilder text =
        new StringBuilder(
            """
            Usage: %1$s [-b] [-n] [-u USER] [-g GROUP] [-t NAME] [-f tun-clone]   make a device
                   %1$s [-n] -d NAME [-f tun-clone]                               let it go

            """
                .formatted(program));
    for (TunctlOption option : values()) {
      String words = "-" + option.letter + " " + option.value;
      text.append("  %-9s %s%n".formatted(words.strip(), option.sentence));
    }
    return text.toString();
  }
}
