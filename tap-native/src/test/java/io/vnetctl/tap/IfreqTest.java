package io.vnetctl.tap;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;

/** Bytes as the kernel takes them on little-endian machines. */
final class IfreqTest {
  private static final String TAP0 = "74617030" + "00".repeat(12);

  @Test
  void writesNameAndFlags() {
    Ifreq ifreq = new Ifreq("tap0").flags(0x1002);

    assertBytes(TAP0 + "0210" + "00".repeat(22), ifreq);
    assertEquals("tap0", ifreq.name());
    assertEquals(0x1002, ifreq.flags());
  }

  @Test
  void readsFlagsWithoutSign() {
    assertEquals(0x9003, new Ifreq("tap0").flags(0x9003).flags());
  }

  @Test
  void writesMtu() {
    Ifreq ifreq = new Ifreq("tap0").number(9216);

    assertBytes(TAP0 + "00240000" + "00".repeat(20), ifreq);
    assertEquals(9216, ifreq.number());
  }

  @Test
  void writesAddressInNetworkOrder() throws Exception {
    Ifreq ifreq = new Ifreq("tap0").ipv4((Inet4Address) InetAddress.getByName("10.1.2.3"));

    assertBytes(TAP0 + "02000000" + "0a010203" + "00".repeat(16), ifreq);
    assertArrayEquals(new byte[] {10, 1, 2, 3}, ifreq.ipv4());
  }

  @Test
  void writesNetmaskOfPrefix() {
    assertBytes(TAP0 + "02000000" + "fffffe00" + "00".repeat(16), new Ifreq("tap0").netmask(23));
    assertBytes(TAP0 + "02000000" + "ffffffff" + "00".repeat(16), new Ifreq("tap0").netmask(32));
    assertBytes(TAP0 + "02000000" + "00000000" + "00".repeat(16), new Ifreq("tap0").netmask(0));
  }

  @Test
  void readsHardwareAddress() {
    Ifreq ifreq = new Ifreq("tap0");
    byte[] answer = HexFormat.of().parseHex(TAP0 + "0100" + "02a77f1204ec" + "00".repeat(16));
    System.arraycopy(answer, 0, ifreq.bytes(), 0, Ifreq.SIZE);

    assertArrayEquals(HexFormat.of().parseHex("02a77f1204ec"), ifreq.hardwareAddress());
  }

  @Test
  void takesFifteenBytesOfName() {
    assertEquals("abcdefghijklmno", new Ifreq("abcdefghijklmno").name());
    assertThrows(IllegalArgumentException.class, () -> new Ifreq("abcdefghijklmnop"));
    assertThrows(IllegalArgumentException.class, () -> new Ifreq("éééééééé"));
    assertThrows(IllegalArgumentException.class, () -> new Ifreq("a\0b"));
  }

  private static void assertBytes(String hex, Ifreq ifreq) {
    assertEquals(hex, HexFormat.of().formatHex(ifreq.bytes()));
  }
}
