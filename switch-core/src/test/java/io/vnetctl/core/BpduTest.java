package io.vnetctl.core;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.vnetctl.core.frame.EthernetFrame;
import java.lang.foreign.MemorySegment;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Spec vde-dataplane, chapter 7; the frames are recorded from the original. */
class BpduTest {
  private static final long MAC = 0x00ff_0102_0304L;
  private static final long OWN_ID = 0x8000_00ff_0102_0304L;
  private static final long ROOT_ID = 0x1000_0200_0000_0051L;

  private static final String FRESH =
      "0180c200000000ff01020304"
          + "0027424203000002023c800000ff0102030400000000800000ff0102030480010000"
          + "28000400000000";
  private static final String FRESH_IN_VLAN_260 =
      "0180c200000000ff0102030481000104"
          + "0027424203000002023c800000ff0102030400000000800000ff0102030480010000"
          + "28000400000000";
  private static final String AGREEING =
      "0180c200000000ff01020304"
          + "00274242030000020274100002000000005101312d00800000ff0102030480010000"
          + "28000400000000";
  private static final String BLOCKED =
      "0180c200000000ff01020304"
          + "0027424203000002020a100002000000006102625a00800000ff0102030480020300"
          + "28000400000000";

  private static byte[] bytes(String hex) {
    return HexFormat.of().parseHex(hex);
  }

  private static Optional<Bpdu> parse(byte[] frame) {
    MemorySegment memory = MemorySegment.ofArray(frame);
    return Bpdu.parse(memory, EthernetFrame.type(memory, 0) == EthernetFrame.TPID);
  }

  private static void assertBothWays(String hex, Bpdu bpdu, boolean tagged, int vlan) {
    assertEquals(Optional.of(bpdu), parse(bytes(hex)));
    assertEquals(hex, HexFormat.of().formatHex(bpdu.frame(MAC, tagged, vlan)));
  }

  @Test
  void readsAndWritesAFreshOne() {
    assertBothWays(FRESH, new Bpdu(0x3c, OWN_ID, 0, OWN_ID, 0x8001, 0), false, 0);
  }

  @Test
  void readsAndWritesOneWithATag() {
    assertBothWays(FRESH_IN_VLAN_260, new Bpdu(0x3c, OWN_ID, 0, OWN_ID, 0x8001, 0), true, 260);
  }

  @Test
  void readsAndWritesAnAgreement() {
    assertBothWays(AGREEING, new Bpdu(0x74, ROOT_ID, 20_000_000, OWN_ID, 0x8001, 0), false, 0);
  }

  @Test
  void readsAndWritesOneOfABlockedPortWithAge() {
    Bpdu bpdu = new Bpdu(0x0a, ROOT_ID + 0x10, 40_000_000, OWN_ID, 0x8002, 3);
    assertBothWays(BLOCKED, bpdu, false, 0);
  }

  @ParameterizedTest
  @CsvSource({"0,8000", "1,8001", "15,800f", "16,8110", "31,811f", "255,8fff"})
  void numbersPortsLikeTheOriginal(int port, String id) {
    assertEquals(id, HexFormat.of().toHexDigits((short) Bpdu.portId(port)));
  }

  @Test
  void ignoresEveryTruncation() {
    for (int length = EthernetFrame.HEADER_BYTES; length < 51; length++) {
      assertEquals(Optional.empty(), parse(Arrays.copyOf(bytes(FRESH), length)));
    }
    assertEquals(parse(bytes(FRESH)), parse(Arrays.copyOf(bytes(FRESH), 51)));
  }

  @Test
  void ignoresEveryTruncationOfATaggedOne() {
    for (int length = EthernetFrame.TAGGED_HEADER_BYTES; length < 55; length++) {
      assertEquals(Optional.empty(), parse(Arrays.copyOf(bytes(FRESH_IN_VLAN_260), length)));
    }
    assertEquals(parse(bytes(FRESH)), parse(Arrays.copyOf(bytes(FRESH_IN_VLAN_260), 55)));
  }

  @Test
  void ignoresPadding() {
    assertEquals(parse(bytes(FRESH)), parse(Arrays.copyOf(bytes(FRESH), 60)));
  }

  @ParameterizedTest
  @CsvSource({"19,0", "19,3", "20,0", "20,128"})
  void ignoresOtherVersionsAndTypes(int offset, int value) {
    byte[] frame = bytes(FRESH);
    frame[offset] = (byte) value;
    assertEquals(Optional.empty(), parse(frame));
  }

  @Test
  void writesWhatItReads() {
    Random random = new Random(1);
    for (int i = 0; i < 10_000; i++) {
      boolean tagged = random.nextBoolean();
      Bpdu bpdu =
          new Bpdu(
              random.nextInt(1 << 8),
              random.nextLong(),
              random.nextInt(),
              random.nextLong(),
              random.nextInt(1 << 16),
              random.nextInt(1 << 16));
      assertEquals(Optional.of(bpdu), parse(bpdu.frame(MAC, tagged, random.nextInt(4095))));
    }
  }

  @Test
  void readsRandomBytesWithoutFault() {
    Random random = new Random(2);
    for (int i = 0; i < 20_000; i++) {
      byte[] frame = new byte[random.nextInt(21, 100)];
      random.nextBytes(frame);
      frame[19] = 2;
      frame[20] = 2;
      parse(frame).ifPresent(it -> it.frame(MAC, true, 1));
    }
  }
}
