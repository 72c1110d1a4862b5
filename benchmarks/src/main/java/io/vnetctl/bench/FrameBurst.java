package io.vnetctl.bench;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;
import static java.lang.foreign.ValueLayout.JAVA_LONG_UNALIGNED;

import io.vnetctl.core.frame.MacAddress;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;

/**
 * Frames in native memory with the headers by which one system call moves them all: sendmmsg(2).
 *
 * <p>A frame carries, behind its Ethernet header, a sequence number and the time it was sent.
 */
final class FrameBurst {
  static final int MIN_FRAME_BYTES = 60;

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
  private static final long SEQUENCE_OFFSET = 14;
  private static final long TIME_OFFSET = 22;
  private static final long CACHE_LINE_BYTES = 64;

  private final int slots;
  private final long slotBytes;
  private final MemorySegment headers;
  private final MemorySegment iovecs;
  private final MemorySegment frames;
  private final MemorySegment[] frame;

  /** A burst of {@code slots} frames of at most {@code frameBytes}; room lives as the arena. */
  FrameBurst(Arena arena, int slots, int frameBytes) {
    this.slots = slots;
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

  /** A burst to send: every frame of exactly {@code frameBytes} between the two addresses. */
  static FrameBurst outgoing(
      Arena arena, int slots, int frameBytes, MacAddress source, MacAddress destination) {
    FrameBurst burst = new FrameBurst(arena, slots, frameBytes);
    for (int slot = 0; slot < slots; slot++) {
      long frame = slot * burst.slotBytes;
      MemorySegment.copy(destination.octets(), 0, burst.frames, JAVA_BYTE, frame, 6);
      MemorySegment.copy(source.octets(), 0, burst.frames, JAVA_BYTE, frame + SOURCE_OFFSET, 6);
      MemorySegment.copy(TYPE_EXPERIMENTAL, 0, burst.frames, JAVA_BYTE, frame + TYPE_OFFSET, 2);
      burst.outgoingLength(slot, frameBytes);
    }
    return burst;
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
    frames.set(JAVA_LONG_UNALIGNED, slot * slotBytes + SEQUENCE_OFFSET, sequence);
    frames.set(JAVA_LONG_UNALIGNED, slot * slotBytes + TIME_OFFSET, nowNs);
  }

  long sequence(int slot) {
    return frames.get(JAVA_LONG_UNALIGNED, slot * slotBytes + SEQUENCE_OFFSET);
  }

  long sentNs(int slot) {
    return frames.get(JAVA_LONG_UNALIGNED, slot * slotBytes + TIME_OFFSET);
  }
}
