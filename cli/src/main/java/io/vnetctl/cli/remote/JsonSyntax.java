package io.vnetctl.cli.remote;

/** Whether text that comes from elsewhere is one value of JSON (RFC 8259), for one text. */
final class JsonSyntax {
  private static final int MAX_DEPTH = 64;

  private final String text;
  private int at;
  private int depth;

  private JsonSyntax(String text) {
    this.text = text;
  }

  static boolean isValue(String text) {
    JsonSyntax syntax = new JsonSyntax(text);
    boolean value = syntax.value();
    syntax.skipSpace();
    return value && syntax.at == text.length();
  }

  private boolean value() {
    skipSpace();
    if (at == text.length()) {
      return false;
    }
    return switch (text.charAt(at)) {
      case '{' -> sequence('}', true);
      case '[' -> sequence(']', false);
      case '"' -> string();
      case 't' -> word("true");
      case 'f' -> word("false");
      case 'n' -> word("null");
      default -> number();
    };
  }

  private boolean sequence(char end, boolean named) {
    at++;
    skipSpace();
    if (take(end)) {
      return true;
    }
    if (++depth > MAX_DEPTH) {
      return false;
    }
    do {
      skipSpace();
      if (named && !(isNext('"') && string() && takeAfterSpace(':'))) {
        return false;
      }
      if (!value()) {
        return false;
      }
    } while (takeAfterSpace(','));
    depth--;
    return take(end);
  }

  private boolean string() {
    at++;
    while (at < text.length()) {
      char c = text.charAt(at++);
      if (c == '"') {
        return true;
      }
      if (c < ' ' || c == '\\' && !escape()) {
        return false;
      }
    }
    return false;
  }

  private boolean escape() {
    if (at == text.length()) {
      return false;
    }
    char c = text.charAt(at++);
    if (c != 'u') {
      return "\"\\/bfnrt".indexOf(c) >= 0;
    }
    for (int i = 0; i < 4; i++) {
      if (at == text.length() || Character.digit(text.charAt(at++), 16) < 0) {
        return false;
      }
    }
    return true;
  }

  private boolean number() {
    take('-');
    boolean whole = take('0') || digits();
    boolean fraction = !take('.') || digits();
    boolean exponent = true;
    if (take('e') || take('E')) {
      if (!take('+')) {
        take('-');
      }
      exponent = digits();
    }
    return whole && fraction && exponent;
  }

  private boolean digits() {
    int start = at;
    while (at < text.length() && text.charAt(at) >= '0' && text.charAt(at) <= '9') {
      at++;
    }
    return at > start;
  }

  private boolean word(String word) {
    boolean found = text.startsWith(word, at);
    at += found ? word.length() : 0;
    return found;
  }

  private boolean isNext(char c) {
    return at < text.length() && text.charAt(at) == c;
  }

  private boolean take(char c) {
    boolean next = isNext(c);
    at += next ? 1 : 0;
    return next;
  }

  private boolean takeAfterSpace(char c) {
    skipSpace();
    return take(c);
  }

  private void skipSpace() {
    while (at < text.length() && " \t\n\r".indexOf(text.charAt(at)) >= 0) {
      at++;
    }
  }
}
