package io.vnetctl.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** iperf3 waiting for clients in a host. */
final class IperfServer implements AutoCloseable {
  private static final long START_MS = 5_000;
  private static final long RETRY_MS = 20;

  private final BoundProcess process;

  private IperfServer(BoundProcess process) {
    this.process = process;
  }

  /** Its log becomes a file in {@code room}. */
  static IperfServer start(NetworkNamespace host, Placement placement, Path room)
      throws IOException {
    Path log = Files.createTempFile(room, "iperf", ".log");
    BoundProcess process =
        BoundProcess.start(
            new ProcessBuilder(
                    host.inside(placement.anywhere(List.of("iperf3", "-s", "--forceflush"))))
                .redirectErrorStream(true)
                .redirectOutput(log.toFile()));
    long deadlineNs = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(START_MS);
    while (!Files.readString(log).contains("listening")) {
      if (System.nanoTime() > deadlineNs || !process.isAlive()) {
        process.close();
        throw new IOException("iperf3 -s does not start: " + Files.readString(log).strip());
      }
      Pause.ms(RETRY_MS);
    }
    return new IperfServer(process);
  }

  @Override
  public void close() {
    process.close();
  }
}
