package io.vnetctl.core.io;

import static io.vnetctl.core.twin.FrameBuilder.frame;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vnetctl.core.PortCounter;
import io.vnetctl.core.control.Command;
import java.nio.file.Path;
import java.util.OptionalInt;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The switch on its loop, with real sockets. */
@Timeout(20)
class SwitchLoopTest {
  @TempDir Path folder;
  private LoopRig rig;

  @BeforeEach
  void start() {
    rig = new LoopRig(folder);
  }

  @AfterEach
  void stop() throws Exception {
    rig.close();
  }

  private static byte[] numbered(int number) {
    return frame().from(1).to(2).type(number).bytes();
  }

  @Test
  void framesCross() throws Exception {
    LoopRig.Peer a = rig.plug(1);
    LoopRig.Peer b = rig.plug(2);
    a.send(frame().from(1).bytes());
    assertArrayEquals(frame().from(1).bytes(), b.receive());
    b.send(frame().from(2).to(1).bytes());
    assertArrayEquals(frame().from(2).to(1).bytes(), a.receive());
  }

  @Test
  void largestFramesCrossWholeAndLargerOnesAreCounted() throws Exception {
    LoopRig.Peer a = rig.plug(1);
    LoopRig.Peer b = rig.plug(2);
    a.send(frame().size(9_235).bytes());
    a.send(new byte[0]);
    a.send(frame().size(9_234).bytes());
    assertArrayEquals(frame().size(9_234).bytes(), b.receive());
    assertEquals(1, rig.count(1, PortCounter.IN_GIANT));
    assertEquals(1, rig.count(1, PortCounter.IN_RUNT));
  }

  @Test
  void tagsAreAddedOnTheWire() throws Exception {
    LoopRig.Peer a = rig.plug(1);
    LoopRig.Peer b = rig.plug(2);
    rig.done(new Command.CreateVlan(10), new Command.SetPortVlan(1, 10));
    rig.done(new Command.AddVlanPort(10, 2));
    a.send(frame().bytes());
    assertArrayEquals(frame().tag(10).bytes(), b.receive());
    b.send(frame().tag(0xe00a).bytes());
    assertArrayEquals(frame().bytes(), a.receive());
  }

  @Test
  void slowReceiverLosesOnlyTheNewestOfItsOwnFrames() throws Exception {
    LoopRig.Peer a = rig.plug(1);
    LoopRig.Peer slow = rig.plug(2);
    LoopRig.Peer other = rig.plug(3);
    int sent = 4_000;
    for (int i = 0; i < sent; i++) {
      a.send(frame().type(i).bytes());
      assertArrayEquals(frame().type(i).bytes(), other.receive());
    }
    long lost = rig.count(2, PortCounter.OUT_QUEUE_FULL);
    assertTrue(lost > 0 && lost < sent - SendQueue.MAX_FRAMES, "lost " + lost);
    for (int i = 0; i < sent - lost; i++) {
      assertArrayEquals(frame().type(i).bytes(), slow.receive());
    }
    assertNull(slow.receiveNow());
    assertEquals(0, rig.count(3, PortCounter.OUT_QUEUE_FULL));
  }

  @Test
  void receiversThatHaveStoppedShareTheirMemory() throws Exception {
    LoopRig.Peer a = rig.plug(1);
    LoopRig.Peer running = rig.plug(2);
    int stopped = 14;
    for (int i = 0; i < stopped; i++) {
      rig.plug(3);
    }
    byte[] frame = frame().size(9_000).bytes();
    long before = ResidentMemory.bytes();
    for (int i = 0; i < 700; i++) {
      a.send(frame);
      assertArrayEquals(frame, running.receive());
    }
    long kept = ResidentMemory.bytes() - before;
    assertTrue(kept < QueueBudget.BYTES + (6 << 20), "kept " + kept + " bytes");
    long dropped = rig.count(3, PortCounter.OUT_QUEUE_FULL);
    long most = stopped * 700L - (QueueBudget.BYTES - SendQueue.RING_BYTES) / frame.length;
    assertTrue(dropped > stopped * 100 && dropped < most, "dropped " + dropped);
    assertEquals(0, rig.count(2, PortCounter.OUT_QUEUE_FULL));
  }

  @Test
  void catchesUpAfterItsQueueRanEmpty() throws Exception {
    LoopRig.Peer a = rig.plug(1);
    LoopRig.Peer slow = rig.plug(2);
    for (int round = 0; round < 3; round++) {
      for (int i = 0; i < 1_000; i++) {
        a.send(numbered(i));
      }
      for (int i = 0; i < 1_000; i++) {
        assertArrayEquals(numbered(i), slow.receive());
      }
    }
    assertEquals(0, rig.count(2, PortCounter.OUT_QUEUE_FULL));
  }

  @Test
  void countsFramesForAPeerThatIsGone() throws Exception {
    LoopRig.Peer a = rig.plug(1);
    LoopRig.Peer gone = rig.plug(2);
    LoopRig.Peer other = rig.plug(3);
    gone.close();
    for (int i = 0; i < 3; i++) {
      a.send(frame().bytes());
      other.receive();
    }
    assertEquals(3, rig.count(2, PortCounter.OUT_REFUSED));
  }

  @Test
  void sleepsAfterItsPeerWentOrTurnedAway() throws Exception {
    LoopRig.Peer turned = rig.plug(1);
    LoopRig.Peer gone = rig.plug(2);
    turned.turnAway();
    gone.close();
    long before = rig.loopCpuNs();
    LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(200));
    long spent = TimeUnit.NANOSECONDS.toMillis(rig.loopCpuNs() - before);
    assertTrue(spent < 100, "the loop took " + spent + " ms of 200");
  }

  @Test
  void closesTheSocketWithTheEndpoint() throws Exception {
    LoopRig.Peer a = rig.plug(1);
    LoopRig.Peer b = rig.plug(2);
    rig.done(new Command.CloseEndpoint(2, b.id()));
    assertTrue(b.isRefused());
    a.send(frame().bytes());
    assertEquals(0, rig.count(2, PortCounter.OUT_FRAMES));
  }

  @Test
  void closingWhileQueuedGivesMemoryAndDescriptorBack() throws Exception {
    LoopRig.Peer a = rig.plug(1);
    long before = ResidentMemory.bytes();
    for (int round = 0; round < 40; round++) {
      LoopRig.Peer slow = rig.plug(2);
      for (int i = 0; i < 700; i++) {
        a.send(frame().bytes());
      }
      rig.await(1, PortCounter.IN_FRAMES, 700L * (round + 1));
      rig.done(new Command.CloseEndpoint(2, slow.id()));
      slow.close();
    }
    long kept = ResidentMemory.bytes() - before;
    assertTrue(kept < 20L * SendQueue.RING_BYTES, "kept " + kept + " bytes");
    assertEquals(0, rig.ports(OptionalInt.of(1)).outFrames());
  }
}
