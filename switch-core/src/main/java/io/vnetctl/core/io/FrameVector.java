package io.vnetctl.core.io;

import io.vnetctl.core.frame.EthernetFrame;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/**
 * Frames on their way out: up to {@link Burst#FRAMES} of them as {@code struct mmsghdr[]} for
 * sendmmsg, each gathered from at most three pieces, so that a VLAN tag is pushed or popped without
 * moving a byte of the frame. The pieces are borrowed: they stay where they are until the vector is
 * filled anew. Made once and used again.
 *
 * <p>For the switch thread.
 */
public final class FrameVector {
  private static final int PIECES = 3;
  private static final int IOVEC_BYTES = 16;
  private static final int IOVEC_LENGTH = 8;

  private static final int MMSGHDR_BYTES = 64;
  private static final int MSG_IOV = 16;
  private static final int MSG_IOVLEN = 24;
  private static final int MSG_LEN = 56;

  private final MemorySegment headers =
      Arena.ofAuto().allocate((long) MMSGHDR_BYTES * Burst.FRAMES, MMSGHDR_BYTES);
  private final MemorySegment iovecs =
      Arena.ofAuto().allocate((long) IOVEC_BYTES * PIECES * Burst.FRAMES, IOVEC_BYTES);
  private final MemorySegment tags =
      Arena.ofAuto().allocate((long) EthernetFrame.TAG_BYTES * Burst.FRAMES, Long.BYTES);
  private final int[] lengths = new int[Burst.FRAMES];
  private int count;

  /** An empty vector. */
  public FrameVector() {
    for (int i = 0; i < Burst.FRAMES; i++) {
      headers.set(
          ValueLayout.JAVA_LONG, header(i) + MSG_IOV, iovecs.address() + (long) i * PIECES * 16);
    }
  }

  /** Number of frames, 0 to {@link Burst#FRAMES}. */
  public int count() {
    return count;
  }

  /** Length of a frame as it will be sent, in bytes with tag and without FCS. */
  public int length(int frame) {
    return lengths[frame];
  }

  /** A copy of a frame as it will be sent, for captures and tests. */
  public byte[] copy(int frame) {
    byte[] bytes = new byte[lengths[frame]];
    gather(frame, MemorySegment.ofArray(bytes), 0);
    return bytes;
  }

  /** Empties the vector. */
  public void clear() {
    count = 0;
  }

  /** Adds a frame as it lies in the burst. */
  public void add(Burst burst, int frame) {
    add(burst.address(frame), burst.length(frame));
  }

  /** Adds a frame with an 802.1Q tag pushed behind its addresses. */
  public void addTagged(Burst burst, int frame, int tagControl) {
    long address = burst.address(frame);
    int length = burst.length(frame);
    long tag = (long) count * EthernetFrame.TAG_BYTES;
    EthernetFrame.writeTag(tags, tag, tagControl);
    piece(0, address, EthernetFrame.ADDRESSES_BYTES);
    piece(1, tags.address() + tag, EthernetFrame.TAG_BYTES);
    piece(2, address + EthernetFrame.ADDRESSES_BYTES, length - EthernetFrame.ADDRESSES_BYTES);
    finish(PIECES, length + EthernetFrame.TAG_BYTES);
  }

  /** Adds a tagged frame without its tag. */
  public void addUntagged(Burst burst, int frame) {
    long address = burst.address(frame);
    int length = burst.length(frame) - EthernetFrame.TAG_BYTES;
    piece(0, address, EthernetFrame.ADDRESSES_BYTES);
    piece(
        1,
        address + EthernetFrame.ADDRESSES_BYTES + EthernetFrame.TAG_BYTES,
        length - EthernetFrame.ADDRESSES_BYTES);
    finish(2, length);
  }

  /** Adds a frame that lies in one piece at an address. */
  void add(long address, int length) {
    piece(0, address, length);
    finish(1, length);
  }

  /** Address of the message header of a frame; those of the following frames follow it. */
  long headerAddress(int frame) {
    return headers.address() + header(frame);
  }

  /** Address of the pieces of a frame. */
  long iovecAddress(int frame) {
    return iovecs.address() + iovec(frame, 0);
  }

  /** Number of pieces of a frame. */
  int pieces(int frame) {
    return (int) headers.get(ValueLayout.JAVA_LONG, header(frame) + MSG_IOVLEN);
  }

  /** What the kernel says it received into a message, in bytes. */
  int messageLength(int frame) {
    return headers.get(ValueLayout.JAVA_INT, header(frame) + MSG_LEN);
  }

  /** Copies the pieces of a frame, in order. */
  void gather(int frame, MemorySegment target, long at) {
    for (int i = 0; i < pieces(frame); i++) {
      long iovec = iovec(frame, i);
      long length = iovecs.get(ValueLayout.JAVA_LONG, iovec + IOVEC_LENGTH);
      MemorySegment piece = at(iovecs.get(ValueLayout.JAVA_LONG, iovec), length);
      MemorySegment.copy(piece, 0, target, at, length);
      at += length;
    }
  }

  private void piece(int piece, long address, long length) {
    long iovec = iovec(count, piece);
    iovecs.set(ValueLayout.JAVA_LONG, iovec, address);
    iovecs.set(ValueLayout.JAVA_LONG, iovec + IOVEC_LENGTH, length);
  }

  private void finish(int pieces, int length) {
    headers.set(ValueLayout.JAVA_LONG, header(count) + MSG_IOVLEN, pieces);
    lengths[count++] = length;
  }

  @SuppressWarnings("restricted")
  private static MemorySegment at(long address, long length) {
    return MemorySegment.ofAddress(address).reinterpret(length);
  }

  private static long header(int frame) {
    return (long) frame * MMSGHDR_BYTES;
  }

  private static long iovec(int frame, int piece) {
    return ((long) frame * PIECES + piece) * IOVEC_BYTES;
  }
}
