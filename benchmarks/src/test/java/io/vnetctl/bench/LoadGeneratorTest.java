package io.vnetctl.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.sun.management.ThreadMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class LoadGeneratorTest {
  private static final long RAMP_NS = 50_000_000;
  private static final long MEASURED_NS = 200_000_000;

  // until the calls into libc are compiled, they allocate
  private static final long WARM_UP_LIMIT_NS = 20_000_000_000L;

  @Test
  void losesNothingOnSocketPair() throws IOException {
    List<FrameSocket> pair = FrameSocket.pair();
    try (FrameSocket sender = pair.getFirst();
        FrameSocket receiver = pair.getLast();
        LoadGenerator generator = new LoadGenerator(sender, receiver, Flow.plain(1514));
        CpuClock none = CpuClock.ofNothing()) {
      assertTrue(generator.prepare());
      for (Load load : List.of(new Load(1), new Load(200), Load.FLOOD)) {
        Sample sample = generator.measure(load, none, RAMP_NS, MEASURED_NS);
        assertTrue(sample.delivered() > 0, "delivered");
        assertEquals(0, sample.lost(), "lost");
        assertTrue(sample.latencyMedianNs() <= sample.latencyP99Ns(), "percentiles");
        assertTrue(sample.elapsedNs() >= MEASURED_NS, "elapsed");
      }
    }
  }

  @Test
  void allocatesNothingForFrame() throws IOException {
    ThreadMXBean threads = ManagementFactory.getPlatformMXBean(ThreadMXBean.class);
    List<FrameSocket> pair = FrameSocket.pair();
    try (FrameSocket sender = pair.getFirst();
        FrameSocket receiver = pair.getLast();
        LoadGenerator generator = new LoadGenerator(sender, receiver, Flow.plain(60));
        CpuClock none = CpuClock.ofNothing()) {
      long bytes;
      Sample sample;
      long deadlineNs = System.nanoTime() + WARM_UP_LIMIT_NS;
      do {
        long before = threads.getCurrentThreadAllocatedBytes();
        sample = generator.measure(new Load(8), none, RAMP_NS, MEASURED_NS);
        bytes = threads.getCurrentThreadAllocatedBytes() - before;
      } while (bytes > sample.delivered() && System.nanoTime() < deadlineNs);
      assertTrue(
          bytes <= sample.delivered(),
          bytes + " bytes allocated while " + sample.delivered() + " frames were delivered");
    }
  }

  @Test
  void deliversSoManyFrames() throws IOException {
    List<FrameSocket> pair = FrameSocket.pair();
    try (FrameSocket sender = pair.getFirst();
        FrameSocket receiver = pair.getLast();
        LoadGenerator generator = new LoadGenerator(sender, receiver, Flow.plain(60))) {
      int[] sent = {0};
      try (LoadGenerator counted =
          new LoadGenerator(sender, receiver, Flow.plain(60).with((burst, slot) -> sent[0]++))) {
        counted.deliver(new Load(8), 100);
      }
      assertEquals(100, sent[0]);
      assertTrue(generator.prepare(), "nothing is left on its way");
    }
  }

  @Test
  void measuresTagsThatVdeSwitchPushesAndPops(@TempDir Path room) throws IOException {
    List<String> commands =
        List.of(
            "vlan/create 5",
            "port/create 1",
            "port/create 2",
            "port/setvlan 1 5",
            "vlan/addport 5 2");
    Flow push = Flow.plain(512).with(Tagging.UNTAGGED, Tagging.TAGGED);
    try (VdeLine line = VdeLine.open(debian(), Placement.FREE, room, List.of(), commands);
        LoadGenerator pushing = line.generator(push);
        LoadGenerator popping = line.backward(push.reversed())) {
      assertTrue(pushing.prepare(), "pushed");
      assertTrue(popping.prepare(), "popped");
    }
  }

  @Test
  void measuresVdeSwitch(@TempDir Path room) throws IOException {
    try (VdeLine line = VdeLine.open(debian(), Placement.FREE, room);
        LoadGenerator generator = line.generator(512)) {
      assertTrue(generator.prepare());
      Sample sample = generator.measure(new Load(8), line.cpuClock(), RAMP_NS, MEASURED_NS);
      assertTrue(sample.delivered() > 0, "delivered");
      assertTrue(sample.cpu().switchNs() > 0, "CPU time of the switch");
      assertEquals(0, sample.lost(), "lost");
    }
    assertFalse(Files.exists(room.resolve("s/ctl")), "the switch has ended and cleaned up");
  }

  @Test
  void noticesThatVdeSwitchCutsJumboFrames(@TempDir Path room) throws IOException {
    try (VdeLine line = VdeLine.open(debian(), Placement.FREE, room);
        LoadGenerator generator = line.generator(9000)) {
      assertFalse(generator.prepare());
    }
  }

  private static Contender debian() {
    Contender contender = new Contender("vde_switch", Path.of("/usr/bin/vde_switch"));
    assumeTrue(Files.isExecutable(contender.program()), "needs Debian's package vde-switch");
    return contender;
  }
}
