package io.vnetctl.tap;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.vnetctl.tap.netlink.LinkState;
import io.vnetctl.tap.netlink.NetlinkException;
import io.vnetctl.tap.netlink.Rtnetlink;
import java.nio.file.Path;
import java.util.OptionalLong;
import java.util.Set;
import org.junit.jupiter.api.Test;

final class NewTapTest {
  @Test
  void vanishesUnlessMadePersistent() throws Exception {
    inPrivateNetwork(
        () -> {
          try (NewTap tap = NewTap.open(TapDevice.CLONE_DEVICE)) {
            assertEquals("tap0", tap.name());
            assertEquals(Set.of("lo", "tap0"), PrivateNetwork.interfaces());
          }
          assertEquals(Set.of("lo"), PrivateNetwork.interfaces());
        });
  }

  @Test
  void r30_livesOnForItsOwner() throws Exception {
    inPrivateNetwork(
        () -> {
          int index;
          try (NewTap tap = NewTap.open(TapDevice.CLONE_DEVICE)) {
            index = tap.index();
            tap.owner(4711);
            tap.persist();
          }
          try (Rtnetlink rtnetlink = Rtnetlink.open()) {
            LinkState link = rtnetlink.link("tap0").orElseThrow();

            assertEquals(index, link.index());
            assertEquals(
                new LinkState.Tun(true, OptionalLong.of(4711), OptionalLong.empty(), true, true),
                link.tun().orElseThrow());
          }
        });
  }

  @Test
  void takesTheNextFreeNumber() throws Exception {
    inPrivateNetwork(
        () -> {
          try (NewTap first = NewTap.open(TapDevice.CLONE_DEVICE);
              NewTap second = NewTap.open(TapDevice.CLONE_DEVICE)) {
            assertEquals("tap0", first.name());
            assertEquals("tap1", second.name());
          }
        });
  }

  @Test
  void isDeletedWhileOpen() throws Exception {
    inPrivateNetwork(
        () -> {
          try (NewTap tap = NewTap.open(TapDevice.CLONE_DEVICE);
              Rtnetlink rtnetlink = Rtnetlink.open()) {
            tap.persist();

            rtnetlink.deleteTap(tap.index(), tap.name());
            assertEquals(Set.of("lo"), PrivateNetwork.interfaces());
            rtnetlink.deleteTap(tap.index(), tap.name());
          }
        });
  }

  @Test
  void isNotDeletedUnderAnotherName() throws Exception {
    inPrivateNetwork(
        () -> {
          try (NewTap tap = NewTap.open(TapDevice.CLONE_DEVICE);
              Rtnetlink rtnetlink = Rtnetlink.open()) {
            NetlinkException e =
                assertThrows(
                    NetlinkException.class, () -> rtnetlink.deleteTap(tap.index(), "tap7"));

            assertEquals(
                "interface %d is called tap0, not tap7: not deleted".formatted(tap.index()),
                e.getMessage());
            assertEquals(Set.of("lo", "tap0"), PrivateNetwork.interfaces());
          }
        });
  }

  @Test
  void saysThatTheCloneDeviceIsMissing() {
    SystemCallException e =
        assertThrows(SystemCallException.class, () -> NewTap.open(Path.of("/nowhere/tun")));

    assertEquals(
        "cannot make a TAP: No such file or directory; /nowhere/tun is missing or has no driver"
            + " (modprobe tun)",
        e.getMessage());
  }

  private static void inPrivateNetwork(PrivateNetwork.Body body) throws Exception {
    Requirement.tap();
    PrivateNetwork.run(body);
  }
}
