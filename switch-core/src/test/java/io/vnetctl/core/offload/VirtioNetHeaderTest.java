package io.vnetctl.core.offload;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class VirtioNetHeaderTest {
  private static long read(String hex) {
    return VirtioNetHeader.read(Received.memory(HexFormat.of().parseHex(hex)), 0);
  }

  private static String written(long header) {
    MemorySegment memory = Arena.ofAuto().allocate(VirtioNetHeader.BYTES, 1);
    memory.fill((byte) 0x55);
    VirtioNetHeader.write(memory, 0, header);
    return HexFormat.of().formatHex(memory.toArray(ValueLayout.JAVA_BYTE));
  }

  @Test
  void readsWhatTheKernelWrote() {
    long header = read("01814200580222001000");
    assertTrue(VirtioNetHeader.needsChecksum(header));
    assertTrue(VirtioNetHeader.isSuperFrame(header));
    assertTrue(VirtioNetHeader.hasEcn(header));
    assertEquals(VirtioNetHeader.TCPV4, VirtioNetHeader.type(header));
    assertEquals(66, VirtioNetHeader.headerBytes(header));
    assertEquals(600, VirtioNetHeader.gsoSize(header));
    assertEquals(34, VirtioNetHeader.checksumStart(header));
    assertEquals(16, VirtioNetHeader.checksumOffset(header));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "00000000000000000000",
        "01814200580222001000",
        "01000000000022000600",
        "0104fffffffffffffe00",
        "0104ffffffffffffff00",
        "0105ffff0000ffff0000",
        "0003ffffffff00000000"
      })
  void writesWhatItRead(String hex) {
    assertEquals(hex, written(read(hex)));
  }

  @ParameterizedTest
  @ValueSource(strings = {"00000000000000000000", "02000000000000000000", "02000100020003000400"})
  void isPlainWithoutAnythingToDo(String hex) {
    assertEquals(VirtioNetHeader.PLAIN, read(hex));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "01070000640022001000",
        "01410000640022001000",
        "01210000640022001000",
        "01ff0000640022001000",
        "01000000000022000001",
        "ffffffffffffffffffff"
      })
  void isInvalidWithWhatDoesNotExist(String hex) {
    assertEquals(VirtioNetHeader.INVALID, read(hex));
  }

  @Test
  void movesWithATag() {
    assertEquals("01814600580226001000", written(shifted("01814200580222001000", 4)));
    assertEquals("01814200580222001000", written(shifted("01814600580226001000", -4)));
    assertEquals(VirtioNetHeader.PLAIN, VirtioNetHeader.shifted(VirtioNetHeader.PLAIN, 4));
  }

  private static long shifted(String hex, int bytes) {
    return VirtioNetHeader.shifted(read(hex), bytes);
  }

  @Test
  void plainHasNothingToDo() {
    assertFalse(VirtioNetHeader.needsChecksum(VirtioNetHeader.PLAIN));
    assertFalse(VirtioNetHeader.isSuperFrame(VirtioNetHeader.PLAIN));
    assertEquals(0, VirtioNetHeader.headerBytes(VirtioNetHeader.PLAIN));
  }
}
