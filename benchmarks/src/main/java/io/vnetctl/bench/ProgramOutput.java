package io.vnetctl.bench;

import java.io.IOException;

/** What a program says when asked about itself. */
final class ProgramOutput {
  private ProgramOutput() {}

  /** The first line it prints, to either stream; "unknown" when it prints none. */
  static String firstLine(String... command) throws IOException {
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    process.getOutputStream().close();
    try (var lines = process.inputReader()) {
      return lines.lines().findFirst().orElse("unknown");
    }
  }
}
