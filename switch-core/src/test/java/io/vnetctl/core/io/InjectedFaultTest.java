package io.vnetctl.core.io;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vnetctl.core.PortCounter;
import io.vnetctl.core.twin.FrameBuilder;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * One system call in three fails, with EINTR, EAGAIN, ENOBUFS or ENOMEM, or takes less than it was
 * given: every frame arrives whole and in order, or is counted.
 */
@Timeout(120)
class InjectedFaultTest {
  private static final long SEED = Long.getLong("vnetctl.seed", 20_261_128);
  private static final int FRAMES = Integer.getInteger("vnetctl.frames", 20_000);
  private static final int NUMBER = 14;

  /** Frames on their way at once: fewer than a queue holds, so that none is lost for want of it. */
  private static final int WINDOW = 500;

  @TempDir Path folder;

  @ParameterizedTest
  @EnumSource
  void losesNothingThatIsNotCounted(LoopRig.Kind kind) throws Exception {
    System.out.println("seed " + SEED);
    FaultyCalls calls = new FaultyCalls(SEED);
    LoopRig rig = new LoopRig(folder, calls);
    try {
      LoopRig.Peer from = rig.plug(1, kind);
      LoopRig.Peer to = rig.plug(2, kind);
      int headerBytes = kind == LoopRig.Kind.VNET_TAP ? 10 : 0;
      Random sizes = new Random(SEED);
      int received = 0;
      int last = -1;
      for (int sent = 0; sent < FRAMES; ) {
        for (int end = Math.min(sent + WINDOW, FRAMES); sent < end; sent++) {
          from.send(numbered(sent, headerBytes, sizes.nextInt(60, 1_515)));
        }
        rig.await(1, PortCounter.IN_FRAMES, sent);
        while (received + rig.count(2, PortCounter.OUT_REFUSED) < sent) {
          byte[] frame = to.receiveNow();
          if (frame != null) {
            int number = ByteBuffer.wrap(frame).getInt(headerBytes + NUMBER);
            assertTrue(number > last, number + " came after " + last);
            assertArrayEquals(numbered(number, headerBytes, frame.length - headerBytes), frame);
            last = number;
            received++;
          } else {
            LockSupport.parkNanos(TimeUnit.MICROSECONDS.toNanos(20));
          }
        }
      }
      long refused = rig.count(2, PortCounter.OUT_REFUSED);
      assertEquals(FRAMES, received + refused);
      assertEquals(0, rig.count(2, PortCounter.OUT_QUEUE_FULL));
      assertTrue(refused > 0 && refused < FRAMES / 4, "ENOBUFS cost " + refused + " frames");

      calls.cease();
      byte[] afterwards = numbered(FRAMES, headerBytes, 60);
      from.send(afterwards);
      assertArrayEquals(afterwards, to.receive());
    } finally {
      rig.close();
    }
  }

  /** A frame of a station without an answer, flooded; its number repeats up to the end. */
  private static byte[] numbered(int number, int headerBytes, int size) {
    byte[] frame = FrameBuilder.frame().from(1).size(size).bytes();
    ByteBuffer whole = ByteBuffer.allocate(headerBytes + size).put(headerBytes, frame);
    for (int at = headerBytes + NUMBER; at + Integer.BYTES <= whole.capacity(); at += 4) {
      whole.putInt(at, number);
    }
    return whole.array();
  }
}
