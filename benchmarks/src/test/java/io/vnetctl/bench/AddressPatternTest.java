package io.vnetctl.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.Set;
import org.junit.jupiter.api.Test;

class AddressPatternTest {
  private static final int ADDRESS_BYTES = 6;

  private final FrameBurst burst =
      FrameBurst.outgoing(Arena.ofAuto(), 1, FrameBurst.MIN_FRAME_BYTES, Flow.plain(60));

  @Test
  void leavesFramesAlone() {
    AddressPattern.NONE.apply(burst, 0);
    assertEquals("020000000002020000000001", hex(0, 2 * ADDRESS_BYTES));
  }

  @Test
  void takesDestinationsAndSourcesInTurns() {
    AddressPattern destinations = AddressPattern.destinations(0x0200_1000_ffffL, 2);
    assertEquals("02001000ffff", applied(destinations, 0));
    assertEquals("020010010000", applied(destinations, 0));
    assertEquals("02001000ffff", applied(destinations, 0));
    assertEquals("02001000ffff", applied(AddressPattern.sources(0x0200_1000_ffffL, 2), 6));
  }

  @Test
  void neverRepeatsRandomSourcesWhichAreIndividualAndLocal() {
    AddressPattern random = AddressPattern.randomSources();
    Set<String> seen = new HashSet<>();
    for (int i = 0; i < 10_000; i++) {
      String source = applied(random, ADDRESS_BYTES);
      assertEquals("06", source.substring(0, 2));
      seen.add(source);
    }
    assertEquals(10_000, seen.size());
  }

  private String applied(AddressPattern pattern, int offset) {
    pattern.apply(burst, 0);
    return hex(offset, ADDRESS_BYTES);
  }

  private String hex(int offset, int bytes) {
    MemorySegment part = burst.frame(0).asSlice(offset, bytes);
    return HexFormat.of().formatHex(part.toArray(ValueLayout.JAVA_BYTE));
  }
}
