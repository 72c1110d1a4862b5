package io.vnetctl.cli.settings;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The right side of an assignment, as the shell would read it: text and variables in a row.
 *
 * @param parts in the order in which they are put together
 */
record ConfigValue(List<Part> parts) {
  ConfigValue {
    parts = List.copyOf(parts);
  }

  /** A piece of the value. */
  sealed interface Part {
    /** Stands for itself. */
    record Text(String text) implements Part {}

    /** $NAME, ${NAME}, or ${NAME:-fallback}; without a fallback it is empty. */
    record Variable(String name, ConfigValue fallback) implements Part {}
  }

  /** What variables stand for. */
  interface Variables {
    /** The value, empty text counting as none. */
    Optional<String> value(String name);
  }

  /** Reads it; empty if it is more than text and variables, or not finished on this line. */
  static Optional<ConfigValue> parse(String text) {
    Reader reader = new Reader(text);
    Optional<ConfigValue> value = reader.value(' ');
    return value.isPresent() && reader.onlyCommentLeft() ? value : Optional.empty();
  }

  String expand(Variables variables) {
    StringBuilder text = new StringBuilder();
    for (Part part : parts) {
      switch (part) {
        case Part.Text(String literal) -> text.append(literal);
        case Part.Variable(String name, ConfigValue fallback) ->
            text.append(variables.value(name).orElseGet(() -> fallback.expand(variables)));
      }
    }
    return text.toString();
  }

  /** A cursor over one line. */
  private static final class Reader {
    private static final String NOT_PLAIN = "`&|<>()*?[~";

    private final String text;
    private int at;

    Reader(String text) {
      this.text = text;
    }

    /** Up to the end character, or with ' ' up to the end of the word. */
    Optional<ConfigValue> value(char end) {
      List<Part> parts = new ArrayList<>();
      StringBuilder literal = new StringBuilder();
      boolean quoted = false;
      while (at < text.length() && (quoted || !endsHere(end))) {
        char c = text.charAt(at++);
        if (c == '"') {
          quoted = !quoted;
        } else if (c == '$') {
          if (!literal.isEmpty()) {
            parts.add(new Part.Text(literal.toString()));
            literal.setLength(0);
          }
          Optional<Part> variable = variable();
          if (variable.isEmpty()) {
            return Optional.empty();
          }
          parts.add(variable.get());
        } else if (c == '\'' && !quoted) {
          int close = text.indexOf('\'', at);
          if (close < 0) {
            return Optional.empty();
          }
          literal.append(text, at, close);
          at = close + 1;
        } else if (c == '\\' && at < text.length()) {
          literal.append(text.charAt(at++));
        } else if (c == '`' || c == '\\' || !quoted && NOT_PLAIN.indexOf(c) >= 0) {
          return Optional.empty();
        } else {
          literal.append(c);
        }
      }
      if (!literal.isEmpty()) {
        parts.add(new Part.Text(literal.toString()));
      }
      boolean finished = !quoted && (end == ' ' || at < text.length());
      return finished ? Optional.of(new ConfigValue(parts)) : Optional.empty();
    }

    private boolean endsHere(char end) {
      char c = text.charAt(at);
      return end == ' ' ? c == ' ' || c == '\t' || c == ';' : c == end;
    }

    /** After the dollar sign. */
    private Optional<Part> variable() {
      boolean braces = at < text.length() && text.charAt(at) == '{';
      if (braces) {
        at++;
      }
      int start = at;
      while (at < text.length() && ConfigFile.isName(text.substring(start, at + 1))) {
        at++;
      }
      String name = text.substring(start, at);
      if (name.isEmpty()) {
        return Optional.empty();
      }
      ConfigValue fallback = new ConfigValue(List.of());
      if (braces) {
        if (text.startsWith(":-", at)) {
          at += 2;
          Optional<ConfigValue> read = value('}');
          if (read.isEmpty()) {
            return Optional.empty();
          }
          fallback = read.get();
        }
        if (at >= text.length() || text.charAt(at) != '}') {
          return Optional.empty();
        }
        at++;
      }
      return Optional.of(new Part.Variable(name, fallback));
    }

    /** A word after the value would make it the environment of a command. */
    boolean onlyCommentLeft() {
      String rest = text.substring(at).strip();
      return rest.isEmpty() || rest.startsWith("#") || rest.startsWith(";");
    }
  }
}
