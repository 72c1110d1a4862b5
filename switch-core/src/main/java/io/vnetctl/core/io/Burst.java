package io.vnetctl.core.io;

import io.vnetctl.core.offload.Segmentation;
import io.vnetctl.core.offload.VirtioNetHeader;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/**
 * Frames taken out of the kernel together: places in one slab of native memory, allocated once and
 * used again for each burst. A frame is a place, a length in bytes, with its tag and without FCS,
 * and what is left to do before it can go on a wire; it is valid until the next burst is received.
 *
 * <p>The places are slots of one size, for datagrams, or follow each other closely, for the
 * super-frames of a TAP, which have 60 bytes or 64 KB.
 *
 * <p>For the switch thread.
 */
public final class Burst {
  /** Frames of one burst at most: enough to spread the cost of a call, few enough for the cache. */
  public static final int FRAMES = 64;

  private static final int CACHE_LINE = 64;

  private final int maxFrameBytes;
  private final MemorySegment slab;
  private final int[] offsets = new int[FRAMES];
  private final int[] lengths = new int[FRAMES];
  private final long[] offloads = new long[FRAMES];
  private int count;
  private int end;

  /**
   * A burst of slots.
   *
   * @param maxFrameBytes the longest frame taken whole, in bytes with tag and without FCS; a longer
   *     one is known by a {@link #length} greater than this
   */
  public Burst(int maxFrameBytes) {
    this(maxFrameBytes, (long) stride(maxFrameBytes) * FRAMES);
    for (int i = 0; i < FRAMES; i++) {
      offsets[i] = i * stride(maxFrameBytes);
    }
  }

  private Burst(int maxFrameBytes, long slabBytes) {
    this.maxFrameBytes = maxFrameBytes;
    this.slab = Arena.ofAuto().allocate(slabBytes, CACHE_LINE);
  }

  /**
   * A burst of frames one behind the other.
   *
   * @param maxFrameBytes the longest frame that may go on a wire, in bytes with tag and without FCS
   * @param slabBytes room for all of them
   */
  static Burst packed(int maxFrameBytes, int slabBytes) {
    return new Burst(maxFrameBytes, slabBytes);
  }

  /** An odd number of cache lines, so that the frames' headers do not share cache sets. */
  private static int stride(int maxFrameBytes) {
    return (lines(maxFrameBytes + 1) | 1) * CACHE_LINE;
  }

  private static int lines(int bytes) {
    return (bytes + CACHE_LINE - 1) / CACHE_LINE;
  }

  /** The longest frame that is taken whole, in bytes with tag and without FCS. */
  public int maxFrameBytes() {
    return maxFrameBytes;
  }

  /** Number of frames, 0 to {@link #FRAMES}. */
  public int count() {
    return count;
  }

  /**
   * Length of a frame in bytes, as it lies in memory. A frame that was cut on receipt has more than
   * {@link #maxFrameBytes}, and so may a super-frame.
   */
  public int length(int frame) {
    return lengths[frame];
  }

  /**
   * What is left to do before the frame can go on a wire, as {@link VirtioNetHeader} tells it: 0
   * for most; {@link VirtioNetHeader#INVALID} if it cannot be done.
   */
  public long offload(int frame) {
    return offloads[frame];
  }

  /** Number of frames that it makes on a wire: one, or the segments of a super-frame. */
  public int wireFrames(int frame) {
    long offload = offloads[frame];
    return offload == VirtioNetHeader.PLAIN ? 1 : Segmentation.segments(offload, lengths[frame]);
  }

  /** Bytes of {@link #wireFrames} together. */
  public long wireBytes(int frame) {
    long offload = offloads[frame];
    int length = lengths[frame];
    return offload == VirtioNetHeader.PLAIN ? length : Segmentation.wireBytes(offload, length);
  }

  /** Bytes of the longest of {@link #wireFrames}. */
  public int longestWireFrame(int frame) {
    long offload = offloads[frame];
    int length = lengths[frame];
    return offload == VirtioNetHeader.PLAIN ? length : Segmentation.longestSegment(offload, length);
  }

  /** The memory in which all frames lie. */
  public MemorySegment memory() {
    return slab;
  }

  /** Where in {@link #memory} a frame begins, in bytes. */
  public long offset(int frame) {
    return offsets[frame];
  }

  /** Puts a frame made here into the burst; a full burst ignores it. */
  public void add(byte[] frame) {
    if (count < FRAMES) {
      int kept = Math.min(frame.length, maxFrameBytes + 1);
      MemorySegment.copy(frame, 0, slab, ValueLayout.JAVA_BYTE, offset(count), kept);
      set(count++, frame.length);
    }
  }

  /** Empties the burst. */
  public void clear() {
    count = 0;
    end = 0;
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
    offloads[frame] = VirtioNetHeader.PLAIN;
  }

  /** Whether there is one more place, of so many bytes, behind the frames of a packed burst. */
  boolean hasRoom(int bytes) {
    return count < FRAMES && end + bytes <= slab.byteSize();
  }

  /** Where, in {@link #memory}, the place behind the frames of a packed burst begins. */
  int end() {
    return end;
  }

  /** Adds the frame that lies at an offset of {@link #memory} behind those before. */
  void append(int offset, int length, long offload) {
    offsets[count] = offset;
    lengths[count] = length;
    offloads[count++] = offload;
    end = lines(offset + length) * CACHE_LINE;
  }

  void setCount(int frames) {
    count = frames;
  }
}
