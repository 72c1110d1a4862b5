package io.vnetctl.tap.netlink;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class HardwareTest {
  @TempDir private Path classNet;

  @BeforeEach
  void describeWlan() throws Exception {
    Files.createDirectories(classNet.resolve("wlan0/phy80211"));
    Files.createDirectories(classNet.resolve("wlan0/device"));
    Files.writeString(classNet.resolve("wlan0/ifindex"), "3\n");
  }

  @Test
  void r81_knowsWirelessInterfaces() {
    assertTrue(new Hardware(classNet).isWireless(link(3, "wlan0", "")));
    assertFalse(new Hardware(classNet).isWireless(link(2, "eth0", "")));
  }

  @Test
  void knowsHardwareBySysfsOrByTheKernel() {
    assertTrue(new Hardware(classNet).hasDevice(link(3, "wlan0", "")));
    assertTrue(new Hardware(classNet).hasDevice(link(2, "eth0", "0000:00:03.0")));
    assertFalse(new Hardware(classNet).hasDevice(link(2, "eth0", "")));
  }

  @Test
  void doesNotBelieveSysfsOfAnotherNamespace() {
    assertFalse(new Hardware(classNet).isWireless(link(4, "wlan0", "")));
    assertFalse(new Hardware(classNet).hasDevice(link(4, "wlan0", "")));
  }

  private static LinkState link(int index, String name, String device) {
    return new LinkState(
        index,
        name,
        0,
        1,
        "02:00:00:00:00:01",
        1500,
        0,
        0,
        "",
        "",
        device,
        true,
        OperState.UP,
        Optional.empty(),
        Optional.empty(),
        Optional.empty());
  }
}
