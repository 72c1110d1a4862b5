package io.vnetctl.tap.netlink;

import java.net.InetAddress;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The order in which routes can be added: a gateway must be on a link that a route leads to before
 * a route through it is taken (fib_check_nh, ip6_route_check_nh). On-link first, then via gateway,
 * then default via gateway. Routes of the same network and metric stay together in their order,
 * which decides between them.
 */
final class RouteOrder {
  private record Place(
      int family, int table, InetAddress network, int prefixLength, int tos, int priority) {
    static Place of(Route route) {
      return new Place(
          route.family(),
          route.table(),
          route.destination(),
          route.prefixLength(),
          route.payload().u8(Route.TOS),
          route.priority());
    }
  }

  private RouteOrder() {}

  /**
   * Routes that a move of the interface concerns: those that leave through it; those that the
   * kernel deletes with one of its IPv4 addresses, which is their source; and those through other
   * interfaces that stand behind one of these with the same network and metric: they would come
   * before it when it is deleted and added. Of what the kernel keeps in table local only the
   * latter, and for IPv4: it decides through which interface a broadcast goes.
   */
  static List<Route> around(int interfaceIndex, List<Address> addresses, List<Route> all) {
    Set<InetAddress> sources =
        addresses.stream()
            .filter(Address::isIpv4)
            .map(Address::address)
            .collect(Collectors.toSet());
    Set<Place> places = new HashSet<>();
    List<Route> around = new ArrayList<>();
    for (Route route : all) {
      boolean ofInterface = route.leavesThrough(interfaceIndex);
      boolean hasSource = route.preferredSource().filter(sources::contains).isPresent();
      if (ofInterface) {
        places.add(Place.of(route));
      }
      boolean concerned =
          route.belongsToAddress()
              ? route.isIpv4() && !ofInterface && !hasSource && isBehind(places, route)
              : ofInterface || hasSource || isBehind(places, route);
      if (concerned) {
        around.add(route);
      }
    }
    return around;
  }

  /**
   * IPv6 decides by the interface, not by the order, where the network is link-local or multicast.
   */
  private static boolean isBehind(Set<Place> places, Route route) {
    InetAddress network = route.destination();
    return places.contains(Place.of(route))
        && (route.isIpv4() || !network.isLinkLocalAddress() && !network.isMulticastAddress());
  }

  static List<Route> of(List<Route> routes) {
    Map<Place, List<Route>> places = new LinkedHashMap<>();
    for (Route route : routes) {
      places.computeIfAbsent(Place.of(route), _ -> new ArrayList<>()).add(route);
    }
    return places.values().stream()
        .sorted(Comparator.comparingInt(RouteOrder::rank))
        .flatMap(Collection::stream)
        .toList();
  }

  private static int rank(List<Route> samePlace) {
    return samePlace.stream().mapToInt(RouteOrder::rank).max().orElse(0);
  }

  /** An on-link default route comes early: gateways may be reached through it. */
  private static int rank(Route route) {
    if (!route.hasGateway()) {
      return route.isDefault() ? 1 : 0;
    }
    return route.isDefault() ? 3 : 2;
  }
}
