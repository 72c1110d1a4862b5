package io.vnetctl.tap;

/** What a TUN/TAP device carries (linux/if_tun.h). */
public enum TunKind {
  /** Ethernet frames. */
  TAP(0x0002),
  /** IP packets. */
  TUN(0x0001);

  private final int flag;

  TunKind(int flag) {
    this.flag = flag;
  }

  /** IFF_TAP or IFF_TUN. */
  int flag() {
    return flag;
  }
}
