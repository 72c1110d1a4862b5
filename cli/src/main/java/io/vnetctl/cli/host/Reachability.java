package io.vnetctl.cli.host;

import io.vnetctl.cli.call.CallException;
import io.vnetctl.tap.netlink.GatewayProbe;
import io.vnetctl.tap.netlink.NetlinkException;
import io.vnetctl.tap.netlink.NicSnapshot;
import io.vnetctl.tap.netlink.Rtnetlink;
import java.io.IOException;
import java.net.InetAddress;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Whether those can be reached after a move of the NIC who must be: its gateways, if they were
 * known before, and the way to the other end of the caller's session, both by the neighbour
 * protocols; that end itself, if it answered before (spec vnetctl, chapter 11.3, 5).
 */
final class Reachability {
  private static final int PEER_TIMEOUT_MS = 1000;
  private static final int PEER_ATTEMPTS = 5;

  private final Optional<InetAddress> peer;
  private final Duration patience;
  private List<InetAddress> neighbours = List.of();
  private boolean peerAnswers;

  /**
   * @param peer numeric address of the session's other end
   * @param patience how long a gateway may take
   */
  Reachability(Optional<String> peer, Duration patience) {
    this.peer = peer.flatMap(Reachability::address);
    this.patience = patience;
  }

  /** Finds out who has to answer afterwards, and does once what is done then. */
  void prepare(Rtnetlink rtnetlink, NicSnapshot nic) throws NetlinkException {
    int index = nic.nic().index();
    Set<InetAddress> hops = new LinkedHashSet<>(nic.knownGateways());
    if (peer.isPresent()) {
      // Firewalls let no ping through, but the session's own packets have found this neighbour.
      rtnetlink
          .route(peer.get())
          .filter(route -> route.leavesThrough(index))
          .map(route -> route.gateways(index))
          .ifPresent(ways -> hops.addAll(ways.isEmpty() ? List.of(peer.get()) : ways));
    }
    neighbours = List.copyOf(hops);
    peerAnswers = peer.isPresent() && answers(peer.get());
    GatewayProbe.silent(index, List.of(), patience);
  }

  private static Optional<InetAddress> address(String text) {
    try {
      return Optional.of(InetAddress.ofLiteral(text));
    } catch (IllegalArgumentException notNumeric) {
      return Optional.empty();
    }
  }

  private static boolean answers(InetAddress address) {
    try {
      return address.isReachable(PEER_TIMEOUT_MS);
    } catch (IOException e) {
      return false;
    }
  }

  /**
   * Asks them.
   *
   * @throws CallException status 1 naming who does not answer any more
   */
  void check(LinkId bridge) throws CallException, NetlinkException {
    List<InetAddress> silent = GatewayProbe.silent(bridge.index(), neighbours, patience);
    if (!silent.isEmpty()) {
      throw gone(silent.getFirst(), bridge);
    }
    if (peerAnswers) {
      int attempt = 0;
      while (!answers(peer.get())) {
        attempt++;
        if (attempt == PEER_ATTEMPTS) {
          throw gone(peer.get(), bridge);
        }
      }
    }
  }

  private CallException gone(InetAddress who, LinkId bridge) {
    return CallException.failed(
        "%s %s does not answer any more through bridge=%s; the interface has its addresses again"
            .formatted(
                peer.filter(who::equals).isPresent() ? "this session's other end" : "gateway",
                who.getHostAddress(),
                bridge.name()));
  }
}
