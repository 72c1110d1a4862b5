package io.vnetctl.core.offload;

import static io.vnetctl.core.twin.PacketBuilder.packet;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vnetctl.core.twin.PacketBuilder;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class SegmentationTest {
  private static final int PARTIAL = 0;

  private static List<KernelFrames> kernelFrames() {
    return KernelFrames.all();
  }

  private static void assertFrames(List<byte[]> expected, List<byte[]> actual) {
    HexFormat hex = HexFormat.of();
    assertEquals(
        expected.stream().map(hex::formatHex).toList(),
        actual.stream().map(hex::formatHex).toList());
  }

  @ParameterizedTest
  @MethodSource("kernelFrames")
  void cutsAsTheKernelDoes(KernelFrames kernel) {
    assertFrames(kernel.made(), Received.of(kernel.header(), kernel.frame()).segments());
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5})
  void cutsIntoWhatWouldHaveBeenSent(long seed) {
    Random random = new Random(seed);
    for (int round = 0; round < 100; round++) {
      int bytes = random.nextInt(8) == 0 ? 64_000 : random.nextInt(2, 3_000);
      PacketBuilder packet =
          PacketBuilder.random(random).payload(PacketBuilder.randomBytes(random, bytes));
      int gsoSize = random.nextInt(1 + bytes / 60, bytes);
      Received received = Received.of(packet.virtioNetHeader(gsoSize), packet.unfinished());
      List<byte[]> expected = packet.cut(gsoSize);
      assertFrames(expected, received.segments());
      int length = packet.unfinished().length;
      assertEquals(expected.size(), Segmentation.segments(received.header(), length));
      assertEquals(
          expected.stream().mapToInt(it -> it.length).sum(),
          Segmentation.wireBytes(received.header(), length));
      assertEquals(
          expected.getFirst().length, Segmentation.longestSegment(received.header(), length));
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void cutsWithAnotherTag(long seed) {
    Random random = new Random(seed);
    for (int round = 0; round < 50; round++) {
      PacketBuilder packet =
          PacketBuilder.random(random).payload(PacketBuilder.randomBytes(random, 3_000));
      byte[] header = packet.virtioNetHeader(random.nextInt(300, 4_000));
      Received received = Received.of(header, packet.unfinished());
      byte[] tag = {(byte) 0x81, 0, 0x20, 5};
      List<byte[]> expected = received.segments().stream().map(it -> tagged(it, tag)).toList();
      List<byte[]> tagged = received.segmentsTagged(tag);
      assertFrames(expected, tagged);
      if (packet.network() <= 18) {
        header[6] += 4;
        Received again = Received.of(header, tagged(packet.unfinished(), tag));
        assertFrames(received.segments(), again.segmentsUntagged());
      }
    }
  }

  private static byte[] tagged(byte[] frame, byte[] tag) {
    byte[] tagged = Arrays.copyOf(frame, frame.length + 4);
    System.arraycopy(tag, 0, tagged, 12, 4);
    System.arraycopy(frame, 12, tagged, 16, frame.length - 12);
    return tagged;
  }

  @Test
  void leavesAPlainFrameAsItIs() {
    byte[] frame = packet().payload(new byte[100]).bytes();
    Received received = Received.of(VirtioNetHeader.PLAIN, frame);
    assertFrames(List.of(frame), received.segments());
    assertEquals(1, Segmentation.segments(VirtioNetHeader.PLAIN, frame.length));
    assertEquals(frame.length, Segmentation.wireBytes(VirtioNetHeader.PLAIN, frame.length));
    assertEquals(frame.length, Segmentation.longestSegment(VirtioNetHeader.PLAIN, frame.length));
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void finishesAChecksum(long seed) {
    Random random = new Random(seed);
    for (int round = 0; round < 200; round++) {
      PacketBuilder packet =
          PacketBuilder.random(random)
              .payload(PacketBuilder.randomBytes(random, random.nextInt(300)));
      byte[] header = packet.virtioNetHeader(PARTIAL);
      Received received = Received.of(header, packet.unfinished());
      assertFrames(List.of(packet.bytes()), received.segments());
    }
  }

  @Test
  void onlyFinishesTheChecksumOfASuperFrameThatOneSegmentHolds() {
    PacketBuilder packet = packet().flags(0xd9).payload(new byte[100]);
    Received received = Received.of(packet.virtioNetHeader(100), packet.unfinished());
    assertEquals(VirtioNetHeader.NONE, VirtioNetHeader.type(received.header()));
    assertFrames(List.of(packet.bytes()), received.segments());
  }

  @Test
  void sendsNoChecksumOfZeroInUdp() {
    PacketBuilder packet = packet().udp().payload(new byte[200]);
    int missing = u16(packet.segment(0, 100).bytes(), packet.transport() + 6);
    byte[] payload = new byte[200];
    payload[0] = (byte) (missing >> 8);
    payload[1] = (byte) missing;
    packet.payload(payload);
    byte[] first =
        Received.of(packet.virtioNetHeader(100), packet.unfinished()).segments().getFirst();
    assertEquals(0xffff, u16(first, packet.transport() + 6));
    PacketBuilder lone = packet.segment(0, 100);
    byte[] single = Received.of(lone.virtioNetHeader(0), lone.unfinished()).segments().getFirst();
    assertArrayEquals(first, single);
  }

  @Test
  void wrapsSequenceAndIdentification() {
    PacketBuilder packet = packet().id(0xffff).sequence(-1).payload(new byte[10]);
    List<byte[]> segments = Received.of(packet.virtioNetHeader(4), packet.unfinished()).segments();
    assertFrames(packet.cut(4), segments);
    assertEquals(0, u16(segments.get(1), 18));
    assertEquals(3, u16(segments.get(1), 40));
  }

  @Test
  void cutsIntoSingleBytes() {
    PacketBuilder packet = packet().payload(PacketBuilder.randomBytes(new Random(1), 65_535 - 40));
    Received received = Received.of(packet.virtioNetHeader(1), packet.unfinished());
    assertEquals(65_495, received.segmentCount());
    assertTrue(received.segments().stream().allMatch(it -> it.length == 55));
  }

  static int u16(byte[] bytes, int at) {
    return (bytes[at] & 0xff) << 8 | bytes[at + 1] & 0xff;
  }
}
