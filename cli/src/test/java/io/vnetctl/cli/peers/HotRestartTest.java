package io.vnetctl.cli.peers;

import static org.junit.jupiter.api.Assertions.assertFalse;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A switch that goes on in a new process, with everybody who is plugged in. */
final class HotRestartTest {
  @TempDir Path folder;

  @Test
  void clientsStayPluggedInAndFramesFlow() throws IOException {
    try (Succeeding vde = Succeeding.start(folder);
        Plug alice = Plug.connect(vde.first(), 0);
        Plug bob = Plug.connect(vde.first(), 0)) {
      alice.send(frame(1, 2));
      bob.awaitFrame(frame(1, 2));

      vde.restart();

      alice.send(frame(1, 2));
      bob.awaitFrame(frame(1, 2));
      bob.send(frame(2, 1));
      alice.awaitFrame(frame(2, 1));
      assertFalse(alice.isUnplugged());
      assertFalse(bob.isUnplugged());
    }
  }

  private static byte[] frame(int from, int to) {
    return Frames.frame("02:00:00:00:00:0" + to, "02:00:00:00:00:0" + from, "restart");
  }
}
