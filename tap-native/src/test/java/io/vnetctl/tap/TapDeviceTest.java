package io.vnetctl.tap;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.OptionalLong;
import java.util.Set;
import org.junit.jupiter.api.Test;

final class TapDeviceTest {
  @Test
  void createsTheNamedDeviceAndRemovesItWithTheDescriptor() throws Exception {
    inPrivateNetwork(
        () -> {
          try (TapDevice tap = TapDevice.open("own0")) {
            assertEquals("own0", tap.name());
            assertEquals(Set.of("lo", "own0"), PrivateNetwork.interfaces());
          }
          assertEquals(Set.of("lo"), PrivateNetwork.interfaces());
        });
  }

  @Test
  void letsTheKernelChooseTheName() throws Exception {
    inPrivateNetwork(
        () -> {
          try (TapDevice unnamed = TapDevice.open("");
              TapDevice pattern = TapDevice.open("vm%d");
              TapDevice second = TapDevice.open("vm%d")) {
            assertEquals("tap0", unnamed.name());
            assertEquals("vm0", pattern.name());
            assertEquals("vm1", second.name());
          }
        });
  }

  @Test
  void givesTheDescriptorAway() throws Exception {
    inPrivateNetwork(
        () -> {
          TapDevice tap = TapDevice.open("own0");
          int fd = tap.detachFd();
          tap.close();

          assertEquals(Set.of("lo", "own0"), PrivateNetwork.interfaces());
          assertThrows(IllegalStateException.class, tap::fd);
          assertThrows(IllegalStateException.class, tap::detachFd);
          LibC.close(fd);
          assertEquals(Set.of("lo"), PrivateNetwork.interfaces());
        });
  }

  @Test
  void carriesTheFramesOfTheKernel() throws Exception {
    inPrivateNetwork(
        () -> {
          try (TapDevice tap = TapDevice.open("own0")) {
            Link link = new Link("own0");
            link.ipv4((Inet4Address) InetAddress.getByName("10.77.0.1"), 24);
            link.up();
            provokeArpRequest("10.77.0.2");

            assertTrue(tap.hasVnetHeader());
            String header = "00".repeat(10);
            assertTrue(
                FrameReader.awaitFrame(tap.fd(), header + arpRequest(link)),
                "no ARP request for 10.77.0.2");
          }
        });
  }

  private static String arpRequest(Link from) throws Exception {
    return "ffffffffffff" + HexFormat.of().formatHex(from.macAddress()) + "0806";
  }

  @Test
  void usesADeviceMadeWithoutHeadersAsItIs() throws Exception {
    inPrivateNetwork(
        () -> {
          try (TunDescriptor other =
              TunDescriptor.attach(TapDevice.CLONE_DEVICE, TunKind.TAP, "own0", false)) {
            other.persist(true);
          }
          try (TapDevice tap = TapDevice.open("own0")) {
            assertFalse(tap.hasVnetHeader());
            Link link = new Link("own0");
            link.ipv4((Inet4Address) InetAddress.getByName("10.77.0.1"), 24);
            link.up();
            provokeArpRequest("10.77.0.2");
            assertTrue(FrameReader.awaitFrame(tap.fd(), arpRequest(link)));
          }
        });
  }

  @Test
  void usesHeadersOfAPersistentDeviceMadeForThem() throws Exception {
    inPrivateNetwork(
        () -> {
          new PersistentDevice(TapDevice.CLONE_DEVICE, TunKind.TAP, "own0")
              .create(OptionalLong.empty(), OptionalLong.empty());
          for (int time = 0; time < 2; time++) {
            try (TapDevice tap = TapDevice.open("own0")) {
              assertTrue(tap.hasVnetHeader());
            }
          }
        });
  }

  @Test
  void refusesANameThatIsTooLong() throws Exception {
    SystemCallException e =
        assertThrows(SystemCallException.class, () -> TapDevice.open("abcdefghijklmnop"));

    assertEquals(
        "cannot open TAP abcdefghijklmnop: File name too long; "
            + "an interface name has at most 15 bytes",
        e.getMessage());
  }

  @Test
  void saysThatAnotherProcessHasIt() throws Exception {
    inPrivateNetwork(
        () -> {
          try (TapDevice tap = TapDevice.open("own0")) {
            assertRefused(
                tap.name(),
                "cannot open TAP own0: Device or resource busy; "
                    + "another process has it open; stop that one or take another name");
          }
        });
  }

  @Test
  void saysThatTheNameBelongsToAnotherKindOfInterface() throws Exception {
    inPrivateNetwork(
        () ->
            assertRefused(
                "lo",
                "cannot open TAP lo: Invalid argument; the name is not valid for an interface"
                    + " or belongs to one that is no TAP (ip -d link)"));
  }

  @Test
  void saysThatTheDriverIsMissing() {
    SystemCallException e =
        assertThrows(
            SystemCallException.class, () -> TapDevice.open(Path.of("/nonexistent/tun"), ""));

    assertEquals(
        "cannot open a TAP: No such file or directory; "
            + "/nonexistent/tun is missing or has no driver (modprobe tun)",
        e.getMessage());
    assertEquals(LibC.ENOENT, e.errno());
  }

  @Test
  void saysThatTheCloneDeviceIsAnother() {
    SystemCallException e =
        assertThrows(SystemCallException.class, () -> TapDevice.open(Path.of("/dev/null"), "t0"));

    assertEquals(
        "cannot open TAP t0: Inappropriate ioctl for device; the clone device is not /dev/net/tun",
        e.getMessage());
  }

  private static void assertRefused(String name, String message) {
    assertEquals(
        message, assertThrows(SystemCallException.class, () -> TapDevice.open(name)).getMessage());
  }

  private static void provokeArpRequest(String address) throws Exception {
    try (DatagramSocket socket = new DatagramSocket()) {
      socket.send(new DatagramPacket(new byte[1], 1, InetAddress.getByName(address), 9));
    }
  }

  private static void inPrivateNetwork(PrivateNetwork.Body body) throws Exception {
    Requirement.tap();
    PrivateNetwork.run(body);
  }
}
