package io.vnetctl.cli.process;

import java.io.PrintStream;
import java.util.function.Consumer;

/**
 * The log of a program in the foreground: lines on standard error that begin with its name. Any
 * thread.
 *
 * @param program its name
 * @param stream where they go
 */
public record ErrorLog(String program, PrintStream stream) implements Consumer<String> {
  /** Writes one line; characters that would break it are shown as {@code ?}. */
  @Override
  public void accept(String line) {
    stream.println(program + ": " + PlainLine.of(line));
  }
}
