package io.vnetctl.bench;

import java.io.IOException;

/** What a program says when asked about itself. */
final class ProgramOutput {
  private ProgramOutput() {}

  /** The first line it prints to its standard output; "unknown" when there is none. */
  static String firstLine(String... command) throws IOException {
    Process process =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD).start();
    process.getOutputStream().close();
    try (var lines = process.inputReader()) {
      return lines.lines().findFirst().orElse("unknown");
    }
  }
}
