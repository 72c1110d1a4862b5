package io.vnetctl.core.offload;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.vnetctl.core.twin.Mutations;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * Any ten bytes as the header of a TAP, and any as the frame behind it: what is found valid can be
 * cut, with and without a tag pushed, into the number, lengths and bytes that were foretold.
 */
class OffloadFuzzTest {
  private static final int HEADER_BYTES = VirtioNetHeader.BYTES;
  private static final byte[] TAG = {(byte) 0x81, 0, 0, 7};

  /** As VnetTunDevice: a tag may still be pushed. */
  private static final int MAX_HEADER_BYTES = 252;

  @FuzzTest
  void cutsWhatIsValid(byte[] input) {
    if (input.length < HEADER_BYTES) {
      return;
    }
    byte[] frame = Arrays.copyOfRange(input, HEADER_BYTES, input.length);
    Received received = Received.of(Arrays.copyOf(input, HEADER_BYTES), frame);
    long header = received.header();
    if (!received.isValid() || VirtioNetHeader.headerBytes(header) > MAX_HEADER_BYTES) {
      return;
    }
    int segments = received.segmentCount();
    assertTrue(
        segments >= 1 && segments <= Math.max(1, frame.length), () -> segments + " segments");
    assertCut(received.segments(), segments, header, frame.length);
    if (header != VirtioNetHeader.PLAIN) {
      long shifted = VirtioNetHeader.shifted(header, TAG.length);
      assertCut(received.segmentsTagged(TAG), segments, shifted, frame.length + TAG.length);
    }
  }

  @Test
  void cutsWhatIsValidOfMutations() {
    Mutations.run(OffloadFuzzTest.class, "cutsWhatIsValid", this::cutsWhatIsValid);
  }

  private static void assertCut(List<byte[]> frames, int segments, long header, int length) {
    assertEquals(segments, frames.size());
    assertEquals(
        Segmentation.wireBytes(header, length), frames.stream().mapToLong(it -> it.length).sum());
    int longest = Segmentation.longestSegment(header, length);
    assertTrue(frames.stream().allMatch(it -> it.length <= longest), () -> "over " + longest);
  }
}
