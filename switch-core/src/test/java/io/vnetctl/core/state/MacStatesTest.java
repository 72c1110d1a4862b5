package io.vnetctl.core.state;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Addresses as they pass from one process to the next. */
final class MacStatesTest {
  @Test
  void allFieldsHoldTheirExtremes() {
    MacStates macs = MacStates.ofSize(2);
    macs.set(0, 0xffff_ffff_ffffL, 4095, Integer.MAX_VALUE, -1);
    macs.set(1, 0, 0, 0, Integer.MAX_VALUE);

    MacStates read = MacStates.of(macs.bytes());

    assertEquals(macs, read);
    assertEquals(0xffff_ffff_ffffL, read.mac(0));
    assertEquals(4095, read.vlan(0));
    assertEquals(Integer.MAX_VALUE, read.port(0));
    assertEquals(-1, read.seenAt(0));
    assertEquals(0, read.mac(1));
    assertEquals(Integer.MAX_VALUE, read.seenAt(1));
  }

  @Test
  void halfAnEntryIsRefused() {
    for (int cut = 1; cut < MacStates.ENTRY_BYTES; cut++) {
      byte[] bytes = new byte[3 * MacStates.ENTRY_BYTES - cut];
      assertThrows(IllegalArgumentException.class, () -> MacStates.of(bytes));
    }
  }

  @Test
  void vlansAndPortsThatCannotBeAreRefused() {
    for (long[] words : new long[][] {{1L << 60, 0}, {-1, 0}, {0, 1L << 63}}) {
      byte[] bytes = bytes(words);
      assertThrows(IllegalArgumentException.class, () -> MacStates.of(bytes));
    }
  }

  /** Whatever comes is refused or comes back as it was. */
  @Test
  void anyBytesAreReadAsTheyAreOrRefused() {
    Random random = new Random(1);
    for (int i = 0; i < 10_000; i++) {
      byte[] bytes = bytes(random.nextLong() >>> random.nextInt(8), random.nextLong());
      MacStates read;
      try {
        read = MacStates.of(bytes);
      } catch (IllegalArgumentException refused) {
        continue;
      }
      MacStates same = MacStates.ofSize(1);
      same.set(0, read.mac(0), read.vlan(0), read.port(0), read.seenAt(0));
      assertEquals(read, same);
    }
  }

  private static byte[] bytes(long... words) {
    byte[] bytes = new byte[words.length * Long.BYTES];
    ByteBuffer.wrap(bytes).order(ByteOrder.nativeOrder()).asLongBuffer().put(words);
    return bytes;
  }
}
