package io.vnetctl.cli;

import io.vnetctl.cli.host.RunningProcess;
import io.vnetctl.vde.client.Answer;
import io.vnetctl.vde.client.ConsoleClient;
import io.vnetctl.vde.client.SwitchInfo;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;

/**
 * Runs a command, and after {@code shutdown} waits for the end of the switch's process: then its
 * files are gone, and another may have its place. The answer comes before (VDE console, 1.4).
 */
final class ShutdownWait {
  /** A switch removes its files at once; one whose process is not seen here is not waited for. */
  private static final Duration PATIENCE = Duration.ofSeconds(3);

  private static final String SHUTDOWN = "shutdown";

  private ShutdownWait() {}

  /** The answer to a line, see {@link ConsoleClient#run}. */
  static Answer run(ConsoleClient console, String line) throws IOException {
    if (!line.strip().startsWith(SHUTDOWN)) {
      return console.run(line);
    }
    Optional<RunningProcess> process =
        SwitchInfo.parse(console.run("showinfo").data())
            .flatMap(info -> RunningProcess.of(info.pid()));
    Answer answer = console.run(line);
    process.ifPresent(it -> it.awaitEnd(PATIENCE));
    return answer;
  }
}
