package io.vnetctl.cli.peers;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A guest that is stopped costs the others nothing, and the switch no time to end. */
final class StoppedClientTest {
  private static final int FRAMES = 2_000;
  private static final int WINDOW = 8;
  private static final int BROADCASTS = 50;
  private static final int PAIRS = 60;
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

  /**
   * Short measurements of the same traffic, of both kinds in turn. What else the machine does can
   * only make one longer, so of each kind the lower quartile counts.
   */
  private static void assertKept(PeerProcess guest, NumberedFrames stream, Plug author) {
    long[] running = new long[PAIRS];
    long[] stopped = new long[PAIRS];
    nanos(stream, author);
    for (int pair = 0; pair < PAIRS; pair++) {
      running[pair] = nanos(stream, author);
      signal("STOP", guest);
      stopped[pair] = nanos(stream, author);
      signal("CONT", guest);
    }
    Arrays.sort(running);
    Arrays.sort(stopped);
    double kept = ratio(running, stopped, PAIRS / 4);
    String story =
        "throughput with a stopped guest: %.3f; of the least %.3f, of the medians %.3f"
            .formatted(kept, ratio(running, stopped, 0), ratio(running, stopped, PAIRS / 2));
    System.out.println(story);
    assertTrue(kept >= LEAST, story);
  }

  private static double ratio(long[] running, long[] stopped, int rank) {
    return (double) running[rank] / stopped[rank];
  }

  /** Frames in closed loop, after broadcasts that the guest gets, too. */
  private static long nanos(NumberedFrames stream, Plug author) {
    for (int i = 0; i < BROADCASTS; i++) {
      author.send(Frames.frame(Frames.BROADCAST, "02:00:00:00:00:a1", "x".repeat(1_400)));
    }
    stream.send(WINDOW);
    stream.awaitAll();
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
