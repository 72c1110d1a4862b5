package io.vnetctl.core.io;

import io.vnetctl.core.frame.EthernetFrame;
import io.vnetctl.core.offload.VirtioNetHeader;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/**
 * Frames on their way out: up to {@link Burst#FRAMES} of them as {@code struct mmsghdr[]} for
 * sendmmsg, each gathered from at most three pieces, so that a VLAN tag is pushed or popped without
 * moving a byte of the frame. The pieces are borrowed: they stay where they are until the vector is
 * filled anew. Made once and used again.
 *
 * <p>A frame may be one of a TAP that is not ready for a wire, see {@link #offload}. Before its
 * pieces lies room for the header that a TAP with IFF_VNET_HDR wants:
 *
 * <pre>
 *  iovec: virtio_net_hdr | piece | piece | piece
 *         ^ iovecWithHeader ^ msghdr, iovecAddress
 * </pre>
 *
 * <p>For the switch thread.
 */
public final class FrameVector {
  private static final int PIECES = 3;
  private static final int IOVECS = 1 + PIECES;
  private static final int IOVEC_BYTES = 16;
  private static final int IOVEC_LENGTH = 8;

  /** A virtio_net_hdr has 10 bytes. */
  private static final int VIRTIO_STRIDE = 16;

  private static final int MMSGHDR_BYTES = 64;
  private static final int MSG_IOV = 16;
  private static final int MSG_IOVLEN = 24;
  private static final int MSG_LEN = 56;

  private final MemorySegment headers =
      Arena.ofAuto().allocate((long) MMSGHDR_BYTES * Burst.FRAMES, MMSGHDR_BYTES);
  private final MemorySegment iovecs =
      Arena.ofAuto().allocate((long) IOVEC_BYTES * IOVECS * Burst.FRAMES, IOVEC_BYTES);
  private final MemorySegment tags =
      Arena.ofAuto().allocate((long) EthernetFrame.TAG_BYTES * Burst.FRAMES, Long.BYTES);
  private final MemorySegment virtioHeaders =
      Arena.ofAuto().allocate((long) VIRTIO_STRIDE * Burst.FRAMES, VIRTIO_STRIDE);
  private final int[] lengths = new int[Burst.FRAMES];
  private final long[] offloads = new long[Burst.FRAMES];
  private int count;
  private boolean wireReady = true;

  /** An empty vector. */
  public FrameVector() {
    for (int i = 0; i < Burst.FRAMES; i++) {
      headers.set(ValueLayout.JAVA_LONG, header(i) + MSG_IOV, iovecAddress(i));
      long before = iovec(i, -1);
      iovecs.set(ValueLayout.JAVA_LONG, before, virtioHeaders.address() + virtioHeader(i));
      iovecs.set(ValueLayout.JAVA_LONG, before + IOVEC_LENGTH, VirtioNetHeader.BYTES);
    }
  }

  /** Number of frames, 0 to {@link Burst#FRAMES}. */
  public int count() {
    return count;
  }

  /**
   * Length of a frame, in bytes with its tag as it will be sent and without FCS; of a super-frame
   * as long as that is whole.
   */
  public int length(int frame) {
    return lengths[frame];
  }

  /** What is left to do before the frame can go on a wire, see {@link Burst#offload}. */
  public long offload(int frame) {
    return offloads[frame];
  }

  /** Whether all frames can go on a wire as they are. */
  public boolean isWireReady() {
    return wireReady;
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
    wireReady = true;
  }

  /** Adds a frame as it lies in the burst. */
  public void add(Burst burst, int frame) {
    add(burst.address(frame), burst.length(frame), burst.offload(frame));
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
    finish(
        3,
        length + EthernetFrame.TAG_BYTES,
        VirtioNetHeader.shifted(burst.offload(frame), EthernetFrame.TAG_BYTES));
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
    finish(2, length, VirtioNetHeader.shifted(burst.offload(frame), -EthernetFrame.TAG_BYTES));
  }

