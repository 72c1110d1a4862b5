package io.vnetctl.bench;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** What programs print. */
final class ProgramOutput {
  private static final long LIMIT_S = 60;
  private static final int LINE_CHARS = 300;

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

  /** All it prints, once it has ended well. */
  static String of(List<String> command) throws IOException {
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    process.getOutputStream().close();
    process.onExit().orTimeout(LIMIT_S, TimeUnit.SECONDS).exceptionally(late -> kill(process));
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    int status = process.onExit().join().exitValue();
    if (status != 0) {
      throw new IOException(
          "%s ended with status %d: %s"
              .formatted(String.join(" ", command), status, oneLine(output)));
    }
    return output;
  }

  private static String oneLine(String output) {
    String line = output.strip().replaceAll("\\s+", " ");
    return line.length() > LINE_CHARS ? line.substring(0, LINE_CHARS) + " ..." : line;
  }

  private static Process kill(Process process) {
    return process.destroyForcibly();
  }
}
