package io.vnetctl.cli.handover;

/** Any text as one word of printable ASCII. */
final class Word {
  private static final String EMPTY = "\\e";

  private Word() {}

  static String of(String text) {
    if (text.isEmpty()) {
      return EMPTY;
    }
    StringBuilder word = new StringBuilder();
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c > ' ' && c < 0x7f && c != '\\') {
        word.append(c);
      } else if (c == ' ') {
        word.append("\\s");
      } else {
        word.append("\\u%04x".formatted((int) c));
      }
    }
    return word.toString();
  }

  static String text(String word) {
    if (word.equals(EMPTY)) {
      return "";
    }
    StringBuilder text = new StringBuilder();
    int i = 0;
    while (i < word.length()) {
      char c = word.charAt(i++);
      if (c != '\\') {
        text.append(c);
      } else if (word.charAt(i) == 's') {
        text.append(' ');
        i++;
      } else {
        text.append((char) Integer.parseInt(word, i + 1, i + 5, 16));
        i += 5;
      }
    }
    return text.toString();
  }
}
