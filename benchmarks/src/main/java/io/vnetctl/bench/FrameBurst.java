package io.vnetctl.bench;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_INT_UNALIGNED;
import static java.lang.foreign.ValueLayout.JAVA_LONG;
import static java.lang.foreign.ValueLayout.JAVA_LONG_UNALIGNED;
import static java.lang.foreign.ValueLayout.JAVA_SHORT_UNALIGNED;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;

/**
 * Frames in native memory with the headers by which one system call moves them all: sendmmsg(2).
 *
 * <p>A frame carries, behind its Ethernet header, a sequence number and the time it was sent.
 */
final class FrameBurst {
  static final int MIN_FRAME_BYTES = 60;

  // an address in the order of the wire
  private static final ValueLayout.OfInt HIGH = JAVA_INT_UNALIGNED.withOrder(ByteOrder.BIG_ENDIAN);
  private static final ValueLayout.OfShort LOW =
      JAVA_SHORT_UNALIGNED.withOrder(ByteOrder.BIG_ENDIAN);

  // struct mmsghdr of 64-bit Linux
  private static final long HEADER_BYTES = 64;
  private static final long IOV_OFFSET = 16;
  private static final long IOV_LENGTH_OFFSET = 24;
  private static final long MESSAGE_BYTES_OFFSET = 56;
  // struct iovec
  private static final long IOVEC_BYTES = 16;
  private static final long IOVEC_LENGTH_OFFSET = 8;
  // frame
  private static final long SOURCE_OFFSET = 6;
  private static final long TYPE_OFFSET = 12;
  private static final byte[] TYPE_EXPERIMENTAL = {(byte) 0x88, (byte) 0xb5};
  private static final byte[] TYPE_VLAN = {(byte) 0x81, 0, 0, Tagging.VLAN};
  // from the end of a tag, or where it would be
  private static final long SEQUENCE_OFFSET = 14;
  private static final long TIME_OFFSET = 22;
  private static final long CACHE_LINE_BYTES = 64;

  private final int slots;
  private final int tagBytes;
  private final long slotBytes;
  private final MemorySegment headers;
  private final MemorySegment iovecs;
  private final MemorySegment frames;
  private final MemorySegment[] frame;

  /**
   * A burst of {@code slots} frames of at most {@code frameBytes}, without the tag that each bears;
   * room lives as the arena.
   */
  FrameBurst(Arena arena, int slots, int frameBytes, Tagging tagging) {
    this.slots = slots;
    this.tagBytes = tagging.bytes();
    // a line more than asked for, so that a frame too long is seen
    this.slotBytes = (frameBytes / CACHE_LINE_BYTES + 2) * CACHE_LINE_BYTES;
    this.headers = arena.allocate(slots * HEADER_BYTES, CACHE_LINE_BYTES);
    this.frames = arena.allocate(slots * slotBytes, CACHE_LINE_BYTES);
    this.iovecs = arena.allocate(slots * IOVEC_BYTES, CACHE_LINE_BYTES);
    this.frame = new MemorySegment[slots];
    for (int slot = 0; slot < slots; slot++) {
      MemorySegment iovec = iovecs.asSlice(slot * IOVEC_BYTES, IOVEC_BYTES);
      frame[slot] = frames.asSlice(slot * slotBytes, slotBytes);
      iovec.set(ADDRESS, 0, frame[slot]);
      iovec.set(JAVA_LONG, IOVEC_LENGTH_OFFSET, slotBytes);
      headers.set(ADDRESS, slot * HEADER_BYTES + IOV_OFFSET, iovec);
      headers.set(JAVA_LONG, slot * HEADER_BYTES + IOV_LENGTH_OFFSET, 1);
    }
  }

  /** A burst to send: every frame with the addresses of the flow, and as it is sent. */
  static FrameBurst outgoing(Arena arena, int slots, int frameBytes, Flow flow) {
    FrameBurst burst = new FrameBurst(arena, slots, frameBytes, flow.sent());
    for (int slot = 0; slot < slots; slot++) {
      long frame = slot * burst.slotBytes;
      long type = frame + TYPE_OFFSET;
      burst.destination(slot, flow.destination().value());
      burst.source(slot, flow.source().value());
      MemorySegment.copy(TYPE_VLAN, 0, burst.frames, JAVA_BYTE, type, burst.tagBytes);
      MemorySegment.copy(TYPE_EXPERIMENTAL, 0, burst.frames, JAVA_BYTE, type + burst.tagBytes, 2);
      burst.outgoingLength(slot, frameBytes + burst.tagBytes);
    }
    return burst;
  }

  void destination(int slot, long mac) {
    address(slot * slotBytes, mac);
  }

  void source(int slot, long mac) {
    address(slot * slotBytes + SOURCE_OFFSET, mac);
  }

  private void address(long offset, long mac) {
    frames.set(HIGH, offset, (int) (mac >> Short.SIZE));
    frames.set(LOW, offset + Integer.BYTES, (short) mac);
  }

  int slots() {
    return slots;
  }

  /** The headers of all slots from {@code slot} on. */
  MemorySegment headers(int slot) {
    return headers.asSlice(slot * HEADER_BYTES);
  }

  /** The room of a frame. */
  MemorySegment frame(int slot) {
    return frame[slot];
  }

  /** Sets how many bytes of a frame are sent. */
  void outgoingLength(int slot, long bytes) {
    iovecs.set(JAVA_LONG, slot * IOVEC_BYTES + IOVEC_LENGTH_OFFSET, bytes);
  }

  /** Bytes of a frame received. */
  int length(int slot) {
    return headers.get(JAVA_INT, slot * HEADER_BYTES + MESSAGE_BYTES_OFFSET);
  }

  void stamp(int slot, long sequence, long nowNs) {
    frames.set(JAVA_LONG_UNALIGNED, slot * slotBytes + tagBytes + SEQUENCE_OFFSET, sequence);
    frames.set(JAVA_LONG_UNALIGNED, slot * slotBytes + tagBytes + TIME_OFFSET, nowNs);
  }

  long sequence(int slot) {
    return frames.get(JAVA_LONG_UNALIGNED, slot * slotBytes + tagBytes + SEQUENCE_OFFSET);
  }

  long sentNs(int slot) {
    return frames.get(JAVA_LONG_UNALIGNED, slot * slotBytes + tagBytes + TIME_OFFSET);
  }
}
