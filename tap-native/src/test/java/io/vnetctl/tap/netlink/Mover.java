package io.vnetctl.tap.netlink;

import java.time.Instant;
import java.util.List;

/** The steps of a move of eth0 into br0, for tests: snapshot, bridge, batch. */
record Mover(Rtnetlink rtnetlink, NicSnapshot snapshot, LinkState bridge) implements AutoCloseable {
  private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");
  static final int BRIDGE_INDEX = 4711;

  static Mover open() throws NetlinkException {
    return open("eth0");
  }

  static Mover open(String nic) throws NetlinkException {
    Rtnetlink rtnetlink = Rtnetlink.open();
    NicSnapshot snapshot = NicSnapshot.take(rtnetlink, nic, NOW);
    rtnetlink.createBridge(
        new NewBridge("br0", BRIDGE_INDEX, snapshot.nic().mac(), snapshot.nic().mtu()));
    return new Mover(rtnetlink, snapshot, rtnetlink.link("br0").orElseThrow());
  }

  void move(boolean keepIp) throws NetlinkException {
    try (NicMove move = NicMove.prepare(snapshot, bridge, keepIp)) {
      move.apply();
    }
  }

  /** Returns whether the bridge is gone. */
  boolean restore() throws NetlinkException {
    try (NicRestore restore = prepareRestore()) {
      return restore.apply();
    }
  }

  NicRestore prepareRestore() throws NetlinkException {
    return NicRestore.prepare(snapshot, BRIDGE_INDEX, "br0", NOW);
  }

  List<String> texts(List<Address> addresses) {
    return addresses.stream().map(Address::toString).toList();
  }

  @Override
  public void close() {
    rtnetlink.close();
  }
}
