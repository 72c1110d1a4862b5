package io.vnetctl.core.io;

import io.vnetctl.core.offload.Segmentation;
import io.vnetctl.core.offload.VirtioNetHeader;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;

/**
 * Makes frames that can go on a wire of a vector in which some cannot yet: cuts super-frames and
 * finishes checksums. Of each segment only the headers are made, the payload stays where it is.
 *
 * <p>For the switch thread; one vector at a time.
 */
public final class Segmenter {
  /** Headers of Ethernet with three tags, IPv6 with extensions, and TCP with options. */
  static final int MAX_HEADER_BYTES = 256;

  private final FrameVector cut = new FrameVector();
  private final MemorySegment headers =
      Arena.ofAuto().allocate((long) MAX_HEADER_BYTES * Burst.FRAMES, Long.BYTES);
  private final MemorySegment template = Arena.ofAuto().allocate(MAX_HEADER_BYTES, Long.BYTES);
  private FrameVector source;
  private int frame;
  private int segment;

  /** Begins with the first frame of a vector, which is borrowed until the last {@link #next}. */
  public void begin(FrameVector frames) {
    source = frames;
    frame = 0;
    segment = 0;
  }

  /** Fills {@link #wireFrames} with the frames that follow; false if none is left. */
  public boolean next() {
    cut.clear();
    while (frame < source.count() && cut.count() < Burst.FRAMES) {
      if (source.offload(frame) == VirtioNetHeader.PLAIN) {
        cut.add(source, frame++);
      } else {
        cutFrame();
      }
    }
    return cut.count() > 0;
  }

  /** Frames ready for a wire, in order, borrowed until the next call of {@link #next}. */
  public FrameVector wireFrames() {
    return cut;
  }

  /** Adds segments of the frame until there is no more, or no more room. */
  private void cutFrame() {
    long offload = source.offload(frame);
    int length = source.length(frame);
    int headerBytes = VirtioNetHeader.headerBytes(offload);
    int segments = Segmentation.segments(offload, length);
    source.gather(frame, headerBytes, template, 0);
    int last = source.pieces(frame) - 1;
    long end = source.pieceAddress(frame, last) + source.pieceBytes(frame, last);
    long payload = end - (length - headerBytes);
    while (segment < segments && cut.count() < Burst.FRAMES) {
      long header = (long) cut.count() * MAX_HEADER_BYTES;
      Segmentation.writeHeader(
          offload, length, segment, template, 0, NativeMemory.ALL, payload, headers, header);
      cut.add(
          headers.address() + header,
          headerBytes,
          payload + Segmentation.sliceOffset(offload, segment),
          Segmentation.sliceBytes(offload, length, segment));
      segment++;
    }
    if (segment == segments) {
      frame++;
      segment = 0;
    }
  }
}
