package io.vnetctl.cli.process;

/** Text of others in a line for readers: it breaks no line, and controls no terminal. */
public final class PlainLine {
  private PlainLine() {}

  /** The text with control characters shown as {@code ?}. */
  public static String of(String text) {
    StringBuilder plain = new StringBuilder(text.length());
    text.chars().forEach(c -> plain.append(Character.isISOControl(c) ? '?' : (char) c));
    return plain.toString();
  }
}
