package io.vnetctl.cli.report;

import java.nio.charset.StandardCharsets;

/** Text of foreign origin (names of files, answers of switches) without what steers a terminal. */
public final class PrintableText {
  private PrintableText() {}

  /** Control characters, and those of the set, as \xNN with two lower case digits for each byte. */
  public static String escape(String text, String set) {
    StringBuilder escaped = new StringBuilder(text.length());
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (Character.isISOControl(c) || set.indexOf(c) >= 0) {
        for (byte b : String.valueOf(c).getBytes(StandardCharsets.UTF_8)) {
          escaped.append("\\x").append(digit(b >> 4)).append(digit(b));
        }
      } else {
        escaped.append(c);
      }
    }
    return escaped.toString();
  }

  private static char digit(int nibble) {
    return Character.forDigit(nibble & 0xf, 16);
  }
}
