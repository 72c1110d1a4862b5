package io.vnetctl.cli.host;

import io.vnetctl.tap.netlink.LinkState;
import io.vnetctl.tap.netlink.OperState;
import java.util.Optional;
import java.util.OptionalLong;

/** Interfaces as the kernel would describe them. All are up. */
final class Links {
  static final LinkState LOOPBACK = link(1, "lo", 772, 0x49, 0, "");

  private static final int ETHERNET = 1;
  private static final int UP = 0x1043;

  private Links() {}

  static LinkState nic(int index, String name) {
    return link(index, name, ETHERNET, UP, 0, "");
  }

  static LinkState downNic(int index, String name) {
    return link(index, name, ETHERNET, 0x1002, 0, "");
  }

  static LinkState ofKind(int index, String name, String kind) {
    return link(index, name, ETHERNET, UP, 0, kind);
  }

  static LinkState port(int index, String name, int master) {
    return link(index, name, ETHERNET, UP, master, "veth");
  }

  static LinkState bridge(int index, String name) {
    return link(index, name, ETHERNET, UP, 0, "bridge");
  }

  static LinkState tap(int index, String name, int master) {
    return link(index, name, ETHERNET, UP, master, "tun");
  }

  static LinkState tunnel(int index, String name) {
    return link(index, name, 65534, UP, 0, "tun");
  }

  private static LinkState link(
      int index, String name, int arpType, int flags, int master, String kind) {
    boolean isTap = kind.equals("tun") && arpType == ETHERNET;
    return new LinkState(
        index,
        name,
        flags,
        arpType,
        "02:00:00:00:00:01",
        1500,
        master,
        0,
        kind,
        "",
        "",
        true,
        OperState.UP,
        Optional.empty(),
        kind.equals("bridge") ? Optional.of(new LinkState.Bridge(false, 0)) : Optional.empty(),
        kind.equals("tun")
            ? Optional.of(
                new LinkState.Tun(isTap, OptionalLong.empty(), OptionalLong.empty(), true, true))
            : Optional.empty());
  }
}
