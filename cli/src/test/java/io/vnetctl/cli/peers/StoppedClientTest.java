package io.vnetctl.cli.peers;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A guest that is stopped costs the others nothing, and the switch no time to end. */
final class StoppedClientTest {
  private static final int FRAMES = 20_000;
  private static final int WINDOW = 8;
  private static final int BROADCASTS = 50;
  private static final int ROUNDS = 5;

  /** What noise of the machine takes, another try gives back; a real loss is in all. */
  private static final int TRIES = 4;

  private static final double LEAST = 0.95;

  @TempDir Path folder;

  @Test
  void othersKeepTheirThroughput() throws Exception {
    VdePlug.require();
    Random random = Soak.random();
    try (SwitchProcess vde =
            SwitchProcess.start(
                SwitchProcess.AS_USERS_HAVE_IT, SwitchProcess.program(), folder, "sw");
        PeerProcess guest = VdePlug.start(List.of(), vde, 3);
        Plug a = Plug.connect(vde, 1);
        Plug b = Plug.connect(vde, 2)) {
      NumberedFrames there =
          new NumberedFrames(random, a, b, "02:00:00:00:00:01", "02:00:00:00:00:02", 0);
      NumberedFrames back =
          new NumberedFrames(random, b, a, "02:00:00:00:00:02", "02:00:00:00:00:01", 0);
      back.send(1);
      back.awaitAll();
      Soak.rounds(round -> assertKept(guest, there, a));
      assertEquals(0, FramesOnTheWayTest.counter(vde, 2, "out_queue_full"));

      byte[] again = Frames.frame(Frames.BROADCAST, "02:00:00:00:00:a1", "after the stop");
      Eventually.await(
          () -> {
            a.send(again);
            return guest.output().contains("after the stop");
          },
          () -> "the client gets no frames any more: " + vde.ask("port/counters 3"));
      vde.assertSound();
    }
  }

  private static void assertKept(PeerProcess guest, NumberedFrames stream, Plug author) {
    StringBuilder seen = new StringBuilder();
    for (int i = 0; i < TRIES; i++) {
      long[] running = new long[ROUNDS];
      long[] stopped = new long[ROUNDS];
      nanos(stream);
      for (int round = 0; round < ROUNDS; round++) {
        running[round] = nanos(stream);
        signal("STOP", guest);
        for (int j = 0; j < BROADCASTS; j++) {
          author.send(Frames.frame(Frames.BROADCAST, "02:00:00:00:00:a1", "x".repeat(1_400)));
        }
        stopped[round] = nanos(stream);
        signal("CONT", guest);
      }
      double kept = (double) least(running) / least(stopped);
      seen.append(" %.3f".formatted(kept));
      if (kept >= LEAST) {
        System.out.println("throughput with a stopped guest:" + seen);
        return;
      }
    }
    throw new AssertionError("throughput with a stopped guest:" + seen);
  }

  private static long least(long[] nanos) {
    return LongStream.of(nanos).min().orElseThrow();
  }

  private static long nanos(NumberedFrames stream) {
    long start = System.nanoTime();
    for (int sent = 0; sent < FRAMES; sent += WINDOW) {
      stream.send(WINDOW);
      stream.awaitAll();
    }
    return System.nanoTime() - start;
  }

  @Test
  void switchEndsInTimeThoughNobodyReads() throws Exception {
    VdePlug.require();
    try (SwitchProcess vde = SwitchProcess.start(folder, "sw");
        PeerProcess guest = VdePlug.start(List.of(), vde, 3);
        Plug a = Plug.connect(vde, 1);
        Crowd consoles = Crowd.at(vde.management(), 10)) {
      signal("STOP", guest);
      consoles.say("help\n".repeat(500));
      for (int i = 0; i < 2_000; i++) {
        a.send(Frames.frame(Frames.BROADCAST, "02:00:00:00:00:a1", "x".repeat(1_400)));
      }
      long start = System.nanoTime();
      vde.stop();
      long millis = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start);
      assertTrue(millis < 2_000, () -> "it took " + millis + " ms");
    }
  }

  private static void signal(String name, PeerProcess to) {
    PeerProcess.run("kill", "-" + name, String.valueOf(to.pid()));
  }
}
