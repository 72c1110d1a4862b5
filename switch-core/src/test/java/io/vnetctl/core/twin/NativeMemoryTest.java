package io.vnetctl.core.twin;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.foreign.Arena;
import org.junit.jupiter.api.Test;

class NativeMemoryTest {
  private static final long BYTES = 64L << 20;

  @Test
  void countsWhatArenasHoldUntilTheyClose() {
    long during;
    try (Arena arena = Arena.ofConfined()) {
      arena.allocate(BYTES);
      during = NativeMemory.held();
      assertTrue(during >= BYTES, during + " bytes");
    }
    long after = NativeMemory.held();
    assertTrue(after <= during - BYTES / 2, during + " bytes, then " + after);
  }
}
