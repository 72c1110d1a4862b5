package io.vnetctl.tap;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.OptionalLong;
import java.util.Set;
import org.junit.jupiter.api.Test;

final class PersistentDeviceTest {
  @Test
  void livesWithoutAProcessUntilRemoved() throws Exception {
    inPrivateNetwork(
        () -> {
          PersistentDevice device =
              new PersistentDevice(TapDevice.CLONE_DEVICE, TunKind.TAP, "keep0");
          assertEquals("keep0", device.create(OptionalLong.of(1234), OptionalLong.of(77)));
          assertEquals(Set.of("lo", "keep0"), PrivateNetwork.interfaces());
          assertEquals("keep0", device.create(OptionalLong.of(0), OptionalLong.empty()));

          assertEquals("keep0", device.remove());
          assertEquals(Set.of("lo"), PrivateNetwork.interfaces());
        });
  }

  @Test
  void canBeOpenedAsTapDevice() throws Exception {
    inPrivateNetwork(
        () -> {
          PersistentDevice device = new PersistentDevice(TapDevice.CLONE_DEVICE, TunKind.TAP, "");
          String name = device.create(OptionalLong.of(0), OptionalLong.empty());
          try (TapDevice tap = TapDevice.open(name)) {
            assertEquals("tap0", tap.name());
          }
          assertEquals(Set.of("lo", "tap0"), PrivateNetwork.interfaces());
        });
  }

  @Test
  void removesWhatNeverWas() throws Exception {
    inPrivateNetwork(
        () -> {
          assertEquals(
              "gone0", new PersistentDevice(TapDevice.CLONE_DEVICE, TunKind.TAP, "gone0").remove());
          assertEquals(Set.of("lo"), PrivateNetwork.interfaces());
        });
  }

  @Test
  void refusesTheOtherKind() throws Exception {
    inPrivateNetwork(
        () -> {
          new PersistentDevice(TapDevice.CLONE_DEVICE, TunKind.TUN, "tun%d")
              .create(OptionalLong.of(0), OptionalLong.empty());

          SystemCallException e =
              assertThrows(
                  SystemCallException.class,
                  () -> new PersistentDevice(TapDevice.CLONE_DEVICE, TunKind.TAP, "tun0").remove());
          assertEquals("TUNSETIFF: Invalid argument", e.getMessage());
        });
  }

  private static void inPrivateNetwork(PrivateNetwork.Body body) throws Exception {
    Requirement.tap();
    PrivateNetwork.run(body);
  }
}
