package io.vnetctl.tap;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;

final class LinkTest {
  @Test
  void goesUpAndDown() throws Exception {
    withTap(
        link -> {
          assertFalse(link.isUp());
          link.up();
          assertTrue(link.isUp());
          link.down();
          assertFalse(link.isUp());
        });
  }

  @Test
  void changesMtu() throws Exception {
    withTap(
        link -> {
          assertEquals(1500, link.mtu());
          link.mtu(9216);
          assertEquals(9216, link.mtu());
        });
  }

  @Test
  void changesAddress() throws Exception {
    withTap(
        link -> {
          link.ipv4((Inet4Address) InetAddress.getByName("192.0.2.1"), 30);

          assertArrayEquals(new byte[] {(byte) 192, 0, 2, 1}, link.ipv4());
          assertArrayEquals(new byte[] {-1, -1, -1, (byte) 252}, link.netmask());
        });
  }

  @Test
  void knowsItsIndexAndEthernetAddress() throws Exception {
    withTap(
        link -> {
          String seen = ipLink(link.name());
          assertTrue(seen.startsWith(link.index() + ": own0:"), seen);
          assertTrue(
              seen.contains(
                  "link/ether " + HexFormat.ofDelimiter(":").formatHex(link.macAddress())),
              seen);
        });
  }

  @Test
  void saysThatThereIsNone() {
    SystemCallException e =
        assertThrows(SystemCallException.class, () -> new Link("nosuch0").flags());

    assertEquals(
        "interface nosuch0: SIOCGIFFLAGS: No such device; see 'ip link' for those that exist",
        e.getMessage());
  }

  @Test
  void refusesImpossibleNamesAndPrefixes() throws Exception {
    Inet4Address address = (Inet4Address) InetAddress.getByName("192.0.2.1");

    assertThrows(IllegalArgumentException.class, () -> new Link(""));
    assertThrows(IllegalArgumentException.class, () -> new Link("abcdefghijklmnop"));
    assertThrows(IllegalArgumentException.class, () -> new Link("lo").ipv4(address, 33));
    assertThrows(IllegalArgumentException.class, () -> new Link("lo").ipv4(address, -1));
  }

  private static String ipLink(String name) throws Exception {
    Requirement.program("/sbin/ip", "iproute2");
    Process ip = new ProcessBuilder("/sbin/ip", "-o", "link", "show", name).start();
    return new String(ip.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
  }

  private interface LinkUse {
    void accept(Link link) throws Exception;
  }

  private static void withTap(LinkUse use) throws Exception {
    Requirement.tap();
    PrivateNetwork.run(
        () -> {
          try (TapDevice tap = TapDevice.open("own0")) {
            use.accept(new Link(tap.name()));
          }
        });
  }
}
