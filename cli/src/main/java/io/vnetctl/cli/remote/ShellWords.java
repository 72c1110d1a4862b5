package io.vnetctl.cli.remote;

import io.vnetctl.cli.call.CallException;
import java.util.ArrayList;
import java.util.List;

/** Words and lists of words as a POSIX shell writes them (sh(1), quoting). */
public final class ShellWords {
  private static final String PLAIN = "_./:=@%+,-";

  private ShellWords() {}

  /** A word that the shell takes as it is, whatever is in it. */
  public static String quote(String word) {
    boolean plain =
        !word.isEmpty()
            && word.chars()
                .allMatch(c -> c < 128 && Character.isLetterOrDigit(c) || PLAIN.indexOf(c) >= 0);
    return plain ? word : "'" + word.replace("'", "'\\''") + "'";
  }

  /** All words, with blanks between. */
  public static String join(List<String> words) {
    StringBuilder line = new StringBuilder();
    for (String word : words) {
      line.append(line.isEmpty() ? "" : " ").append(quote(word));
    }
    return line.toString();
  }

  /** Words between white space; quotes and backslashes keep what is special together. */
  static List<String> split(String text) throws CallException {
    List<String> words = new ArrayList<>();
    StringBuilder word = new StringBuilder();
    boolean inWord = false;
    char quote = 0;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (quote != 0 && c == quote) {
        quote = 0;
      } else if (c == '\\' && quote != '\'' && i + 1 < text.length()) {
        word.append(text.charAt(++i));
        inWord = true;
      } else if (quote == 0 && (c == '"' || c == '\'')) {
        quote = c;
        inWord = true;
      } else if (quote == 0 && Character.isWhitespace(c)) {
        if (inWord) {
          words.add(word.toString());
          word.setLength(0);
          inWord = false;
        }
      } else {
        word.append(c);
        inWord = true;
      }
    }
    if (quote != 0) {
      throw CallException.failed("-r: a quote is not closed in '" + text + "'; add the " + quote);
    }
    if (inWord) {
      words.add(word.toString());
    }
    return words;
  }
}
