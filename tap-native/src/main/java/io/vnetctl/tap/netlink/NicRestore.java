package io.vnetctl.tap.netlink;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A NIC's way back out of its bridge, from whatever a move left: nothing done, half of it, all, the
 * bridge gone. Takes what the snapshot has from the bridge and from the NIC, and gives it to the
 * NIC in its former order; so it may be applied again. The bridge is deleted if no other port is
 * left in it.
 *
 * <p>All requests lie ready in native memory when {@link #prepare} returns: a watchdog holds it
 * until it is needed, however the network is then. Works in the network namespace of the thread
 * that prepares it. Not for use from several threads at once.
 */
public final class NicRestore implements AutoCloseable {
  private final LinkState nic;
  private final int bridgeIndex;
  private final String bridgeName;
  private final Rtnetlink rtnetlink;
  private final NetlinkSocket socket;
  private final Batch withoutBridge;
  private final Batch keepingBridge;
  private final Batch deletingBridge;

  private NicRestore(
      NicSnapshot snapshot,
      int bridgeIndex,
      String bridgeName,
      Instant now,
      Rtnetlink rtnetlink,
      NetlinkSocket socket)
      throws NetlinkException {
    this.nic = snapshot.nic();
    this.bridgeIndex = bridgeIndex;
    this.bridgeName = bridgeName;
    this.rtnetlink = rtnetlink;
    this.socket = socket;
    String name = rtnetlink.link(nic.index()).map(LinkState::name).orElse(nic.name());
    Plan plan = new Plan(snapshot, name, bridgeIndex, bridgeName, snapshot.ageS(now));
    this.withoutBridge = Batch.prepare(socket, List.of(plan.steps(false, false)));
    this.keepingBridge = Batch.prepare(socket, List.of(plan.steps(true, false)));
    this.deletingBridge = Batch.prepare(socket, List.of(plan.steps(true, true)));
  }

  /**
   * Encodes all requests, and takes the path of {@link #apply()} once with requests that change
   * nothing.
   *
   * @param snapshot how the NIC is to be
   * @param bridgeIndex of the bridge the NIC was moved into; it need not exist
   * @param now what lifetimes have run to
   */
  public static NicRestore prepare(
      NicSnapshot snapshot, int bridgeIndex, String bridgeName, Instant now)
      throws NetlinkException {
    Rtnetlink rtnetlink = Rtnetlink.open();
    NetlinkSocket socket = null;
    try {
      socket = NetlinkSocket.open(0);
      NicRestore restore =
          new NicRestore(snapshot, bridgeIndex, bridgeName, now, rtnetlink, socket);
      restore.choose();
      return restore;
    } catch (NetlinkException | RuntimeException e) {
      rtnetlink.close();
      if (socket != null) {
        socket.close();
      }
      throw e;
    }
  }

  /**
   * Restores the NIC.
   *
   * @return whether the bridge is gone; false if it has ports beside the NIC
   * @throws NetlinkException naming the first request that failed, after all were sent; or if the
   *     NIC is gone or in another bridge: then nothing was changed. A NIC that was renamed keeps
   *     its new name
   */
  public boolean apply() throws NetlinkException {
    Batch chosen = choose();
    chosen.apply();
    return chosen != keepingBridge;
  }

  private Batch choose() throws NetlinkException {
    List<LinkState> links = rtnetlink.links();
    Optional<LinkState> present = links.stream().filter(l -> l.index() == nic.index()).findFirst();
    if (present.filter(this::isTheNic).isEmpty()) {
      throw new NetlinkException(
          "cannot restore %s: interface %d is %s"
              .formatted(nic.name(), nic.index(), present.map(LinkState::name).orElse("gone")));
    }
    int master = present.get().masterIndex();
    if (master != 0 && master != bridgeIndex) {
      throw new NetlinkException(
          "cannot restore %s: it is a port of interface %d, not of %s; take it out (ip link set %s"
                  .formatted(nic.name(), master, bridgeName, nic.name())
              + " nomaster)");
    }
    boolean bridge =
        links.stream()
            .anyMatch(l -> l.index() == bridgeIndex && l.name().equals(bridgeName) && l.isBridge());
    if (!bridge) {
      return withoutBridge;
    }
    boolean otherPorts =
        links.stream().anyMatch(l -> l.masterIndex() == bridgeIndex && l.index() != nic.index());
    return otherPorts ? keepingBridge : deletingBridge;
  }

  /** It may have been renamed, or been given another address, but not both. */
  private boolean isTheNic(LinkState link) {
    return link.name().equals(nic.name()) || link.mac().equals(nic.mac());
  }

  @Override
  public void close() {
    rtnetlink.close();
    socket.close();
  }

  /**
   * Pure: what is to be asked of the kernel.
   *
   * @param nicName how the NIC is called by now
   */
  record Plan(NicSnapshot snapshot, String nicName, int bridgeIndex, String bridgeName, long ageS) {
    private Placement onNic() {
      return Placement.of(snapshot, snapshot.nic().index(), nicName, ageS);
    }

    private Placement onBridge() {
      return Placement.of(snapshot, bridgeIndex, bridgeName, ageS);
    }

    /**
     * The NIC leaves its bridge late: until then the host is reached through it, as in the first
     * part of a move.
     */
    List<Step> steps(boolean bridge, boolean delete) {
      LinkState nic = snapshot.nic();
      List<Placement> places = bridge ? List.of(onBridge(), onNic()) : List.of(onNic());
      List<Step> steps = new ArrayList<>();
      if (nic.isUp()) {
        steps.add(LinkChange.up(nic.index(), true, "set %s up".formatted(nic.name())));
      }
      fillIpv4(steps, places);
      fillIpv6(steps, places);
      // Rules in the name of a bridge outlive it.
      snapshot.rules().forEach(rule -> steps.add(onBridge().delete(rule)));
      snapshot.rules().forEach(rule -> steps.add(onNic().delete(rule)));
      snapshot.rules().forEach(rule -> steps.add(onNic().add(rule)));
      snapshot.neighbours().forEach(n -> steps.add(onNic().add(n)));
      if (bridge) {
        String leave = "take %s out of %s".formatted(nic.name(), bridgeName);
        steps.add(LinkChange.master(nic.index(), 0, leave));
        addresses(false).forEach(a -> steps.add(onBridge().delete(a)));
        snapshot.neighbours().forEach(n -> steps.add(onBridge().delete(n)));
      }
      if (delete) {
        steps.add(LinkChange.delete(bridgeIndex, bridgeName));
      }
      return steps;
    }

    private void fillIpv4(List<Step> steps, List<Placement> places) {
      List<Address> addresses = addresses(true);
      for (Placement place : places) {
        routes(true).forEach(route -> steps.add(place.delete(route)));
        // Secondary ones first, before their going makes others primary (promote_secondaries).
        addresses.reversed().forEach(a -> steps.add(place.delete(a)));
      }
      addresses.forEach(a -> onNic().add(a, true).ifPresent(steps::add));
      unwantedPrefixRoutes(steps, true);
      routes(true).forEach(route -> onNic().add(route).ifPresent(steps::add));
    }

    /** One by one: what is on the bridge is there until the NIC has it. */
    private void fillIpv6(List<Step> steps, List<Placement> places) {
      List<Address> oldestFirst = addresses(false).reversed();
      for (Address address : oldestFirst) {
        steps.add(onNic().delete(address));
        onNic().add(address, false).ifPresent(steps::add);
      }
      for (Route route : routes(false)) {
        places.forEach(place -> steps.add(place.delete(route)));
        onNic().add(route).ifPresent(steps::add);
      }
      // Takes IFA_F_NODAD away again; whoever changes an address gets its route back, too.
      oldestFirst.forEach(a -> onNic().add(a, true).ifPresent(steps::add));
      unwantedPrefixRoutes(steps, false);
    }

    private void unwantedPrefixRoutes(List<Step> steps, boolean ipv4) {
      PrefixRoutes.unwanted(snapshot, ipv4).forEach(a -> steps.add(onNic().deletePrefixRoute(a)));
    }

    private List<Route> routes(boolean ipv4) {
      return RouteOrder.of(snapshot.routes().stream().filter(r -> r.isIpv4() == ipv4).toList());
    }

    private List<Address> addresses(boolean ipv4) {
      return snapshot.addresses().stream().filter(a -> a.isIpv4() == ipv4).toList();
    }
  }
}
