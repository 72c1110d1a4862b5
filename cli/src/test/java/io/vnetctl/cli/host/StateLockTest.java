package io.vnetctl.cli.host;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.vnetctl.cli.call.CallException;
import io.vnetctl.cli.peers.PeerProcess;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class StateLockTest {
  private static final Duration NONE = Duration.ZERO;

  @TempDir Path folder;

  private Path file() {
    return folder.resolve("lock");
  }

  /** Another process that holds the lock until it is ended. */
  private PeerProcess holder() {
    String script =
        "import fcntl, sys; f = open(sys.argv[1], 'w'); fcntl.lockf(f, fcntl.LOCK_EX);"
            + " f.write('4711\\n'); f.flush(); print('ready', flush=True); sys.stdin.read()";
    PeerProcess holder = PeerProcess.start("python3", "-c", script, file().toString());
    holder.awaitOutput("ready");
    return holder;
  }

  @Test
  void whoWaitsInVainLearnsTheHolder() {
    try (PeerProcess _ = holder()) {
      CallException refused = assertThrows(CallException.class, () -> StateLock.take(file(), NONE));

      assertEquals(1, refused.status());
      assertEquals(
          "another call (process 4711) has been changing switches for more than 0 s; wait for it or"
              + " end it",
          refused.getMessage());
    }
  }

  @Test
  void endsWithItsProcess() throws CallException {
    try (PeerProcess holder = holder()) {
      holder.kill();
    }
    StateLock.take(file(), NONE).close();
  }

  @Test
  void whoWaitsGetsItWhenTheHolderIsDone() throws CallException {
    try (PeerProcess holder = holder()) {
      Thread.ofPlatform().start(holder::closeInput);
      StateLock.take(file(), Duration.ofSeconds(20)).close();
    }
  }

  @Test
  void isTakenAndReleasedAgainAndAgain() throws CallException {
    for (int i = 0; i < 3; i++) {
      StateLock.take(file(), NONE).close();
    }
  }
}
