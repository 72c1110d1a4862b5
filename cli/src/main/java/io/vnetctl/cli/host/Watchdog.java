package io.vnetctl.cli.host;

import io.vnetctl.cli.call.CallException;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * A process that takes the move of a NIC back unless it is told in time that the host can still be
 * reached (spec vnetctl, chapter 11.3). It lives on when this process is ended with the session
 * that has been cut, and has all it needs in memory before the move begins.
 */
final class Watchdog {
  /** What it says when it is ready, and what it hears when all is well. */
  static final String READY = "ready";

  static final String CONFIRMED = "confirmed";

  /** From its confirmation to its end. */
  private static final int END_SECONDS = 5;

  private final Process process;

  private Watchdog(Process process) {
    this.process = process;
  }

  /**
   * Starts one and waits until it is ready.
   *
   * @param program this program, which has {@link WatchdogMain} as a sub-command
   * @param journal the file with the bridge that is going to be made
   * @param patience after which it acts
   */
  static Watchdog start(Path program, Path journal, Duration patience) throws CallException {
    ProcessBuilder builder =
        new ProcessBuilder(
                List.of(
                    program.toString(),
                    WatchdogMain.NAME,
                    journal.toString(),
                    String.valueOf(patience.toMillis())))
            .directory(Path.of("/").toFile())
            .redirectError(Path.of("/dev/null").toFile());
    try {
      Process process = builder.start();
      BufferedReader out =
          new BufferedReader(
              new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
      String line = out.readLine();
      if (READY.equals(line)) {
        return new Watchdog(process);
      }
      process.destroyForcibly();
      throw new IOException(line == null ? "it has ended" : line);
    } catch (IOException e) {
      throw CallException.failed(
          "the process that would take the move of the interface back does not start: "
              + e.getMessage()
              + "; nothing was changed (--rollback-timeout 0 does without)",
          e);
    }
  }

  /** The process, to be ended by whoever takes the move back instead. */
  Optional<RunningProcess> process() {
    return RunningProcess.of(process.pid());
  }

  /**
   * Tells it that all is well, and waits until it has heard that and ends.
   *
   * @throws IOException if it has taken the move back by now, or does not end
   */
  void confirm() throws IOException {
    try (var to = process.getOutputStream()) {
      to.write((CONFIRMED + "\n").getBytes(StandardCharsets.US_ASCII));
    } catch (IOException e) {
      // it has ended, and its status says why
    }
    process.onExit().completeOnTimeout(process, END_SECONDS, TimeUnit.SECONDS).join();
    if (process.isAlive() || process.exitValue() != 0) {
      throw new IOException(
          "it took too long until the host could be reached again, and the move of the interface"
              + " was taken back; try a longer --rollback-timeout");
    }
  }
}
