package io.vnetctl.core.offload;

import static io.vnetctl.core.twin.PacketBuilder.packet;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vnetctl.core.twin.PacketBuilder;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class OffloadTest {
  private static final byte[] PAYLOAD = new byte[1_000];

  private static List<KernelFrames> kernelFrames() {
    return KernelFrames.all();
  }

  private static List<KernelFrames> superFrames() {
    return KernelFrames.superFrames();
  }

  private static Received received(PacketBuilder packet, int gsoSize) {
    return Received.of(packet.virtioNetHeader(gsoSize), packet.unfinished());
  }

  @ParameterizedTest
  @MethodSource("superFrames")
  void findsTheEndOfTheHeaders(KernelFrames kernel) {
    Received received = Received.of(kernel.header(), kernel.frame());
    long told = VirtioNetHeader.read(Received.memory(kernel.header()), 0);
    assertTrue(received.isValid());
    int segment = VirtioNetHeader.headerBytes(received.header()) + VirtioNetHeader.gsoSize(told);
    assertEquals(kernel.made().getFirst().length, segment);
  }

  @ParameterizedTest
  @MethodSource("kernelFrames")
  void distrustsTheLengthOfHeadersThatItIsTold(KernelFrames kernel) {
    long expected = Received.of(kernel.header(), kernel.frame()).header();
    byte[] header = kernel.header().clone();
    header[2] = 1;
    header[3] = (byte) 0xff;
    assertEquals(expected, Received.of(header, kernel.frame()).header());
  }

  @ParameterizedTest
  @MethodSource("superFrames")
  void refusesEveryTruncationOfASuperFrame(KernelFrames kernel) {
    for (int length = 0; length < kernel.frame().length; length++) {
      byte[] cut = Arrays.copyOf(kernel.frame(), length);
      assertFalse(Received.of(kernel.header(), cut).isValid(), length + " bytes");
    }
  }

  @Test
  void refusesAFrameThatEndsBeforeItsChecksum() {
    PacketBuilder packet = packet().udp().payload(PAYLOAD);
    int end = packet.transport() + packet.checksumOffset() + 2;
    for (int length = 0; length < packet.headerBytes() + 10; length++) {
      byte[] cut = Arrays.copyOf(packet.unfinished(), length);
      assertEquals(length >= end, Received.of(packet.virtioNetHeader(0), cut).isValid());
    }
  }

  /** Each is a header for a frame of TCP over IPv4 that is valid with 01010000640022001000. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "00010000640022001000", // no checksum to be finished
        "01010000000022001000", // segments of nothing
        "01010000640023001000", // not where TCP begins
        "01010000640021001000",
        "01010000640026001000",
        "0101000064000e001000",
        "01010000640000001000",
        "010100006400ffff1000",
        "01010000640022000600", // not where TCP has its checksum
        "01010000640022001100",
        "0101000064002200ff00",
        "0101000064002200feff",
        "01030000640022001000", // IP fragments
        "01030000640022000600",
        "01040000640022001000", // IPv6
        "01050000640022001000", // UDP
        "01050000640022000600",
        "01800000640022001000", // ECN of nothing
        "01020000640022001000", // what does not exist
        "01060000640022001000",
        "01000000000022001100", // a checksum at an odd place
        "0100000000000d001000", // in the type
        "0100000000000c000000",
        "0100000000001d040000", // behind the end
      })
  void refusesWhatDoesNotFitTheFrame(String header) {
    byte[] frame = packet().payload(PAYLOAD).unfinished();
    assertTrue(Received.of(parse("01010000640022001000"), frame).isValid());
    assertFalse(Received.of(parse(header), frame).isValid());
  }

  private static byte[] parse(String hex) {
    return HexFormat.of().parseHex(hex);
  }

  private static Stream<Arguments> unfitFrames() {
    return Stream.of(
        Arguments.of("a first fragment", packet().fragment(0x2000)),
        Arguments.of("a last fragment", packet().fragment(0x0001)),
        Arguments.of("no payload", packet().payload(new byte[0])),
        Arguments.of("three tags", packet().tag(0x8100, 1).tag(0x8100, 1).tag(0x8100, 1)),
        Arguments.of("a tag of an unknown type", packet().tag(0x9100, 1)),
        Arguments.of("UDP with ECN", packet().udp()));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("unfitFrames")
  void refusesFramesThatCannotBeCut(String name, PacketBuilder packet) {
    PacketBuilder whole = name.equals("no payload") ? packet : packet.payload(PAYLOAD);
    byte[] header = whole.virtioNetHeader(100);
    header[1] |= (byte) (name.equals("UDP with ECN") ? 0x80 : 0);
    assertFalse(Received.of(header, whole.unfinished()).isValid());
  }

  /** Byte, counted from the network header, and a wrong value for it. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "0 44", "0 46", "0 65", "0 05", "2 00", "3 00", "9 11", "9 00", "32 40", "32 00", "32 4f"
      })
  void readsTheHeadersOfV4(String change) {
    PacketBuilder packet = packet().payload(new byte[20]);
    byte[] frame = packet.unfinished();
    int at = Integer.parseInt(change.split(" ")[0]);
    frame[14 + at] = (byte) Integer.parseInt(change.split(" ")[1], 16);
    boolean shortens = at == 2; // the length is 60: its high byte is 0 already
    assertEquals(shortens, Received.of(packet.virtioNetHeader(10), frame).isValid());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "0 40", "0 50", "4 01", "5 00", "6 00", "6 2c", "6 33", "6 06", "40 11", "40 3c", "40 2c",
        "41 00", "41 02", "41 ff"
      })
  void readsTheHeadersOfV6(String change) {
    PacketBuilder packet = packet().v6().v6Options().payload(PAYLOAD);
    byte[] frame = packet.unfinished();
    assertTrue(received(packet, 100).isValid());
    int at = Integer.parseInt(change.split(" ")[0]);
    frame[14 + at] = (byte) Integer.parseInt(change.split(" ")[1], 16);
    boolean hopByHop = change.equals("6 00"); // the same form
    assertEquals(hopByHop, Received.of(packet.virtioNetHeader(100), frame).isValid());
  }

  @Test
  void refusesAHeaderOfV4ThatIsTooShort() {
    PacketBuilder packet = packet().payload(PAYLOAD);
    byte[] frame = packet.unfinished();
    frame[14] = 0x44;
    frame[30 + 12] = 0x50; // a TCP header 16 bytes behind
    byte[] header = packet.virtioNetHeader(100);
    header[6] = 30;
    assertFalse(Received.of(header, frame).isValid());
    frame[14] = 0x45;
    assertFalse(Received.of(header, frame).isValid());
  }

  @Test
  void takesAChecksumOfAllBehindTheType() {
    byte[] frame = packet().payload(PAYLOAD).bytes();
    assertTrue(Received.of(parse("0100000000000e000000"), frame).isValid());
    assertFalse(Received.of(parse("0100000000000d000000"), frame).isValid());
    byte[] tagged = packet().tag(0x8100, 5).payload(PAYLOAD).bytes();
    assertTrue(Received.of(parse("01000000000012000000"), tagged).isValid());
    assertFalse(Received.of(parse("01000000000011000000"), tagged).isValid());
  }

  @Test
  void readsTheLengthOfUdp() {
    PacketBuilder packet = packet().udp().payload(PAYLOAD);
    byte[] frame = packet.unfinished();
    frame[14 + 20 + 5]++;
    assertTrue(received(packet, 100).isValid());
    assertFalse(Received.of(packet.virtioNetHeader(100), frame).isValid());
  }

  @Test
  void leavesOnlyTheChecksumOfWhatNeedsNoCut() {
    PacketBuilder packet = packet().payload(PAYLOAD);
    assertTrue(VirtioNetHeader.isSuperFrame(received(packet, 999).header()));
    assertEquals(received(packet, 0).header(), received(packet, 1_000).header());
    assertEquals(received(packet, 0).header(), received(packet, 0xffff).header());
  }

  @Test
  void letsAPlainFrameBeAnything() {
    assertEquals(VirtioNetHeader.PLAIN, Received.of(VirtioNetHeader.PLAIN, new byte[14]).header());
    assertFalse(Received.of(VirtioNetHeader.INVALID, new byte[1_000]).isValid());
  }

  @ParameterizedTest
  @MethodSource("superFrames")
  void whatItAcceptsCanBeCut(KernelFrames kernel) {
    int headerBytes = VirtioNetHeader.headerBytes(received(kernel).header());
    for (int bit = 0; bit < 8 * headerBytes; bit++) {
      byte[] frame = kernel.frame().clone();
      frame[bit / 8] ^= (byte) (1 << bit % 8);
      assertBytesStay(Received.of(kernel.header(), frame), frame.length);
    }
    for (int bit = 0; bit < 80; bit++) {
      byte[] header = kernel.header().clone();
      header[bit / 8] ^= (byte) (1 << bit % 8);
      assertBytesStay(Received.of(header, kernel.frame()), kernel.frame().length);
    }
  }

  private static Received received(KernelFrames kernel) {
    return Received.of(kernel.header(), kernel.frame());
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5})
  void whatItAcceptsOfNoiseCanBeCut(long seed) {
    Random random = new Random(seed);
    List<KernelFrames> kernel = KernelFrames.all();
    for (int round = 0; round < 3_000; round++) {
      KernelFrames one = kernel.get(random.nextInt(kernel.size()));
      byte[] frame = Arrays.copyOf(one.frame(), random.nextInt(one.frame().length + 20));
      byte[] header = one.header().clone();
      for (int i = random.nextInt(4); i > 0 && frame.length > 0; i--) {
        frame[random.nextInt(Math.min(100, frame.length))] = (byte) random.nextInt();
        header[random.nextInt(10)] = (byte) random.nextInt();
      }
      assertBytesStay(Received.of(header, frame), frame.length);
    }
  }

  private static void assertBytesStay(Received received, int length) {
    if (received.isValid()) {
      int headerBytes = VirtioNetHeader.headerBytes(received.header());
      int payload = received.segments().stream().mapToInt(it -> it.length - headerBytes).sum();
      assertEquals(length - headerBytes, payload);
    }
  }
}
