package io.vnetctl.vde.console;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;

/** A line of a table, written from left to right. Faster than a format string, for long tables. */
final class Columns {
  private static final HexFormat HEX = HexFormat.of();

  private final StringBuilder line = new StringBuilder(96);

  Columns text(String text) {
    line.append(text);
    return this;
  }

  /** Text of somebody else: control characters, which could forge lines, become question marks. */
  Columns foreign(String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      line.append(c < ' ' || c == 0x7f ? '?' : c);
    }
    return this;
  }

  Columns number(long value) {
    line.append(value);
    return this;
  }

  /** As %0WIDTHd. */
  Columns zeroes(int value, int width) {
    return filled(value, width, '0');
  }

  /** As %WIDTHd. */
  Columns right(long value, int width) {
    return filled(value, width, ' ');
  }

  /** As %-WIDTHs. */
  Columns left(String text, int width) {
    int from = line.length();
    foreign(text);
    line.repeat(' ', Math.max(0, width - (line.length() - from)));
    return this;
  }

  /** The lowest bytes of a number as two hexadecimal digits each, highest first, with colons. */
  Columns hexBytes(long value, int bytes) {
    for (int i = bytes - 1; i >= 0; i--) {
      HEX.toHexDigits(line, (byte) (value >> 8 * i));
      line.append(i > 0 ? ":" : "");
    }
    return this;
  }

  /** The line with its newline. */
  String end() {
    return line.append('\n').toString();
  }

  /** A text of the JVM as the console has it: one character per byte of its UTF-8 form. */
  static String bytesOf(String text) {
    return new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
  }

  /** The reverse of {@link #bytesOf}. */
  static String textOf(String bytes) {
    return new String(bytes.getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8);
  }

  private Columns filled(long value, int width, char fill) {
    String digits = Long.toString(value);
    line.repeat(fill, Math.max(0, width - digits.length()));
    line.append(digits);
    return this;
  }
}
