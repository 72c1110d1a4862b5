package io.vnetctl.core.offload;

import static io.vnetctl.core.twin.PacketBuilder.ACK;
import static io.vnetctl.core.twin.PacketBuilder.PSH;
import static io.vnetctl.core.twin.PacketBuilder.packet;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vnetctl.core.offload.Joiner.Written;
import io.vnetctl.core.twin.PacketBuilder;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class TcpRunTest {
  private static final byte[] TIMES = HexFormat.of().parseHex("0101080a0000000100000002");

  /** Runs of the kernel, but for those with what is never joined. */
  private static List<KernelFrames> kernelRuns() {
    return KernelFrames.superFrames().stream()
        .filter(it -> it.name().matches("tcp[46](-tagged|-twice-tagged)?"))
        .toList();
  }

  /** Frames of 100 bytes of payload each that follow each other; the last has less. */
  private static List<byte[]> frames(PacketBuilder first, int count) {
    return IntStream.range(0, count)
        .mapToObj(i -> whole(first, count).segment(i, 100).bytes())
        .toList();
  }

  private static PacketBuilder whole(PacketBuilder first, int count) {
    byte[] payload = new byte[100 * count - 30];
    new Random(count).nextBytes(payload);
    return first.copy().payload(payload);
  }

  private static List<Integer> counts(List<Written> written) {
    return written.stream().map(Written::frames).toList();
  }

  private static void assertFrames(List<byte[]> expected, List<byte[]> actual) {
    HexFormat hex = HexFormat.of();
    assertEquals(
        expected.stream().map(hex::formatHex).toList(),
        actual.stream().map(hex::formatHex).toList());
  }

  @ParameterizedTest
  @MethodSource("kernelRuns")
  void joinsWhatTheKernelCut(KernelFrames kernel) {
    List<Written> written = Joiner.join(kernel.made());
    assertEquals(1, written.size());
    assertArrayEquals(kernel.frame(), written.getFirst().frame());
    assertEquals(
        Received.of(kernel.header(), kernel.frame()).header(), written.getFirst().header());
  }

  private static Stream<Arguments> packets() {
    return Stream.of(
        Arguments.of("IPv4", packet()),
        Arguments.of("IPv4 without DF", packet().fragment(0)),
        Arguments.of("IPv4, identification and sequence wrap", packet().id(-2).sequence(-150)),
        Arguments.of("options", packet().options(TIMES)),
        Arguments.of("all options", packet().v6().options(new byte[40])),
        Arguments.of("IPv6", packet().v6().id(0x54321).trafficClass(0xb8)),
        Arguments.of("pushed", packet().flags(ACK | PSH)),
        Arguments.of("tagged", packet().tag(0x8100, 0x2005)),
        Arguments.of("tagged twice", packet().v6().tag(0x88a8, 7).tag(0x8100, 8)));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("packets")
  void joinsToTheSuperFrameThatWouldHaveBeenSent(String name, PacketBuilder packet) {
    for (int count = 2; count <= TcpRun.MAX_FRAMES; count++) {
      PacketBuilder whole = whole(packet, count);
      List<Written> written = Joiner.join(frames(packet, count));
      assertEquals(List.of(count), counts(written));
      assertArrayEquals(whole.unfinished(), written.getFirst().frame());
      long header = written.getFirst().header();
      assertEquals(Received.of(whole.virtioNetHeader(100), whole.unfinished()).header(), header);
      assertFrames(frames(packet, count), written.getFirst().segments());
    }
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("packets")
  void leavesALoneFrameAsItIs(String name, PacketBuilder packet) {
    byte[] frame = packet.payload(new byte[77]).bytes();
    List<Written> written = Joiner.join(List.of(frame));
    assertEquals(VirtioNetHeader.PLAIN, written.getFirst().header());
    assertArrayEquals(frame, written.getFirst().frame());
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("packets")
  void joinsFramesWhoseTagIsPopped(String name, PacketBuilder packet) {
    if (packet.network() < 22) {
      List<byte[]> frames = frames(packet, 5);
      List<byte[]> tagged = frames.stream().map(TcpRunTest::tagged).toList();
      assertFrames(
          Joiner.join(frames).stream().map(Written::frame).toList(),
          Joiner.join(tagged, 4).stream().map(Written::frame).toList());
    }
  }

  private static byte[] tagged(byte[] frame) {
    byte[] tagged = Arrays.copyOf(frame, frame.length + 4);
    System.arraycopy(new byte[] {(byte) 0x81, 0, 0, 9}, 0, tagged, 12, 4);
    System.arraycopy(frame, 12, tagged, 16, frame.length - 12);
    return tagged;
  }

  @Test
  void hasNoLongerHeadersThanItSays() {
    PacketBuilder packet = packet().v6().tag(0x88a8, 7).tag(0x8100, 8).options(new byte[40]);
    assertEquals(TcpRun.MAX_HEADER_BYTES, packet.headerBytes());
    assertEquals(List.of(5), counts(Joiner.join(frames(packet, 5))));
  }

  @Test
  void endsWithAShorterFrame() {
    List<byte[]> frames = new ArrayList<>();
    PacketBuilder whole = whole(packet(), 5);
    frames.add(whole.segment(0, 200).bytes());
    frames.add(whole.segment(2, 100).id(1).bytes());
    frames.add(whole.segment(3, 100).id(2).bytes());
    assertEquals(List.of(2, 1), counts(Joiner.join(frames)));
  }

  @Test
  void beginsAnewWithALongerFrame() {
    List<byte[]> frames = new ArrayList<>();
    PacketBuilder whole = whole(packet(), 5);
    frames.add(whole.segment(0, 100).bytes());
    frames.add(whole.segment(1, 100).bytes());
    frames.add(whole.segment(1, 200).id(2).bytes());
    frames.add(whole.segment(4, 100).id(3).bytes());
    assertEquals(List.of(2, 2), counts(Joiner.join(frames)));
  }

  @Test
  void endsWithPush() {
    List<byte[]> frames = new ArrayList<>(frames(packet(), 5));
    frames.set(1, whole(packet(), 5).segment(1, 100).flags(ACK | PSH).bytes());
    assertEquals(List.of(2, 3), counts(Joiner.join(frames)));
    frames.set(0, whole(packet(), 5).segment(0, 100).flags(ACK | PSH).bytes());
    assertEquals(List.of(1, 1, 3), counts(Joiner.join(frames)));
  }

  @Test
  void holdsSixtyFourFrames() {
    assertEquals(List.of(64, 64, 2), counts(Joiner.join(frames(packet(), 130))));
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void holdsOnePacketOfTheLongest(boolean v6) {
    PacketBuilder packet = v6 ? packet().v6() : packet();
    int most = 65_535 - (packet.headerBytes() - packet.network());
    PacketBuilder whole = packet.payload(new byte[most + 1]);
    List<byte[]> frames = new ArrayList<>();
    for (int i = 0; i < whole.segments(8_187); i++) {
      frames.add(whole.segment(i, 8_187).bytes());
    }
    assertEquals(List.of(frames.size() - 1, 1), counts(Joiner.join(frames)));
    whole.payload(new byte[most]);
    frames.set(frames.size() - 1, whole.segment(frames.size() - 1, 8_187).bytes());
    assertEquals(List.of(frames.size()), counts(Joiner.join(frames)));
    assertFrames(frames, Joiner.segments(Joiner.join(frames)));
  }

  /** What one frame has otherwise than those before and behind it. */
  private static Stream<Arguments> deviations() {
    return Stream.of(
        deviation("another TOS", it -> it.trafficClass(4)),
        deviation("another TTL", it -> it.hops(63)),
        deviation("another identification", it -> it.id(17)),
        deviation("no DF", it -> it.fragment(0)),
        deviation("a first fragment", it -> it.fragment(0x6000)),
        deviation("a fragment", it -> it.fragment(1)),
        deviation("a reserved flag", it -> it.fragment(0xc000)),
        deviation("options of IPv4", it -> it.v4Options(new byte[] {1, 1, 1, 1})),
        deviation("UDP", PacketBuilder::udp),
        deviation("IPv6", PacketBuilder::v6),
        deviation("extensions", it -> it.v6().v6Options()),
        deviation("another source", it -> it.hosts(11, 20)),
        deviation("another destination", it -> it.hosts(10, 21)),
        deviation("another source port", it -> it.ports(40_001, 80)),
        deviation("another destination port", it -> it.ports(40_000, 81)),
        deviation("another sequence", it -> it.sequence(5)),
        deviation("another acknowledgement", it -> it.ackNumber(5)),
        deviation("another window", it -> it.window(5)),
        deviation("an urgent pointer", it -> it.urgent(5)),
        deviation("reserved bits", it -> it.reserved(1)),
        deviation("no ACK", it -> it.flags(0)),
        deviation("FIN", it -> it.flags(ACK | 1)),
        deviation("SYN", it -> it.flags(ACK | 2)),
        deviation("RST", it -> it.flags(ACK | 4)),
        deviation("URG", it -> it.flags(ACK | 32)),
        deviation("ECE", it -> it.flags(ACK | 64)),
        deviation("CWR", it -> it.flags(ACK | 128)),
        deviation("other options", it -> it.options(new byte[12])),
        deviation("more options", it -> it.options(new byte[16])),
        deviation("no options", it -> it.options(new byte[0])),
        deviation("no payload", it -> it.payload(new byte[0])),
        deviation("a tag", it -> it.tag(0x8100, 5)));
  }

  /** What a frame has that is never joined, not even with frames that have it, too. */
  private static Stream<Arguments> exclusions() {
    return Stream.of(
        Arguments.of("first fragments", packet().fragment(0x2000)),
        Arguments.of("fragments", packet().fragment(1)),
        Arguments.of("a reserved flag", packet().fragment(0xc000)),
        Arguments.of("options of IPv4", packet().v4Options(new byte[4])),
        Arguments.of("extensions", packet().v6().v6Options()),
        Arguments.of("UDP", packet().udp()),
        Arguments.of("an urgent pointer", packet().urgent(5)),
        Arguments.of("reserved bits", packet().reserved(1)),
        Arguments.of("no ACK", packet().flags(0)),
        Arguments.of("SYN", packet().flags(ACK | 2)),
        Arguments.of("RST", packet().flags(ACK | 4)),
        Arguments.of("URG", packet().flags(ACK | 32)),
        Arguments.of("ECE", packet().flags(ACK | 64)),
        Arguments.of("three tags", packet().tag(0x8100, 1).tag(0x8100, 2).tag(0x8100, 3)),
        Arguments.of("tags of another type", packet().tag(0x9100, 1)));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("exclusions")
  void joinsNone(String name, PacketBuilder packet) {
    List<byte[]> frames = frames(packet, 3);
    List<Written> written = Joiner.join(frames);
    assertEquals(List.of(1, 1, 1), counts(written));
    assertFrames(frames, Joiner.segments(written));
  }

  private static Arguments deviation(String name, UnaryOperator<PacketBuilder> change) {
    return Arguments.of(name, change);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("deviations")
  void doesNotJoin(String name, UnaryOperator<PacketBuilder> change) {
    assertJoinedAround(packet().options(TIMES), change);
  }

  private static Stream<Arguments> deviationsOfV6() {
    return deviations()
        .filter(it -> !((String) it.get()[0]).matches(".*(IPv|DF|fragment|reserved flag).*"));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("deviationsOfV6")
  void doesNotJoinInV6(String name, UnaryOperator<PacketBuilder> change) {
    assertJoinedAround(packet().v6().options(TIMES), change);
  }

  private static void assertJoinedAround(
      PacketBuilder packet, UnaryOperator<PacketBuilder> change) {
    for (int odd = 0; odd < 5; odd++) {
      List<byte[]> frames = new ArrayList<>(frames(packet, 5));
      frames.set(odd, change.apply(whole(packet, 5).segment(odd, 100)).bytes());
      List<Integer> expected = new ArrayList<>(List.of(odd, 1, 4 - odd));
      expected.removeIf(it -> it == 0);
      assertEquals(expected, counts(Joiner.join(frames)), "frame " + odd + " is odd");
      assertFrames(frames, Joiner.segments(Joiner.join(frames)));
    }
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("packets")
  void neverJoinsAFrameWithAFlippedBit(String name, PacketBuilder packet) {
    List<byte[]> right = frames(packet, 3);
    for (int bit = 0; bit < 8 * right.get(1).length; bit++) {
      List<byte[]> frames = new ArrayList<>(right);
      frames.set(1, flipped(right.get(1), bit));
      List<Written> written = Joiner.join(frames);
      assertEquals(List.of(1, 1, 1), counts(written), "bit " + bit);
      assertFrames(frames, Joiner.segments(written));
    }
  }

  private static byte[] flipped(byte[] frame, int bit) {
    byte[] flipped = frame.clone();
    flipped[bit / 8] ^= (byte) (1 << bit % 8);
    return flipped;
  }

  @Test
  void neverJoinsAFirstOrLastFrameWithAFlippedBit() {
    List<byte[]> right = frames(packet().options(TIMES), 3);
    for (int bit = 0; bit < 8 * right.getLast().length; bit++) {
      List<byte[]> first = new ArrayList<>(right);
      first.set(0, flipped(right.getFirst(), bit));
      assertEquals(List.of(1, 2), counts(Joiner.join(first)), "bit " + bit);
      List<byte[]> last = new ArrayList<>(right);
      last.set(2, flipped(right.getLast(), bit));
      assertEquals(List.of(2, 1), counts(Joiner.join(last)), "bit " + bit);
    }
  }

  @Test
  void neverJoinsPaddedFrames() {
    List<byte[]> frames = new ArrayList<>();
    for (byte[] frame : frames(packet(), 3)) {
      frames.add(Arrays.copyOf(frame, frame.length + 6));
    }
    assertEquals(List.of(1, 1, 1), counts(Joiner.join(frames)));
  }

  /** Right checksums over all of the frame, but not what IP says that it is. */
  @ParameterizedTest
  @ValueSource(ints = {-6, 6})
  void neverJoinsFramesOfAnotherLengthThanTheirPackets(int more) {
    List<byte[]> frames = new ArrayList<>();
    for (byte[] frame : frames(packet(), 3)) {
      setU16(frame, 16, SegmentationTest.u16(frame, 16) + more);
      setU16(frame, 24, SegmentationTest.u16(frame, 24) - more);
      frames.add(frame);
    }
    assertEquals(List.of(1, 1, 1), counts(Joiner.join(frames)));
  }

  private static void setU16(byte[] bytes, int at, int value) {
    bytes[at] = (byte) (value >> 8);
    bytes[at + 1] = (byte) value;
  }

  @Test
  void takesPacketsOfAnyLength() {
    byte[] v4 = packet().payload(new byte[100]).bytes();
    byte[] v6 = packet().v6().payload(new byte[100]).bytes();
    for (int bytes = 0; bytes < 100; bytes++) {
      byte[] shortV4 = Arrays.copyOf(v4, 14 + bytes);
      byte[] shortV6 = Arrays.copyOf(v6, 14 + 40 + bytes);
      if (bytes >= 4) {
        setU16(shortV4, 14 + 2, bytes);
      }
      setU16(shortV6, 14 + 4, bytes);
      assertEquals(List.of(1, 1), counts(Joiner.join(List.of(v4, shortV4))));
      assertEquals(List.of(1, 1), counts(Joiner.join(List.of(v6, shortV6))));
    }
  }

  @Test
  void countsTheBytesOfTheFramesThatItJoined() {
    List<byte[]> frames = frames(packet().tag(0x8100, 5), 2);
    MemorySegment memory = Arena.ofAuto().allocate(1_000);
    int length = frames.getFirst().length;
    MemorySegment.copy(frames.getFirst(), 0, memory, ValueLayout.JAVA_BYTE, 0, length);
    TcpRun run = new TcpRun();
    assertTrue(run.begin(memory, 0, 12, length));
    assertEquals(length, run.frameBytes());
    assertTrue(run.begin(memory, 0, 16, length));
    assertEquals(length - 4, run.frameBytes());
  }

  @Test
  void neverJoinsAChecksumInTheOtherForm() {
    byte[] payload = new byte[200];
    PacketBuilder whole = packet().payload(payload);
    byte[] first = whole.segment(0, 100).bytes();
    payload[0] = first[whole.transport() + 16];
    payload[1] = first[whole.transport() + 17];
    first = whole.segment(0, 100).bytes();
    byte[] second = whole.segment(1, 100).bytes();
    assertEquals(0, SegmentationTest.u16(first, whole.transport() + 16));
    assertEquals(List.of(2), counts(Joiner.join(List.of(first, second))));
    first[whole.transport() + 16] = (byte) 0xff;
    first[whole.transport() + 17] = (byte) 0xff;
    assertEquals(List.of(1, 1), counts(Joiner.join(List.of(first, second))));
  }

  @Test
  void neverJoinsAHeaderChecksumInTheOtherForm() {
    PacketBuilder whole = packet().id(0).payload(new byte[200]);
    int id = SegmentationTest.u16(whole.segment(0, 100).bytes(), 24);
    byte[] first = whole.id(id).segment(0, 100).bytes();
    byte[] second = whole.segment(1, 100).bytes();
    assertEquals(0, SegmentationTest.u16(first, 24));
    assertEquals(List.of(2), counts(Joiner.join(List.of(first, second))));
    setU16(first, 24, 0xffff);
    assertEquals(List.of(1, 1), counts(Joiner.join(List.of(first, second))));
  }

  @Test
  void takesFramesOfAnyLength() {
    for (byte[] frame :
        List.of(frames(packet(), 2).getLast(), frames(packet().v6(), 2).getLast())) {
      for (int length = 14; length < frame.length; length++) {
        List<byte[]> frames = List.of(frames(packet(), 2).getFirst(), Arrays.copyOf(frame, length));
        assertEquals(List.of(1, 1), counts(Joiner.join(frames)), length + " bytes");
      }
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
  void givesBackEveryFrameAsItWas(long seed) {
    Random random = new Random(seed);
    int joined = 0;
    for (int round = 0; round < 200; round++) {
      List<byte[]> frames = randomFrames(random);
      List<Written> written = Joiner.join(frames);
      joined += frames.size() - written.size();
      assertFrames(frames, Joiner.segments(written));
    }
    assertTrue(joined > 1_000, joined + " prove little");
  }

  /** Runs of two connections, some of them cut, changed, mixed and disordered. */
  private static List<byte[]> randomFrames(Random random) {
    List<byte[]> frames = new ArrayList<>();
    List<PacketBuilder> connections =
        List.of(packet().options(TIMES), packet().v6().tag(0x8100, 3).window(9));
    while (frames.size() < 30) {
      PacketBuilder whole = connections.get(random.nextInt(2)).copy();
      whole.sequence(random.nextInt()).flags(ACK | PSH * random.nextInt(2));
      whole.payload(PacketBuilder.randomBytes(random, random.nextInt(1, 800)));
      int gsoSize = random.nextInt(50, 300);
      for (int i = 0; i < whole.segments(gsoSize); i++) {
        frames.add(disturbed(random, whole.segment(i, gsoSize).bytes()));
      }
    }
    if (random.nextInt(4) == 0) {
      int i = random.nextInt(1, frames.size());
      frames.set(i, frames.set(i - 1, frames.get(i)));
    }
    return frames;
  }

  private static byte[] disturbed(Random random, byte[] frame) {
    return switch (random.nextInt(20)) {
      case 0 -> flipped(frame, random.nextInt(8 * frame.length));
      case 1 -> Arrays.copyOf(frame, random.nextInt(14, frame.length + 9));
      case 2 -> frames(packet(), 2).getFirst();
      default -> frame;
    };
  }
}
