package io.vnetctl.cli.getopt;

import java.util.OptionalLong;

/**
 * Reads numbers from the front of a text as sscanf(3) of the GNU C library does: leading white
 * space and a sign are taken, what follows the digits is left. Unlike there a number too large
 * stays the largest, 2^63 - 1, and does not wrap.
 */
public final class NumberScanner {
  private static final String WHITE_SPACE = " \t\n\u000b\f\r";

  private final String text;
  private int position;

  /** Starts at the beginning of the text. */
  public NumberScanner(String text) {
    this.text = text;
  }

  /** {@code %i}: decimal, hexadecimal after 0x, octal after 0. Empty if there is no number. */
  public OptionalLong integer() {
    return number(0);
  }

  /** {@code %o}. Empty if there is no number. */
  public OptionalLong octal() {
    return number(8);
  }

  /** {@code %x}, with or without 0x. Empty if there is no number. */
  public OptionalLong hexadecimal() {
    return number(16);
  }

  /** Takes this character if it comes next. */
  public boolean take(char expected) {
    boolean comes = position < text.length() && text.charAt(position) == expected;
    if (comes) {
      position++;
    }
    return comes;
  }

  /** Whether all of the text has been taken. */
  public boolean atEnd() {
    return position == text.length();
  }

  /** A bare 0x counts as 0 there, too. */
  private OptionalLong number(int base) {
    while (!atEnd() && WHITE_SPACE.indexOf(text.charAt(position)) >= 0) {
      position++;
    }
    boolean negative = take('-');
    if (!negative) {
      take('+');
    }
    boolean any = false;
    int radix = base == 0 ? 10 : base;
    if (base != 8 && take('0')) {
      any = true;
      if (take('x') || take('X')) {
        radix = 16;
      } else if (base == 0) {
        radix = 8;
      }
    }
    long value = 0;
    for (int digit = digit(radix); digit >= 0; digit = digit(radix)) {
      any = true;
      position++;
      value = value > (Long.MAX_VALUE - digit) / radix ? Long.MAX_VALUE : value * radix + digit;
    }
    return any ? OptionalLong.of(negative ? -value : value) : OptionalLong.empty();
  }

  private int digit(int radix) {
    if (atEnd() || text.charAt(position) > '\u007f') {
      return -1;
    }
    return Character.digit(text.charAt(position), radix);
  }
}
