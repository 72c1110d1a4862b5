package io.vnetctl.cli.peers;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Numbered, checksummed frames in closed loop, tagged and untagged, of all sizes, while the
 * configuration changes, ports come and go, and consoles print: every one arrives once, in order,
 * unaltered.
 */
final class IntegrityTest {
  private static final int FRAMES = 200_000;

  /** Less than the queue of an endpoint holds, so that nothing may be lost. */
  private static final int WINDOW = 100;

  @TempDir Path folder;

  @Test
  void everyFrameArrivesOnceInOrderAndUnaltered() throws Exception {
    Random random = Soak.random();
    List<Plug> passing = new ArrayList<>();
    try (SwitchProcess vde = SwitchProcess.start(folder, "sw");
        Console printing = Console.open(vde.management());
        Plug a = Plug.connect(vde, 1);
        Plug b = Plug.connect(vde, 2);
        Plug trunk = Plug.connect(vde, 3);
        Plug d = Plug.connect(vde, 4)) {
      vde.succeed("vlan/create 10");
      vde.succeed("vlan/addport 10 3");
      vde.succeed("port/setvlan 4 10");
      printing.succeed("debug/add port");
      printing.succeed("debug/add hash");
      NumberedFrames unicast =
          new NumberedFrames(random, a, b, "02:00:00:00:00:01", "02:00:00:00:00:02", 0);
      NumberedFrames flooded =
          new NumberedFrames(random, b, a, "02:00:00:00:00:02", Frames.BROADCAST, 0);
      NumberedFrames tagged =
          new NumberedFrames(random, trunk, d, "02:00:00:00:00:03", "02:00:00:00:00:04", 10);
      List<NumberedFrames> streams = List.of(unicast, flooded, tagged);
      Soak.rounds(
          round -> {
            long wanted = (round + 1L) * FRAMES;
            while (streams.stream().mapToLong(NumberedFrames::received).sum() < wanted) {
              streams.forEach(it -> it.send(random.nextInt(WINDOW)));
              change(random, vde, printing, passing);
              streams.forEach(NumberedFrames::awaitAll);
            }
          });
      assertEquals(0, countOf(vde, "out_queue_full", 1, 2, 4));
      assertEquals(0, countOf(vde, "out_refused", 1, 2, 4));
      vde.assertSound();
    } finally {
      for (Plug plug : passing) {
        plug.close();
      }
    }
  }

  /** One thing that happens while frames are on their way. */
  private static void change(Random random, SwitchProcess vde, Console printing, List<Plug> passing)
      throws Exception {
    int vlan = random.nextInt(20, 40);
    int port = random.nextInt(6, 12);
    switch (random.nextInt(12)) {
      case 0 -> vde.ask("vlan/create " + vlan);
      case 1 -> vde.ask("vlan/remove " + vlan);
      case 2 -> vde.ask("vlan/addport " + vlan + " " + port);
      case 3 -> vde.ask("port/create " + port);
      case 4 -> vde.ask("port/remove " + port);
      case 5 -> vde.ask("hash/setsize " + (64 << random.nextInt(5)));
      case 6 -> vde.ask("port/setnumports " + random.nextInt(12, 64));
      case 7 -> passing.add(Plug.request(vde, 0, "passing"));
      case 8 -> {
        if (!passing.isEmpty()) {
          passing.remove(random.nextInt(passing.size())).close();
        }
      }
      case 9 -> printing.ask("hash/print");
      case 10 -> printing.ask("port/allprint");
      default -> printing.ask("vlan/allprint");
    }
    if (passing.size() > 4) {
      passing.removeFirst().close();
    }
  }

  private static long countOf(SwitchProcess vde, String counter, int... ports) {
    long sum = 0;
    for (int port : ports) {
      sum += FramesOnTheWayTest.counter(vde, port, counter);
    }
    return sum;
  }
}
