package io.vnetctl.vde.client;

/** Numbers as a console pads them. */
final class DecimalNumber {
  private DecimalNumber() {}

  /** The number at the start of the text, after blanks; 0 if there is none, or none of 63 bits. */
  static long of(String text) {
    int at = 0;
    while (at < text.length() && text.charAt(at) == ' ') {
      at++;
    }
    long number = 0;
    for (; at < text.length() && isDigit(text.charAt(at)); at++) {
      number = number * 10 + (text.charAt(at) - '0');
      if (number < 0) {
        return 0;
      }
    }
    return number;
  }

  private static boolean isDigit(char c) {
    return c >= '0' && c <= '9';
  }
}
