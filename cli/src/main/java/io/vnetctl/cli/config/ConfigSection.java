package io.vnetctl.cli.config;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** The kinds of sections of the file. */
public enum ConfigSection {
  /** The switch as a whole; once. */
  SWITCH("switch", ""),
  /** A TAP device that is a client of the switch. */
  TAP("tap", "NAME"),
  /** A VLAN; that there is the section makes it. */
  VLAN("vlan", "N"),
  /** A port, or with {@code all} the limits of every port. */
  PORT("port", "N");

  /** Argument of {@link #PORT} for all ports. */
  public static final String ALL = "all";

  private final String word;
  private final String argument;

  ConfigSection(String word, String argument) {
    this.word = word;
    this.argument = argument;
  }

  /** As it is written between the brackets. */
  public String word() {
    return word;
  }

  /** What follows the word, as a placeholder; empty if nothing does. */
  public String argument() {
    return argument;
  }

  static Optional<ConfigSection> of(String word) {
    return Arrays.stream(values()).filter(it -> it.word.equals(word)).findFirst();
  }

  static List<String> words() {
    return Arrays.stream(values()).map(ConfigSection::word).toList();
  }

  /** The header of one such section. */
  String header(String itsArgument) {
    return itsArgument.isEmpty() ? "[" + word + "]" : "[" + word + " " + itsArgument + "]";
  }
}