  /** Adds a frame that lies in one piece at an address. */
  void add(long address, int length, long offload) {
    piece(0, address, length);
    finish(1, length, offload);
  }

  /** Adds a frame of two pieces that is ready for a wire. */
  void add(long head, int headBytes, long rest, int restBytes) {
    piece(0, head, headBytes);
    piece(1, rest, restBytes);
    finish(2, headBytes + restBytes, VirtioNetHeader.PLAIN);
  }

  /** Adds a frame of another vector, borrowed from where that has it. */
  void add(FrameVector other, int frame) {
    int pieces = other.pieces(frame);
    for (int i = 0; i < pieces; i++) {
      piece(i, other.pieceAddress(frame, i), other.pieceBytes(frame, i));
    }
    finish(pieces, other.lengths[frame], other.offloads[frame]);
  }

  /** Address of the message header of a frame; those of the following frames follow it. */
  long headerAddress(int frame) {
    return headers.address() + header(frame);
  }

  /** Address of the pieces of a frame. */
  long iovecAddress(int frame) {
    return iovecs.address() + iovec(frame, 0);
  }

  /** Address of the pieces of a frame after the header of a TAP, which is made now. */
  long iovecWithHeader(int frame) {
    VirtioNetHeader.write(virtioHeaders, virtioHeader(frame), offloads[frame]);
    return iovecs.address() + iovec(frame, -1);
  }

  /** Number of pieces of a frame. */
  int pieces(int frame) {
    return (int) headers.get(ValueLayout.JAVA_LONG, header(frame) + MSG_IOVLEN);
  }

  /** What the kernel says it received into a message, in bytes. */
  int messageLength(int frame) {
    return headers.get(ValueLayout.JAVA_INT, header(frame) + MSG_LEN);
  }

  /** Address of a piece of a frame. */
  long pieceAddress(int frame, int piece) {
    return iovecs.get(ValueLayout.JAVA_LONG, iovec(frame, piece));
  }

  /** Length of a piece of a frame. */
  int pieceBytes(int frame, int piece) {
    return (int) iovecs.get(ValueLayout.JAVA_LONG, iovec(frame, piece) + IOVEC_LENGTH);
  }

  /** Copies the pieces of a frame, in order. */
  void gather(int frame, MemorySegment target, long at) {
    gather(frame, lengths[frame], target, at);
  }

  /** Copies the first bytes of a frame. */
  void gather(int frame, int bytes, MemorySegment target, long at) {
    for (int i = 0; bytes > 0; i++) {
      int length = Math.min(bytes, pieceBytes(frame, i));
      MemorySegment piece = at(pieceAddress(frame, i), length);
      MemorySegment.copy(piece, 0, target, at, length);
      at += length;
      bytes -= length;
    }
  }

  private void piece(int piece, long address, long length) {
    long iovec = iovec(count, piece);
    iovecs.set(ValueLayout.JAVA_LONG, iovec, address);
    iovecs.set(ValueLayout.JAVA_LONG, iovec + IOVEC_LENGTH, length);
  }

  private void finish(int pieces, int length, long offload) {
    headers.set(ValueLayout.JAVA_LONG, header(count) + MSG_IOVLEN, pieces);
    lengths[count] = length;
    offloads[count++] = offload;
    wireReady &= offload == VirtioNetHeader.PLAIN;
  }

  @SuppressWarnings("restricted")
  private static MemorySegment at(long address, long length) {
    return MemorySegment.ofAddress(address).reinterpret(length);
  }

  private static long header(int frame) {
    return (long) frame * MMSGHDR_BYTES;
  }

  private static long virtioHeader(int frame) {
    return (long) frame * VIRTIO_STRIDE;
  }

  private static long iovec(int frame, int piece) {
    return ((long) frame * IOVECS + 1 + piece) * IOVEC_BYTES;
  }
}
