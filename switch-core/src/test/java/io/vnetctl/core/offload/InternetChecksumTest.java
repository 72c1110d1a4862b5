package io.vnetctl.core.offload;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.foreign.MemorySegment;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Random;
import org.junit.jupiter.api.Test;

class InternetChecksumTest {
  private static MemorySegment memory(String hex) {
    return Received.memory(HexFormat.of().parseHex(hex));
  }

  /** Word by word. */
  private static int plainSum(byte[] bytes, int from, int count) {
    int sum = 0;
    for (int i = 0; i < count; i++) {
      sum += (bytes[from + i] & 0xff) << (i % 2 == 0 ? 8 : 0);
      sum = (sum & 0xffff) + (sum >>> 16);
    }
    return sum;
  }

  @Test
  void sumsTheExampleOfTheStandard() {
    assertEquals(0xddf2, InternetChecksum.sum(memory("0001f203f4f5f6f7"), 0, 8));
    assertEquals(0x220d, InternetChecksum.of(0xddf2));
  }

  @Test
  void thinksAZeroBehindAnOddByte() {
    assertEquals(0xab00, InternetChecksum.sum(memory("ab"), 0, 1));
    assertEquals(0x0301, InternetChecksum.sum(memory("0001010200"), 1, 3));
  }

  @Test
  void sumsNothingToZero() {
    assertEquals(0, InternetChecksum.sum(memory("ff"), 0, 0));
    assertEquals(0, InternetChecksum.sum(memory("00000000000000000000"), 0, 10));
    assertEquals(0xffff, InternetChecksum.of(0));
  }

  @Test
  void keepsAllCarries() {
    byte[] ones = new byte[70_000];
    Arrays.fill(ones, (byte) 0xff);
    assertEquals(0xffff, InternetChecksum.sum(Received.memory(ones), 0, ones.length));
    assertEquals(0, InternetChecksum.of(0xffff));
    assertEquals(0x0100, InternetChecksum.sum(memory("ffffffffffffffff01000000"), 0, 12));
    assertEquals(1, InternetChecksum.fold(0x1_ffff));
    assertEquals(0x7fff, InternetChecksum.fold(0x7fff_ffff));
    assertEquals(0xffff, InternetChecksum.fold(0x7fff_8000));
  }

  @Test
  void sumsAnyLengthAtAnyPlaceAsWordsDo() {
    byte[] bytes = new byte[3_000];
    new Random(1).nextBytes(bytes);
    MemorySegment memory = Received.memory(bytes);
    for (int from = 0; from < 9; from++) {
      for (int count = 0; count < bytes.length - from; count++) {
        assertEquals(
            plainSum(bytes, from, count), InternetChecksum.sum(memory, from, count), "" + count);
      }
    }
  }

  @Test
  void knowsTheOneFormOfAChecksum() {
    assertTrue(InternetChecksum.isExact(0x220d, 0xddf2 + 0x220d));
    assertFalse(InternetChecksum.isExact(0x220c, 0xddf2 + 0x220c));
    assertTrue(InternetChecksum.isExact(0, 0xffff));
    assertFalse(InternetChecksum.isExact(0xffff, 0xffff + 0xffff));
  }
}
