package io.vnetctl.cli.remote;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** One run of ssh, from its start to its end. */
final class SshProcess {
  /** No answer is as long: a line for each of 65,536 ports is 8 MB. */
  private static final int MAX_OUTPUT_BYTES = 32 << 20;

  private SshProcess() {}

  /**
   * Runs it with an empty standard input.
   *
   * @param limit after which it is ended
   */
  static HostAnswer run(List<String> command, Duration limit) {
    Process process;
    try {
      process = new ProcessBuilder(command).redirectInput(new File("/dev/null")).start();
    } catch (IOException e) {
      return notStarted(HostAnswer.NOT_STARTED, e.getMessage());
    }
    CompletableFuture<byte[]> out = read(process.getInputStream());
    CompletableFuture<byte[]> err = read(process.getErrorStream());
    try {
      boolean ended = process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS);
      if (!ended) {
        process.destroyForcibly();
        return notStarted(HostAnswer.GIVEN_UP, "no end within " + limit.toSeconds() + " s");
      }
      return new HostAnswer(process.exitValue(), out.join(), err.join());
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
      return notStarted(HostAnswer.GIVEN_UP, "interrupted");
    }
  }

  private static HostAnswer notStarted(int status, String reason) {
    return new HostAnswer(status, new byte[0], reason.getBytes(StandardCharsets.UTF_8));
  }

  private static CompletableFuture<byte[]> read(InputStream stream) {
    return CompletableFuture.supplyAsync(
        () -> {
          try (stream) {
            byte[] bytes = stream.readNBytes(MAX_OUTPUT_BYTES);
            // So that a host that says more is not kept waiting.
            stream.transferTo(java.io.OutputStream.nullOutputStream());
            return bytes;
          } catch (IOException _) {
            return new byte[0];
          }
        },
        task -> Thread.ofPlatform().daemon().start(task));
  }
}
