package io.vnetctl.cli.call;

import java.util.Locale;
import java.util.OptionalInt;

/** The argument of -d (spec vnetctl, chapter 2.2), for one parse. */
final class DebugWords {
  private static final int ALL = 0xffff;
  private static final int BINARY = 2;

  private DebugSpec.Mode mode = DebugSpec.NONE.mode();
  private int threshold = DebugSpec.NONE.threshold();
  private int subsystems = DebugSpec.NONE.subsystems();
  private int warning = DebugSpec.NONE.warning();
  private int info = DebugSpec.NONE.info();
  private boolean printFinal;

  private DebugWords() {}

  /** Reads a list of items with commas. */
  static DebugSpec parse(String list) throws CallException {
    DebugWords words = new DebugWords();
    for (String item : list.split(",", -1)) {
      words.take(item);
    }
    return new DebugSpec(
        words.mode, words.threshold, words.subsystems, words.warning, words.info, words.printFinal);
  }

  private void take(String item) throws CallException {
    int colon = item.indexOf(':');
    String key = (colon < 0 ? item : item.substring(0, colon)).toUpperCase(Locale.ROOT);
    String value = colon < 0 ? null : item.substring(colon + 1);
    switch (key) {
      case "SUBSYSTEM", "S" -> subsystems = number(item, value);
      case "WARNING", "W" -> warning = number(item, value);
      case "INFO", "I" -> info = number(item, value);
      case "PRINTFINAL", "PFIN", "PF" -> printFinal = value == null || number(item, value) > 0;
      // Files of scripts, which there are none of here.
      case "FILELIST", "F" -> needValue(item, value);
      default -> takeWord(item, key, value);
    }
  }

  private void takeWord(String item, String key, String value) throws CallException {
    if (value != null) {
      throw unknown(item);
    }
    switch (key) {
      case "ALL" -> threshold = ALL;
      case "PATTERN", "P" -> mode = DebugSpec.Mode.PATTERN;
      case "MIN" -> mode = DebugSpec.Mode.MIN;
      case "MAX" -> mode = DebugSpec.Mode.MAX;
      case "INCLUDE", "EXCLUDE" -> {}
      default -> threshold = integer(item).orElseThrow(() -> unknown(item));
    }
  }

  private static void needValue(String item, String value) throws CallException {
    if (value == null || value.isEmpty()) {
      throw CallException.failed("-d: '" + item + "' needs a value after a colon");
    }
  }

  private static int number(String item, String value) throws CallException {
    needValue(item, value);
    return integer(value)
        .orElseThrow(
            () ->
                CallException.failed(
                    "-d: '"
                        + value
                        + "' in '"
                        + item
                        + "' is no number, such as 5, 0x1f or 2#101"));
  }

  private static CallException unknown(String item) {
    return CallException.failed(
        "-d: does not know '"
            + item
            + "'; it takes numbers, ALL, PATTERN, MIN, MAX, SUBSYSTEM:N, WARNING:N, INFO:N and PRINTFINAL, with commas"
            + " between");
  }

  /** Decimal, 0x hexadecimal, or 2# binary; not negative. */
  private static OptionalInt integer(String text) {
    boolean hexadecimal = text.startsWith("0x") || text.startsWith("0X");
    boolean binary = text.startsWith("2#");
    String digits = hexadecimal || binary ? text.substring(2) : text;
    if (digits.isEmpty() || Character.digit(digits.charAt(0), 16) < 0) {
      return OptionalInt.empty();
    }
    try {
      return OptionalInt.of(Integer.parseInt(digits, hexadecimal ? 16 : binary ? BINARY : 10));
    } catch (NumberFormatException _) {
      return OptionalInt.empty();
    }
  }
}
