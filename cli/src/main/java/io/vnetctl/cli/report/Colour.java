package io.vnetctl.cli.report;

import java.util.Map;

/** Foreground colours of ECMA-48. */
public enum Colour {
  RED(31),
  GREEN(32),
  MAGENTA(35),
  CYAN(36);

  private final int code;

  Colour(int code) {
    this.code = code;
  }

  /** Text in this colour. */
  public String of(String text) {
    return "\033[" + code + "m" + text + "\033[0m";
  }

  /**
   * Whether a descriptor shows colours, and its user wants them.
   *
   * @param descriptor such as {@link Terminal#STDERR}
   */
  public static boolean isWanted(Map<String, String> environment, int descriptor) {
    return isWanted(environment) && Terminal.isOn(descriptor);
  }

  /**
   * NO_COLOR (no-color.org), CTYS_XTERM (spec vnetctl, chapter 3), and terminals that have none.
   */
  static boolean isWanted(Map<String, String> environment) {
    return environment.getOrDefault("NO_COLOR", "").isEmpty()
        && !environment.getOrDefault("CTYS_XTERM", "0").equals("1")
        && !environment.getOrDefault("TERM", "dumb").equals("dumb");
  }
}
