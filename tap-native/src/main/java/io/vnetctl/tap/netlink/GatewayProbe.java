package io.vnetctl.tap.netlink;

import com.sun.jna.LastErrorException;
import java.net.InetAddress;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Asks gateways whether they are there, by ARP and neighbour discovery: the kernel is told to probe
 * them now (NUD_PROBE, ip-neighbour(8)) and reports when one has answered (RTMGRP_NEIGH). Works in
 * the network namespace of the calling thread. Needs CAP_NET_ADMIN.
 */
public final class GatewayProbe {
  // RTMGRP_NEIGH, linux/rtnetlink.h
  private static final int NEIGHBOUR_CHANGES = 0x4;

  private final Rtnetlink rtnetlink;
  private final int interfaceIndex;
  private final List<InetAddress> gateways;

  private GatewayProbe(Rtnetlink rtnetlink, int interfaceIndex, List<InetAddress> gateways) {
    this.rtnetlink = rtnetlink;
    this.interfaceIndex = interfaceIndex;
    this.gateways = gateways;
  }

  /**
   * Probes all of them and waits until all have answered, or are known not to.
   *
   * @param interfaceIndex where they are: the bridge after a move
   * @param gateways of both families; see {@link NicSnapshot#knownGateways()}
   * @param patience how long to wait, more than 0; a gateway on the link needs some milliseconds
   * @return those that have not answered; empty if all are there
   */
  public static List<InetAddress> silent(
      int interfaceIndex, List<InetAddress> gateways, Duration patience) throws NetlinkException {
    try (Rtnetlink rtnetlink = Rtnetlink.open();
        NetlinkSocket changes = NetlinkSocket.open(NEIGHBOUR_CHANGES)) {
      GatewayProbe probe = new GatewayProbe(rtnetlink, interfaceIndex, gateways);
      probe.ask();
      return probe.await(changes, System.nanoTime() + patience.toNanos());
    }
  }

  private void ask() throws NetlinkException {
    List<Neighbour> known = present();
    for (InetAddress gateway : gateways) {
      rtnetlink.change(
          known.stream()
              .filter(n -> n.isResolved() && n.address().equals(gateway))
              .findFirst()
              .map(this::confirm)
              .orElseGet(() -> find(gateway)));
    }
  }

  private Step confirm(Neighbour gateway) {
    return step(
        gateway
            .payload()
            .without(Neighbour.NDA_CACHEINFO, Neighbour.NDA_PROBES)
            .withU16(Neighbour.STATE, Neighbour.PROBE),
        gateway.address());
  }

  private Step find(InetAddress gateway) {
    byte[] address = gateway.getAddress();
    return step(
        Payload.parse(new byte[Neighbour.HEADER_SIZE], Neighbour.HEADER_SIZE)
            .withU8(0, address.length == 4 ? LibC.AF_INET : LibC.AF_INET6)
            .withI32(Neighbour.INDEX, interfaceIndex)
            .withU8(Neighbour.FLAGS, Neighbour.F_USE)
            .with(new Attribute(Neighbour.NDA_DST, address)),
        gateway);
  }

  private static Step step(Payload neighbour, InetAddress gateway) {
    return new Step(
        Neighbour.NEW,
        NetlinkMessage.F_CREATE | NetlinkMessage.F_REPLACE,
        neighbour,
        Set.of(),
        "probe gateway " + IpAddress.text(gateway));
  }

  /** A change of any neighbour is a reason to look; what counts is what is there then. */
  private List<InetAddress> await(NetlinkSocket changes, long deadlineNs) throws NetlinkException {
    while (true) {
      List<Neighbour> present = present();
      List<InetAddress> silent =
          gateways.stream().filter(g -> !isIn(g, present, Neighbour.REACHABLE)).toList();
      long leftUs = (deadlineNs - System.nanoTime()) / 1000;
      boolean allFailed = silent.stream().allMatch(g -> isIn(g, present, Neighbour.FAILED));
      if (allFailed || leftUs <= 0) {
        return silent;
      }
      askAgain(silent, present);
      changes.patience(leftUs);
      try {
        changes.receive();
      } catch (LastErrorException e) {
        if (e.getErrorCode() != LibC.EAGAIN && e.getErrorCode() != LibC.ENOBUFS) {
          throw new NetlinkException("cannot hear of neighbours", e.getErrorCode(), "");
        }
      }
    }
  }

  /** A gateway that asked for us meanwhile is known, and the kernel has stopped to ask for it. */
  private void askAgain(List<InetAddress> silent, List<Neighbour> present) throws NetlinkException {
    for (Neighbour neighbour : present) {
      if (silent.contains(neighbour.address()) && (neighbour.state() & Neighbour.STALE) != 0) {
        rtnetlink.change(confirm(neighbour));
      }
    }
  }

  private List<Neighbour> present() throws NetlinkException {
    return rtnetlink.neighbours().stream()
        .filter(n -> n.interfaceIndex() == interfaceIndex)
        .toList();
  }

  private static boolean isIn(InetAddress gateway, List<Neighbour> present, int state) {
    Optional<Neighbour> entry =
        present.stream().filter(n -> n.address().equals(gateway)).findFirst();
    return entry.isPresent() && (entry.get().state() & state) != 0;
  }
}
