package io.vnetctl.vde.console;

import java.util.OptionalInt;
import java.util.OptionalLong;

/**
 * Reads the arguments of a console line with the rules of C's atoi and scanf, because scripts rely
 * on them (spec vde-console, 1.3). Numbers beyond 32 bits become the nearest number of 32 bits, so
 * that they fail the range check instead of naming another port.
 */
final class ArgumentScanner {
  private final String text;
  private int at;

  ArgumentScanner(String text) {
    this.text = text;
  }

  /** Everything not read yet. */
  String rest() {
    return text.substring(at);
  }

  boolean atEnd() {
    return at == text.length();
  }

  /** Skips blanks and tabs; gives whether there were any. */
  boolean skipBlanks() {
    int from = at;
    while (at < text.length() && (text.charAt(at) == ' ' || text.charAt(at) == '\t')) {
      at++;
    }
    return at > from;
  }

  /** Skips this character if it comes next. */
  boolean skip(char expected) {
    boolean next = at < text.length() && text.charAt(at) == expected;
    at += next ? 1 : 0;
    return next;
  }

  /** Skips this text if it comes next. */
  boolean skip(String expected) {
    boolean next = text.startsWith(expected, at);
    at += next ? expected.length() : 0;
    return next;
  }

  /** As atoi: a leading decimal number, else 0. */
  int leadingNumber() {
    return decimal().orElse(0);
  }

  /** As scanf %d. */
  OptionalInt decimal() {
    skipSpace();
    return signed(10);
  }

  /** As scanf %i: decimal, 0x hexadecimal, 0 octal, with a sign. */
  OptionalInt integer() {
    skipSpace();
    return signed(0);
  }

  /** Decimal digits that come next, without sign; 2^32 for more than 32 bits. */
  OptionalLong leadingDigits() {
    return digits(10);
  }

  /** As scanf %x, without sign. */
  OptionalInt hexadecimal() {
    skipSpace();
    skipHexMark();
    return digits(16, false);
  }

  private OptionalInt signed(int base) {
    int from = at;
    boolean negative = skip('-');
    if (!negative) {
      skip('+');
    }
    OptionalInt number = digits(base == 0 ? base() : base, negative);
    if (number.isEmpty()) {
      at = from;
    }
    return number;
  }

  /** The base that the next number is written in, its mark skipped. */
  private int base() {
    if (skipHexMark()) {
      return 16;
    }
    return at < text.length() && text.charAt(at) == '0' ? 8 : 10;
  }

  private boolean skipHexMark() {
    boolean marked = text.startsWith("0x", at) || text.startsWith("0X", at);
    boolean followed = at + 2 < text.length() && Character.digit(text.charAt(at + 2), 16) >= 0;
    at += marked && followed ? 2 : 0;
    return marked && followed;
  }

  private OptionalInt digits(int base, boolean negative) {
    OptionalLong value = digits(base);
    return value.isEmpty()
        ? OptionalInt.empty()
        : OptionalInt.of(
            Math.clamp(
                negative ? -value.getAsLong() : value.getAsLong(),
                Integer.MIN_VALUE,
                Integer.MAX_VALUE));
  }

  private OptionalLong digits(int base) {
    int from = at;
    long value = 0;
    while (at < text.length() && digit(text.charAt(at), base) >= 0) {
      value = Math.min(value * base + digit(text.charAt(at), base), 1L << 32);
      at++;
    }
    return at == from ? OptionalLong.empty() : OptionalLong.of(value);
  }

  /** Only ASCII digits count. */
  private static int digit(char c, int base) {
    return c < 128 ? Character.digit(c, base) : -1;
  }

  /** White space as isspace of the C locale has it. */
  private void skipSpace() {
    while (at < text.length()
        && (text.charAt(at) == ' ' || text.charAt(at) >= '\t' && text.charAt(at) <= '\r')) {
      at++;
    }
  }
}
