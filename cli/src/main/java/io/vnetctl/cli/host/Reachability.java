package io.vnetctl.cli.host;

import io.vnetctl.cli.call.CallException;
import io.vnetctl.tap.netlink.GatewayProbe;
import io.vnetctl.tap.netlink.NetlinkException;
import io.vnetctl.tap.netlink.NicSnapshot;
import java.io.IOException;
import java.net.InetAddress;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * Whether those who could be reached before a move of the NIC still can be: its gateways, by the
 * neighbour protocols, and the other end of the caller's session (spec vnetctl, chapter 11.3, 5).
 * Who did not answer before need not answer afterwards.
 */
final class Reachability {
  private static final int PEER_TIMEOUT_MS = 1000;
  private static final int PEER_ATTEMPTS = 5;

  private final Optional<String> peer;
  private final Duration patience;
  private List<InetAddress> gateways = List.of();
  private Optional<InetAddress> answeringPeer = Optional.empty();

  /**
   * @param peer numeric address of the session's other end
   * @param patience how long a gateway may take
   */
  Reachability(Optional<String> peer, Duration patience) {
    this.peer = peer;
    this.patience = patience;
  }

  /** Finds out who answers now. */
  void prepare(NicSnapshot nic) {
    gateways = nic.knownGateways();
    answeringPeer = peer.flatMap(Reachability::address).filter(address -> answers(address));
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
   * Asks them again.
   *
   * @throws CallException status 1 naming who does not answer any more
   */
  void check(LinkId bridge) throws CallException, NetlinkException {
    List<InetAddress> silent = GatewayProbe.silent(bridge.index(), gateways, patience);
    if (!silent.isEmpty()) {
      throw gone("gateway " + silent.getFirst().getHostAddress(), bridge);
    }
    if (answeringPeer.isPresent()) {
      int attempt = 0;
      while (!answers(answeringPeer.get())) {
        attempt++;
        if (attempt == PEER_ATTEMPTS) {
          throw gone("this session's other end " + answeringPeer.get().getHostAddress(), bridge);
        }
      }
    }
  }

  private static CallException gone(String who, LinkId bridge) {
    return CallException.failed(who + " does not answer any more through bridge=" + bridge.name());
  }
}
