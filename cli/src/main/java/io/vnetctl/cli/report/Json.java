package io.vnetctl.cli.report;

import java.util.List;
import java.util.Map;

/**
 * Writes JSON (RFC 8259) on one line, as {@code ip -j} does. A value is a {@link Map} (members in
 * its order), a {@link List}, a {@link CharSequence}, a whole number, a {@link Boolean}, null, or
 * {@link Verbatim}.
 */
public final class Json {
  private Json() {}

  /**
   * Text that is JSON already.
   *
   * @param text not checked
   */
  public record Verbatim(String text) {}

  /** The text of a value. */
  public static String text(Object value) {
    StringBuilder text = new StringBuilder();
    write(value, text);
    return text.toString();
  }

  private static void write(Object value, StringBuilder to) {
    switch (value) {
      case null -> to.append("null");
      case Map<?, ?> object -> writeObject(object, to);
      case List<?> array -> writeArray(array, to);
      case CharSequence string -> writeString(string, to);
      case Verbatim(String text) -> to.append(text);
      case Integer _, Long _, Boolean _ -> to.append(value);
      default -> throw new IllegalArgumentException("no value of JSON: " + value.getClass());
    }
  }

  private static void writeObject(Map<?, ?> object, StringBuilder to) {
    to.append('{');
    String separator = "";
    for (Map.Entry<?, ?> member : object.entrySet()) {
      to.append(separator);
      writeString((String) member.getKey(), to);
      to.append(':');
      write(member.getValue(), to);
      separator = ",";
    }
    to.append('}');
  }

  private static void writeArray(List<?> array, StringBuilder to) {
    to.append('[');
    String separator = "";
    for (Object value : array) {
      to.append(separator);
      write(value, to);
      separator = ",";
    }
    to.append(']');
  }

  private static void writeString(CharSequence string, StringBuilder to) {
    to.append('"');
    for (int i = 0; i < string.length(); i++) {
      char c = string.charAt(i);
      switch (c) {
        case '"', '\\' -> to.append('\\').append(c);
        case '\n' -> to.append("\\n");
        case '\t' -> to.append("\\t");
        case '\r' -> to.append("\\r");
        default -> {
          boolean plain = c >= ' ' && c != 0x7f && !isLone(string, i);
          if (plain) {
            to.append(c);
          } else {
            String digits = Integer.toHexString(c);
            to.append("\\u").append("0".repeat(4 - digits.length())).append(digits);
          }
        }
      }
    }
    to.append('"');
  }

  /** A surrogate without its other half has no place in UTF-8. */
  private static boolean isLone(CharSequence string, int at) {
    char c = string.charAt(at);
    if (Character.isHighSurrogate(c)) {
      return at + 1 == string.length() || !Character.isLowSurrogate(string.charAt(at + 1));
    }
    return Character.isLowSurrogate(c)
        && (at == 0 || !Character.isHighSurrogate(string.charAt(at - 1)));
  }
}
