package io.vnetctl.tap.netlink;

import java.net.InetAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What makes a NIC the host's way to the network, at one moment (spec, vnetctl, 11.3): the link
 * itself, its addresses of both families, the routes of all tables that leave through it or use one
 * of its IPv4 addresses as source, the rules that name it, and its neighbours; also routes and
 * rules that come after one of these only because they were made later. Not what the kernel keeps
 * for each address by itself (table local), nor addresses that failed duplicate detection.
 * Immutable.
 */
public final class NicSnapshot {
  private final Instant taken;
  private final byte[] link;
  private final LinkState nic;
  private final List<Address> addresses;
  private final List<Route> routes;
  private final List<Rule> rules;
  private final List<Neighbour> neighbours;

  NicSnapshot(
      Instant taken,
      byte[] link,
      List<Address> addresses,
      List<Route> routes,
      List<Rule> rules,
      List<Neighbour> neighbours) {
    this.taken = taken;
    this.link = link;
    this.nic = LinkState.parse(link);
    this.addresses = List.copyOf(addresses);
    this.routes = List.copyOf(routes);
    this.rules = List.copyOf(rules);
    this.neighbours = List.copyOf(neighbours);
  }

  /**
   * Asks the kernel. Changes nothing, needs no privilege.
   *
   * @param nic name of the NIC
   * @param now what lifetimes are counted from
   * @throws NetlinkException also if there is no such interface, or a route through it uses a
   *     nexthop object (ip-nexthop(8)), which cannot be moved
   */
  public static NicSnapshot take(Rtnetlink rtnetlink, String nic, Instant now)
      throws NetlinkException {
    byte[] link = LinkState.withoutCounters(rtnetlink.linkMessage(nic));
    LinkState state = LinkState.parse(link);
    List<Address> addresses =
        rtnetlink.addresses(state.index()).stream().filter(a -> !a.isDuplicate()).toList();
    List<Route> routes = rtnetlink.routes();
    for (Route route : routes) {
      refuseNextHopObject(route, state);
    }
    List<Neighbour> neighbours =
        rtnetlink.neighbours().stream()
            .filter(n -> n.interfaceIndex() == state.index())
            .filter(n -> n.isPermanent() || n.isProxy() || n.isResolved())
            .toList();
    return new NicSnapshot(
        now,
        link,
        addresses,
        RouteOrder.around(state.index(), addresses, routes),
        rulesAround(rtnetlink.rules(), nic),
        neighbours);
  }

  private static void refuseNextHopObject(Route route, LinkState nic) throws NetlinkException {
    boolean unknown = route.hasNextHopObject() && !route.namesInterface();
    if (route.hasNextHopObject() && (unknown || route.leavesThrough(nic.index()))) {
      throw new NetlinkException(
          "cannot move route %s of %s: it uses a nexthop object; replace it by one with a gateway"
                  .formatted(route, nic.name())
              + " (ip route replace), or put the NIC into a bridge by hand");
    }
  }

  /** Rules of one priority are asked in the order of their making: all of them move, or none. */
  private static List<Rule> rulesAround(List<Rule> rules, String nic) {
    return rules.stream()
        .filter(
            rule ->
                rules.stream()
                    .filter(r -> r.names(nic))
                    .anyMatch(r -> r.family() == rule.family() && r.priority() == rule.priority()))
        .toList();
  }

  /**
   * What this snapshot would be if the NIC got back what its bridge has now: the present addresses,
   * routes, rules and neighbours of the bridge, in the NIC's name.
   *
   * @param bridge name of the bridge
   */
  public NicSnapshot withPresentStateOf(Rtnetlink rtnetlink, String bridge, Instant now)
      throws NetlinkException {
    NicSnapshot there = take(rtnetlink, bridge, now);
    Renaming back = new Renaming(there.nic.index(), bridge, nic.index(), nic.name());
    return new NicSnapshot(
        now,
        link,
        there.addresses.stream().map(a -> Address.of(back.address(a.payload()))).toList(),
        there.routes.stream().map(r -> Route.of(back.route(r.payload()))).toList(),
        there.rules.stream().map(r -> Rule.of(back.rule(r.payload()))).toList(),
        there.neighbours.stream().map(n -> Neighbour.of(back.neighbour(n.payload()))).toList());
  }

  /** The NIC itself. */
  public LinkState nic() {
    return nic;
  }

  /** When it was taken. */
  public Instant taken() {
    return taken;
  }

  /** In the order of the kernel: IPv4 primary first, IPv6 newest first. */
  public List<Address> addresses() {
    return addresses;
  }

  /** IPv4, then IPv6. */
  public List<Route> routes() {
    return routes;
  }

  /** Those that name the NIC, and others of the same priority. */
  public List<Rule> rules() {
    return rules;
  }

  public List<Neighbour> neighbours() {
    return neighbours;
  }

  /** Whether a default route of the main table leaves through the NIC. */
  public boolean carriesDefaultRoute() {
    return routes.stream()
        .anyMatch(
            r -> r.isDefault() && r.table() == Route.TABLE_MAIN && r.leavesThrough(nic.index()));
  }

  /** Gateways on the NIC that had answered lately: those worth asking after a move. */
  public List<InetAddress> knownGateways() {
    Set<InetAddress> known =
        neighbours.stream()
            .filter(Neighbour::isResolved)
            .map(Neighbour::address)
            .collect(Collectors.toSet());
    return routes.stream()
        .flatMap(route -> route.gateways(nic.index()).stream())
        .filter(known::contains)
        .distinct()
        .toList();
  }

  /**
   * What of this snapshot an interface does not have, in words; empty if it has all. Neighbours
   * that were learnt, and what has expired, do not count.
   *
   * @param name of the interface: the bridge after a move, the NIC after a restoration
   * @param now what lifetimes have run to
   */
  public List<String> missing(Rtnetlink rtnetlink, String name, Instant now)
      throws NetlinkException {
    return new Inventory(take(rtnetlink, name, now)).missing(this, ageS(now));
  }

  long ageS(Instant now) {
    return Math.max(0, Duration.between(taken, now).toSeconds());
  }

  /**
   * As lines of text, for a journal: this process or a later one reads them with {@link #parse}.
   */
  public List<String> serialize() {
    return SnapshotText.write(this);
  }

  /**
   * Reads what {@link #serialize()} wrote.
   *
   * @throws MalformedMessageException if it is not that
   */
  public static NicSnapshot parse(List<String> lines) {
    return SnapshotText.parse(lines);
  }

  /** The kernel's message about the NIC. */
  byte[] link() {
    return link;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof NicSnapshot that
        && that.taken.equals(taken)
        && Arrays.equals(that.link, link)
        && that.addresses.equals(addresses)
        && that.routes.equals(routes)
        && that.rules.equals(rules)
        && that.neighbours.equals(neighbours);
  }

  @Override
  public int hashCode() {
    return nic.hashCode();
  }
}
