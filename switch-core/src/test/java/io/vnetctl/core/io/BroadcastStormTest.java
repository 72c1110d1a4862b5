package io.vnetctl.core.io;

import static io.vnetctl.core.twin.FrameBuilder.frame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vnetctl.core.PortCounter;
import io.vnetctl.core.control.Command;
import java.nio.file.Path;
import java.util.OptionalInt;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Two loops without a spanning tree, on the real loop: copies of one broadcast fill the switch. */
@Timeout(60)
class BroadcastStormTest {
  private static final int HOST = 5;
  private static final int LOOPED_PORTS = 4;
  private static final int RATE = 100;
  private static final long SECOND_NS = TimeUnit.SECONDS.toNanos(1);

  @TempDir Path folder;
  private LoopRig rig;

  @BeforeEach
  void letItStorm() throws Exception {
    rig = new LoopRig(folder);
    LoopRig.Peer host = rig.plug(HOST);
    rig.loop(1, 2);
    rig.loop(3, 4);
    host.send(frame().bytes());
    rig.await(HOST, PortCounter.OUT_FRAMES, 100_000);
  }

  @AfterEach
  void stop() throws Exception {
    rig.close();
  }

  @Test
  void switchAnswersWithinASecond() throws Exception {
    long longest = 0;
    for (int i = 0; i < 50; i++) {
      long asked = System.nanoTime();
      rig.count(HOST, PortCounter.OUT_FRAMES);
      longest = Math.max(longest, System.nanoTime() - asked);
    }
    assertTrue(longest < SECOND_NS, "an answer took " + longest / 1_000 + " us");
  }

  @Test
  void stormControlEndsItsEffect() throws Exception {
    rig.done(new Command.SetFloodLimit(OptionalInt.empty(), RATE));
    long began = System.nanoTime();
    long before = rig.count(HOST, PortCounter.OUT_FRAMES);
    while (System.nanoTime() - began < SECOND_NS / 2) {
      rig.count(HOST, PortCounter.IN_FRAMES);
    }
    long heard = rig.count(HOST, PortCounter.OUT_FRAMES) - before;
    double seconds = (System.nanoTime() - began) / (double) SECOND_NS;
    double most = LOOPED_PORTS * RATE * (1 + seconds);
    assertTrue(heard <= most, heard + " frames in " + seconds + " s, more than " + most);
    assertTrue(rig.count(1, PortCounter.IN_FLOOD_LIMIT) > 0);
  }
}
