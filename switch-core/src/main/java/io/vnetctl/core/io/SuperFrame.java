package io.vnetctl.core.io;

import io.vnetctl.core.frame.EthernetFrame;
import io.vnetctl.core.offload.TcpRun;
import io.vnetctl.core.offload.VirtioNetHeader;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/**
 * TCP frames that follow each other in a vector, joined for a TAP that cuts them again: one header,
 * and the payloads where they lie, gathered by one writev.
 *
 * <pre>
 *  iovec: virtio_net_hdr | addresses | tag pushed | type to end of TCP header | payload | payload ...
 * </pre>
 *
 * <p>For the switch thread.
 */
final class SuperFrame {
  private static final int IOVEC_BYTES = 16;
  private static final int HEADS = 4;
  private static final int IOVECS = HEADS + Burst.FRAMES;

  /** Pieces of a frame to which a tag is pushed: addresses, tag, rest. */
  private static final int PUSHED = 3;

  private final TcpRun run = new TcpRun();
  private final MemorySegment iovec = Arena.ofAuto().allocate((long) IOVEC_BYTES * IOVECS, 16);
  private final MemorySegment virtioHeader = Arena.ofAuto().allocate(VirtioNetHeader.BYTES, 8);
  private final MemorySegment head = Arena.ofAuto().allocate(Segmenter.MAX_HEADER_BYTES, 8);
  private int iovecs;

  /**
   * Joins as many frames as follow frame {@code first} in its flow without another between them.
   *
   * @return how many frames that are, from 1; one is not joined to anything and sent as it is
   */
  int begin(FrameVector frames, int first) {
    if (!offer(frames, first, true)) {
      return 1;
    }
    int next = first + 1;
    while (next < frames.count()
        && hasTheTagOf(frames, next, first)
        && offer(frames, next, false)) {
      next++;
    }
    if (next - first > 1) {
      gather(frames, first);
    }
    return next - first;
  }

  private boolean offer(FrameVector frames, int frame, boolean begins) {
    if (frames.offload(frame) != VirtioNetHeader.PLAIN) {
      return false;
    }
    int last = frames.pieces(frame) - 1;
    long at = frames.pieceAddress(frame, 0);
    long rest = frames.pieceAddress(frame, last);
    long end = rest + frames.pieceBytes(frame, last);
    long type = last == 0 ? at + EthernetFrame.ADDRESSES_BYTES : rest;
    return begins
        ? run.begin(NativeMemory.ALL, at, type, end)
        : run.append(NativeMemory.ALL, at, type, end);
  }

  private static boolean hasTheTagOf(FrameVector frames, int frame, int other) {
    int pieces = frames.pieces(frame);
    return pieces == frames.pieces(other)
        && (pieces != PUSHED || tag(frames, frame) == tag(frames, other));
  }

  private static int tag(FrameVector frames, int frame) {
    return NativeMemory.ALL.get(ValueLayout.JAVA_INT, frames.pieceAddress(frame, 1));
  }

  private void gather(FrameVector frames, int first) {
    boolean pushed = frames.pieces(first) == PUSHED;
    int headBytes = run.writeHeader(head, 0);
    VirtioNetHeader.write(
        virtioHeader,
        0,
        VirtioNetHeader.shifted(run.offload(), pushed ? EthernetFrame.TAG_BYTES : 0));
    iovecs = 0;
    add(virtioHeader.address(), VirtioNetHeader.BYTES);
    if (pushed) {
      add(head.address(), EthernetFrame.ADDRESSES_BYTES);
      add(frames.pieceAddress(first, 1), EthernetFrame.TAG_BYTES);
      add(
          head.address() + EthernetFrame.ADDRESSES_BYTES,
          headBytes - EthernetFrame.ADDRESSES_BYTES);
    } else {
      add(head.address(), headBytes);
    }
    for (int i = 0; i < run.count(); i++) {
      add(run.payloadAt(i), run.payloadBytes(i));
    }
  }

  private void add(long address, long bytes) {
    long at = (long) iovecs++ * IOVEC_BYTES;
    iovec.set(ValueLayout.JAVA_LONG, at, address);
    iovec.set(ValueLayout.JAVA_LONG, at + 8, bytes);
  }

  /** Address of what was joined, header of the TAP included. */
  long iovecAddress() {
    return iovec.address();
  }

  /** Number of its pieces. */
  int iovecs() {
    return iovecs;
  }
}
