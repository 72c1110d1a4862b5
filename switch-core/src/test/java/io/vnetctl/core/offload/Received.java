package io.vnetctl.core.offload;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.ArrayList;
import java.util.List;

/**
 * A frame that came out of a TAP with its header, in memory that ends with it: who reads further
 * fails. Cuts it as a port would.
 */
public final class Received {
  private final MemorySegment memory;
  private final int length;
  private final long header;

  private Received(MemorySegment memory, int length, long header) {
    this.memory = memory;
    this.length = length;
    this.header = header;
  }

  /** A frame behind the ten bytes that came with it. */
  public static Received of(byte[] virtioNetHeader, byte[] frame) {
    MemorySegment header = memory(virtioNetHeader);
    return of(VirtioNetHeader.read(header, 0), frame);
  }

  /** A frame with a header as {@link VirtioNetHeader#read} gives it. */
  public static Received of(long header, byte[] frame) {
    MemorySegment memory = memory(frame);
    return new Received(memory, frame.length, Offload.validated(memory, 0, frame.length, header));
  }

  /** Native memory that holds just these bytes. */
  static MemorySegment memory(byte[] bytes) {
    MemorySegment memory = Arena.ofAuto().allocate(bytes.length, 1);
    MemorySegment.copy(bytes, 0, memory, ValueLayout.JAVA_BYTE, 0, bytes.length);
    return memory;
  }

  /** As {@link Offload#validated} gave it. */
  public long header() {
    return header;
  }

  /** Whether header and frame go together. */
  public boolean isValid() {
    return header != VirtioNetHeader.INVALID;
  }

  /** How many segments there are. */
  public int segmentCount() {
    return Segmentation.segments(header, length);
  }

  /** All segments. */
  public List<byte[]> segments() {
    MemorySegment headers = memory.asSlice(0, VirtioNetHeader.headerBytes(header));
    return segments(header, headers, length);
  }

  /** All segments, with a tag pushed behind the addresses. */
  public List<byte[]> segmentsTagged(byte[] tag) {
    int headerBytes = VirtioNetHeader.headerBytes(header);
    MemorySegment headers = Arena.ofAuto().allocate(headerBytes + 4);
    MemorySegment.copy(memory, 0, headers, 0, 12);
    MemorySegment.copy(tag, 0, headers, ValueLayout.JAVA_BYTE, 12, 4);
    MemorySegment.copy(memory, 12, headers, 16, headerBytes - 12);
    return segments(VirtioNetHeader.shifted(header, 4), headers, length + 4);
  }

  /** All segments, with the outer tag popped. */
  public List<byte[]> segmentsUntagged() {
    int headerBytes = VirtioNetHeader.headerBytes(header);
    MemorySegment headers = Arena.ofAuto().allocate(headerBytes - 4);
    MemorySegment.copy(memory, 0, headers, 0, 12);
    MemorySegment.copy(memory, 16, headers, 12, headerBytes - 16);
    return segments(VirtioNetHeader.shifted(header, -4), headers, length - 4);
  }

  private List<byte[]> segments(long shifted, MemorySegment headers, int shiftedLength) {
    MemorySegment payload = memory.asSlice(VirtioNetHeader.headerBytes(header));
    MemorySegment scratch = Arena.ofAuto().allocate(headers.byteSize(), 1);
    List<byte[]> segments = new ArrayList<>();
    for (int i = 0; i < Segmentation.segments(shifted, shiftedLength); i++) {
      int headerBytes =
          Segmentation.writeHeader(shifted, shiftedLength, i, headers, 0, payload, 0, scratch, 0);
      int sliceBytes = Segmentation.sliceBytes(shifted, shiftedLength, i);
      byte[] segment = new byte[headerBytes + sliceBytes];
      int from = Segmentation.sliceOffset(shifted, i);
      MemorySegment.copy(scratch, ValueLayout.JAVA_BYTE, 0, segment, 0, headerBytes);
      MemorySegment.copy(payload, ValueLayout.JAVA_BYTE, from, segment, headerBytes, sliceBytes);
      segments.add(segment);
    }
    return segments;
  }
}
