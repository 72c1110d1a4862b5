package io.vnetctl.cli.host;

import io.vnetctl.cli.call.CallException;
import io.vnetctl.tap.netlink.LinkState;
import io.vnetctl.tap.netlink.NetlinkException;
import io.vnetctl.tap.netlink.NewBridge;
import io.vnetctl.tap.netlink.NicMove;
import io.vnetctl.tap.netlink.NicRestore;
import io.vnetctl.tap.netlink.NicSnapshot;
import io.vnetctl.tap.netlink.OperState;
import io.vnetctl.tap.netlink.Rtnetlink;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * The bridge that guests share with the host's NIC: made of the NIC, and given back to it (spec
 * vnetctl, chapter 11.3).
 */
final class Uplink {
  /** Of a bridge that has no NIC to take it from (RFC 894). */
  private static final int ETHERNET_MTU = 1500;

  /** Rarely needed: the kernel looks at links that change once a second at least. */
  private static final long LINK_PATIENCE_NS = TimeUnit.SECONDS.toNanos(2);

  private static final long PAUSE_NS = TimeUnit.MILLISECONDS.toNanos(2);

  /** errno(3). */
  private static final int EBUSY = 16;

  private final Rtnetlink rtnetlink;

  Uplink(Rtnetlink rtnetlink) {
    this.rtnetlink = rtnetlink;
  }

  /** The bridge that is going to be made, with an index that is free, and all that the NIC has. */
  Effect.Bridge look(String bridge, Optional<LinkId> nic) throws NetlinkException {
    Optional<NicSnapshot> snapshot =
        nic.isEmpty()
            ? Optional.empty()
            : Optional.of(NicSnapshot.take(rtnetlink, nic.get().name(), Instant.now()));
    return new Effect.Bridge(new LinkId(bridge, rtnetlink.unusedIndex()), snapshot);
  }

  /** Bytes of the bridge's longest payload. */
  static int mtu(Effect.Bridge made) {
    return made.nic().map(nic -> nic.nic().mtu()).orElse(ETHERNET_MTU);
  }

  /**
   * Makes the bridge and moves the NIC into it. If the move fails the NIC has its former state
   * again; the caller takes back what is left of the bridge.
   *
   * @param reachability of those who must be reached afterwards as before
   * @throws CallException status 1 if something has not moved, or somebody is not reached any more
   */
  void make(Effect.Bridge made, boolean keepIp, Reachability reachability)
      throws CallException, NetlinkException {
    LinkId bridge = made.bridge();
    rtnetlink.createBridge(
        new NewBridge(
            bridge.name(),
            bridge.index(),
            made.nic().map(nic -> nic.nic().mac()).orElseGet(LocalMac::any),
            mtu(made)));
    if (made.nic().isEmpty()) {
      return;
    }
    NicSnapshot nic = made.nic().get();
    LinkState link =
        rtnetlink
            .link(bridge.index())
            .orElseThrow(() -> CallException.failed("bridge=" + bridge.name() + " has vanished"));
    reachability.prepare(rtnetlink, nic);
    // The program may lie on a file system that comes over this NIC: the way back is in memory, and
    // what looks at the result has run once (R128).
    missing(nic, nic.nic().name());
    try (NicRestore back = prepareRestore(made);
        NicMove move = NicMove.prepare(nic, link, keepIp)) {
      try {
        apply(move);
        checkComplete(nic, bridge);
        awaitTransmission(bridge);
        reachability.check(bridge);
      } catch (CallException | NetlinkException failed) {
        giveBack(back, failed);
        throw failed;
      }
    }
  }

  private static void apply(NicMove move) throws CallException, NetlinkException {
    try {
      move.apply();
    } catch (NetlinkException e) {
      if (e.errno() == EBUSY) {
        throw CallException.failed(
            e.getMessage() + "; a macvlan or ipvlan on it has to go first", e);
      }
      throw e;
    }
  }

  private void checkComplete(NicSnapshot nic, LinkId bridge)
      throws CallException, NetlinkException {
    List<String> missing = missing(nic, bridge.name());
    if (!missing.isEmpty()) {
      throw CallException.failed(
          "bridge=%s did not get all that %s had: %s"
              .formatted(bridge.name(), nic.nic().name(), String.join(", ", missing)));
    }
  }

