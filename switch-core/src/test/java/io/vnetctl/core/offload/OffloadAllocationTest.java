package io.vnetctl.core.offload;

import static io.vnetctl.core.twin.PacketBuilder.packet;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import io.vnetctl.core.twin.PacketBuilder;
import java.io.ByteArrayOutputStream;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.management.ManagementFactory;
import org.junit.jupiter.api.Test;

/** No allocation for a frame that is checked, cut, or joined. */
class OffloadAllocationTest {
  private static final int GSO_SIZE = 1_448;
  private static final int FRAMES = 40;
  private static final int ROUNDS = 2_000;
  private static final int MOST_BYTES = 100_000;

  private final PacketBuilder whole = packet().options(new byte[12]);
  private final MemorySegment scratch = Arena.ofAuto().allocate(TcpRun.MAX_HEADER_BYTES);
  private final TcpRun run = new TcpRun();
  private MemorySegment superFrame;
  private MemorySegment virtioNetHeader;
  private MemorySegment frames;
  private int frameBytes;
  private long written;

  private void cut() {
    int length = (int) superFrame.byteSize();
    long told = VirtioNetHeader.read(virtioNetHeader, 0);
    long header = Offload.validated(superFrame, 0, length, told);
    int headerBytes = VirtioNetHeader.headerBytes(header);
    for (int i = 0; i < Segmentation.segments(header, length); i++) {
      written +=
          Segmentation.writeHeader(
                  header, length, i, superFrame, 0, superFrame, headerBytes, scratch, 0)
              + Segmentation.sliceBytes(header, length, i);
    }
  }

  private void join() {
    run.begin(frames, 0, 12, frameBytes);
    for (int i = 1; i < FRAMES; i++) {
      long at = (long) i * frameBytes;
      run.append(frames, at, at + 12, at + frameBytes);
    }
    run.writeHeader(scratch, 0);
    VirtioNetHeader.write(virtioNetHeader, 0, run.offload());
    written += run.frameBytes();
  }

  private void fill() {
    whole.payload(new byte[FRAMES * GSO_SIZE]);
    superFrame = Received.memory(whole.unfinished());
    virtioNetHeader = Received.memory(whole.virtioNetHeader(GSO_SIZE));
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    for (int i = 0; i < FRAMES; i++) {
      all.writeBytes(whole.segment(i, GSO_SIZE).bytes());
    }
    frames = Received.memory(all.toByteArray());
    frameBytes = all.size() / FRAMES;
  }

  @Test
  void cutsAndJoinsWithoutAllocating() {
    fill();
    run(20 * ROUNDS);
    assertEquals(FRAMES, run.count());
    written = 0;
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    long before = threads.getCurrentThreadAllocatedBytes();
    run(ROUNDS);
    long allocated = threads.getCurrentThreadAllocatedBytes() - before;
    assertEquals(2L * ROUNDS * FRAMES * frameBytes, written);
    assertTrue(allocated < MOST_BYTES, allocated + " bytes for " + 2 * ROUNDS * FRAMES + " frames");
  }

  private void run(int rounds) {
    for (int i = 0; i < rounds; i++) {
      cut();
      join();
    }
  }
}
