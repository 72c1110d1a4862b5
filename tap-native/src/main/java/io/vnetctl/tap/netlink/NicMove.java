package io.vnetctl.tap.netlink;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * A NIC's move into a bridge that gets its addresses, routes, rules and neighbours (spec, vnetctl,
 * 11.3). All requests lie ready in native memory when {@link #prepare} returns; {@link #apply()}
 * sends them and reads the answers, and does nothing else: no file, no class, no name is looked up
 * in between.
 *
 * <p>Two datagrams. The first makes the NIC a port, after IPv6 addresses and neighbours were given
 * to the bridge as well; if the kernel refuses anything of this, nothing was taken from the NIC,
 * and the second is not sent. While the NIC is a port and has its addresses the host stays
 * reachable. The second moves the rest. One larger than the socket's buffer is divided.
 *
 * <p>Works in the network namespace of the thread that prepares it. Not for use from several
 * threads at once.
 */
public final class NicMove implements AutoCloseable {
  private final NetlinkSocket socket;
  private final Batch batch;

  private NicMove(NetlinkSocket socket, Batch batch) {
    this.socket = socket;
    this.batch = batch;
  }

  /**
   * Encodes all requests, and takes the path of {@link #apply()} once with requests that change
   * nothing.
   *
   * @param snapshot of the NIC, taken just now
   * @param bridge up, without addresses and ports; see {@link NewBridge}
   * @param keepIp leaves the addresses on the NIC as well (option {@code --keepip})
   */
  public static NicMove prepare(NicSnapshot snapshot, LinkState bridge, boolean keepIp)
      throws NetlinkException {
    NetlinkSocket socket = NetlinkSocket.open(0);
    try {
      List<List<Step>> phases = new Plan(snapshot, bridge, keepIp).phases();
      return new NicMove(socket, Batch.prepare(socket, phases));
    } catch (NetlinkException | RuntimeException e) {
      socket.close();
      throw e;
    }
  }

  /**
   * Moves the NIC. On an error the kernel has done what came before, and of the same datagram what
   * came after: {@link NicRestore} is the way back.
   *
   * @throws NetlinkException naming the first request that failed
   */
  public void apply() throws NetlinkException {
    batch.apply();
  }

  /** Number of requests, and so of places where it can fail. */
  public int requests() {
    return batch.size();
  }

  /** Number of calls that send. */
  public int datagrams() {
    return batch.datagrams();
  }

  Batch batch() {
    return batch;
  }

  @Override
  public void close() {
    socket.close();
  }

  /** Pure: from what there is to what is to be asked of the kernel. */
  record Plan(NicSnapshot snapshot, LinkState bridge, boolean keepIp) {
    private Placement onNic() {
      return Placement.of(snapshot, snapshot.nic().index(), snapshot.nic().name(), 0);
    }

    private Placement onBridge() {
      return Placement.of(snapshot, bridge.index(), bridge.name(), 0);
    }

    List<List<Step>> phases() {
      return List.of(beforeTheCut(), cut());
    }

    /** Nothing here takes anything from the NIC; a port is reached through its bridge. */
    private List<Step> beforeTheCut() {
      List<Step> steps = new ArrayList<>();
      oldestFirst().forEach(a -> onBridge().add(a, false).ifPresent(steps::add));
      snapshot.neighbours().forEach(n -> steps.add(onBridge().add(n)));
      steps.add(
          LinkChange.master(
              snapshot.nic().index(),
              bridge.index(),
              "make %s a port of %s".formatted(snapshot.nic().name(), bridge.name())));
      return steps;
    }

    private List<Step> cut() {
      List<Step> steps = new ArrayList<>();
      moveIpv4(steps);
      moveIpv6(steps);
      snapshot.rules().forEach(rule -> steps.add(onNic().delete(rule)));
      snapshot.rules().forEach(rule -> steps.add(onBridge().add(rule)));
      leaveNic(steps);
      return steps;
    }

    /**
     * First from the NIC, then to the bridge: when an address goes, the kernel deletes the routes
     * of all interfaces that have it as source (fib_sync_down_addr).
     */
    private void moveIpv4(List<Step> steps) {
      routes(true).forEach(route -> steps.add(onNic().delete(route)));
      if (!keepIp) {
        ipv4().toList().reversed().forEach(a -> steps.add(onNic().delete(a)));
      }
      ipv4().forEach(a -> onBridge().add(a, true).ifPresent(steps::add));
      unwantedPrefixRoutes(steps, true);
      routes(true).forEach(route -> onBridge().add(route).ifPresent(steps::add));
    }

    /** Route by route: the addresses are on both, so each is gone for one message only. */
    private void moveIpv6(List<Step> steps) {
      for (Route route : routes(false)) {
        steps.add(onNic().delete(route));
        onBridge().add(route).ifPresent(steps::add);
      }
    }

    private void leaveNic(List<Step> steps) {
      if (!keepIp) {
        oldestFirst().reversed().forEach(a -> steps.add(onNic().delete(a)));
        snapshot.neighbours().forEach(n -> steps.add(onNic().delete(n)));
      }
      // Takes IFA_F_NODAD away again; whoever changes an address gets its route back, too.
      oldestFirst().forEach(a -> onBridge().add(a, true).ifPresent(steps::add));
      unwantedPrefixRoutes(steps, false);
      snapshot.nic().addrGenMode().ifPresent(mode -> steps.add(addrGenMode(mode)));
    }

    private Step addrGenMode(AddrGenMode mode) {
      String what = "set addr_gen_mode of %s to %s".formatted(bridge.name(), mode);
      return LinkChange.addrGenMode(bridge.index(), mode, what);
    }

    private void unwantedPrefixRoutes(List<Step> steps, boolean ipv4) {
      PrefixRoutes.unwanted(snapshot, ipv4)
          .forEach(a -> steps.add(onBridge().deletePrefixRoute(a)));
    }

    private List<Route> routes(boolean ipv4) {
      return RouteOrder.of(snapshot.routes().stream().filter(r -> r.isIpv4() == ipv4).toList());
    }

    private Stream<Address> ipv4() {
      return snapshot.addresses().stream().filter(Address::isIpv4);
    }

    /** IPv6 addresses; the kernel lists the newest first. */
    private List<Address> oldestFirst() {
      return snapshot.addresses().reversed().stream().filter(a -> !a.isIpv4()).toList();
    }
  }
}