  /** If that fails, the caller tries once more, and reports it. */
  private static void giveBack(NicRestore back, Exception reason) {
    try {
      back.apply();
    } catch (NetlinkException e) {
      reason.addSuppressed(e);
    }
  }

  /**
   * The kernel notices a bit later that the bridge has a carrier (linkwatch), and drops until then
   * what is sent through it. Without a cable it never does.
   */
  private void awaitTransmission(LinkId bridge) throws NetlinkException {
    long end = System.nanoTime() + LINK_PATIENCE_NS;
    while (System.nanoTime() - end < 0
        && rtnetlink
            .link(bridge.index())
            .filter(link -> link.carrier() && link.operState() != OperState.UP)
            .isPresent()) {
      LockSupport.parkNanos(PAUSE_NS);
    }
  }

  private List<String> missing(NicSnapshot nic, String name) throws NetlinkException {
    return nic.missing(rtnetlink, name, Instant.now());
  }

  /**
   * Gives the NIC what it had before the bridge was made, from whatever is left of that.
   *
   * @return whether the bridge is gone; it stays if others have joined it
   */
  boolean restore(Effect.Bridge made) throws NetlinkException {
    if (made.nic().isEmpty()) {
      return removeWithoutNic(made.bridge());
    }
    try (NicRestore restore = prepareRestore(made)) {
      return restore.apply();
    }
  }

  /** All that {@link #restore} needs, ready in memory. */
  static NicRestore prepareRestore(Effect.Bridge made) throws NetlinkException {
    return NicRestore.prepare(
        made.nic().orElseThrow(), made.bridge().index(), made.bridge().name(), Instant.now());
  }

  private boolean removeWithoutNic(LinkId bridge) throws NetlinkException {
    boolean hasPorts =
        rtnetlink.links().stream().anyMatch(link -> link.masterIndex() == bridge.index());
    if (!hasPorts && isThere(bridge)) {
      rtnetlink.deleteLink(bridge.index(), bridge.name());
    }
    return !hasPorts;
  }

  private boolean isThere(LinkId bridge) throws NetlinkException {
    return rtnetlink
        .link(bridge.index())
        .filter(link -> link.isBridge() && link.name().equals(bridge.name()))
        .isPresent();
  }

  /**
   * Gives the NIC what the bridge has now, and removes the bridge (R75).
   *
   * @throws CallException status 1 if there are other ports, or it is not the bridge that was made;
   *     nothing has changed then
   */
  void giveBack(Effect.Bridge made) throws CallException, NetlinkException {
    LinkId bridge = made.bridge();
    if (!isThere(bridge)) {
      throw CallException.failed(
          "bridge=%s is not the one that was made here; remove it by hand: ip link del %s"
              .formatted(bridge.name(), bridge.name()));
    }
    List<String> others = otherPorts(made);
    if (!others.isEmpty()) {
      throw CallException.failed(
          "bridge=%s stays, because it has other ports: %s; remove those first"
              .formatted(bridge.name(), String.join(", ", others)));
    }
    if (made.nic().isEmpty()) {
      rtnetlink.deleteLink(bridge.index(), bridge.name());
      return;
    }
    NicSnapshot now = made.nic().get().withPresentStateOf(rtnetlink, bridge.name(), Instant.now());
    if (!restore(new Effect.Bridge(bridge, Optional.of(now)))) {
      throw CallException.failed(
          "bridge=%s stays, because somebody joined it at this moment".formatted(bridge.name()));
    }
    String nic = rtnetlink.link(now.nic().index()).map(LinkState::name).orElse(now.nic().name());
    List<String> missing = missing(now, nic);
    if (!missing.isEmpty()) {
      throw CallException.failed(
          "interface=%s did not get back all that bridge=%s had: %s; add it by hand"
              .formatted(nic, bridge.name(), String.join(", ", missing)));
    }
  }

  /** Names of the bridge's ports but the NIC it was made of. */
  List<String> otherPorts(Effect.Bridge made) throws NetlinkException {
    return rtnetlink.links().stream()
        .filter(link -> link.masterIndex() == made.bridge().index())
        .filter(link -> made.nic().filter(nic -> nic.nic().index() == link.index()).isEmpty())
        .map(LinkState::name)
        .toList();
  }
}
