package io.vnetctl.core.io;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/**
 * Frames taken out of the kernel together: slots of one slab of native memory, allocated once and
 * used again for each burst. A frame is a slot and a length in bytes, with its tag and without FCS;
 * it is valid until the next burst is received.
 *
 * <p>For the switch thread.
 */
public final class Burst {
  /** Frames of one burst at most: enough to spread the cost of a call, few enough for the cache. */
  public static final int FRAMES = 64;

  private static final int CACHE_LINE = 64;

  private final int maxFrameBytes;
  private final int stride;
  private final MemorySegment slab;
  private final int[] lengths = new int[FRAMES];
  private int count;

  /**
   * Allocates the slab.
   *
   * @param maxFrameBytes the longest frame taken whole, in bytes with tag and without FCS; a longer
   *     one is known by a {@link #length} greater than this
   */
  public Burst(int maxFrameBytes) {
    this.maxFrameBytes = maxFrameBytes;
    // An odd number of cache lines, so that the frames' headers do not share cache sets.
    int lines = (maxFrameBytes + 1 + CACHE_LINE - 1) / CACHE_LINE | 1;
    this.stride = lines * CACHE_LINE;
    this.slab = Arena.ofAuto().allocate((long) stride * FRAMES, CACHE_LINE);
  }

  /** The longest frame that is taken whole, in bytes with tag and without FCS. */
  public int maxFrameBytes() {
    return maxFrameBytes;
  }

  /** Number of frames, 0 to {@link #FRAMES}. */
  public int count() {
    return count;
  }

  /** Length of a frame in bytes; more than {@link #maxFrameBytes} if it was cut on receipt. */
  public int length(int frame) {
    return lengths[frame];
  }

  /** The memory in which all frames lie. */
  public MemorySegment memory() {
    return slab;
  }

  /** Where in {@link #memory} a frame begins, in bytes. */
  public long offset(int frame) {
    return (long) frame * stride;
  }

  /** Puts a frame made here into the burst; a full burst ignores it. */
  public void add(byte[] frame) {
    if (count < FRAMES) {
      int kept = Math.min(frame.length, maxFrameBytes + 1);
      MemorySegment.copy(frame, 0, slab, ValueLayout.JAVA_BYTE, offset(count), kept);
      lengths[count++] = frame.length;
    }
  }

  /** Empties the burst. */
  public void clear() {
    count = 0;
  }

  long address(int frame) {
    return slab.address() + offset(frame);
  }

  /** Room of a slot: one byte more than the longest frame, so that a longer one can be told. */
  int slotBytes() {
    return maxFrameBytes + 1;
  }

  void set(int frame, int length) {
    lengths[frame] = length;
  }

  void setCount(int frames) {
    count = frames;
  }
}
