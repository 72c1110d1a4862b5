package io.vnetctl.core.io;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FrameVectorTest {
  private static final int MAX_BYTES = 9_234;

  private final Burst burst = new Burst(MAX_BYTES);
  private final FrameVector vector = new FrameVector();

  private static byte[] randomFrame(Random random, int min) {
    byte[] frame = new byte[random.nextInt(8) == 0 ? MAX_BYTES : random.nextInt(min, 200)];
    random.nextBytes(frame);
    return frame;
  }

  private static byte[] withTag(byte[] frame, int tagControl) {
    return ByteBuffer.allocate(frame.length + 4)
        .put(frame, 0, 12)
        .putShort((short) 0x8100)
        .putShort((short) tagControl)
        .put(frame, 12, frame.length - 12)
        .array();
  }

  private static byte[] withoutTag(byte[] frame) {
    byte[] bytes = Arrays.copyOf(frame, frame.length - 4);
    System.arraycopy(frame, 16, bytes, 12, frame.length - 16);
    return bytes;
  }

  /** Adds a frame of the burst in one of three ways, and tells what must come out. */
  private byte[] addSomehow(Random random, byte[] frame, int number) {
    int tagControl = random.nextInt(1 << 16);
    return switch (random.nextInt(3)) {
      case 0 -> {
        vector.add(burst, number);
        yield frame;
      }
      case 1 -> {
        vector.addTagged(burst, number, tagControl);
        yield withTag(frame, tagControl);
      }
      default -> {
        vector.addUntagged(burst, number);
        yield withoutTag(frame);
      }
    };
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5})
  void gathersWhatACopyWouldHold(long seed) {
    Random random = new Random(seed);
    for (int round = 0; round < 20; round++) {
      burst.clear();
      vector.clear();
      List<byte[]> expected = new ArrayList<>();
      for (int i = 0; i < Burst.FRAMES; i++) {
        byte[] frame = randomFrame(random, 18);
        burst.add(frame);
        expected.add(addSomehow(random, frame, i));
      }
      assertHolds(expected);
    }
  }

  private void assertHolds(List<byte[]> expected) {
    assertEquals(expected.size(), vector.count());
    for (int i = 0; i < expected.size(); i++) {
      assertEquals(expected.get(i).length, vector.length(i));
      assertArrayEquals(expected.get(i), vector.copy(i));
    }
  }

  @Test
  void takesTheSameFrameSeveralTimes() {
    byte[] frame = randomFrame(new Random(1), 18);
    burst.add(frame);
    vector.add(burst, 0);
    vector.addTagged(burst, 0, 5);
    vector.addUntagged(burst, 0);
    assertHolds(List.of(frame, withTag(frame, 5), withoutTag(frame)));
  }

  @Test
  void burstIgnoresTheSixtyFifthFrame() {
    for (int i = 0; i < 70; i++) {
      burst.add(new byte[14]);
    }
    assertEquals(Burst.FRAMES, burst.count());
  }

  @Test
  void burstTellsGiantsByTheirLength() {
    burst.add(new byte[MAX_BYTES]);
    burst.add(new byte[70_000]);
    assertEquals(MAX_BYTES, burst.length(0));
    assertEquals(70_000, burst.length(1));
  }
}
