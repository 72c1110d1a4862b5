package io.vnetctl.tap.netlink;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What is asked of the kernel, and in which order, without a kernel. */
final class PlanTest {
  private static final NicSnapshot SNAPSHOT =
      NicSnapshot.parse(
          List.of(
              "vnetctl-nic-snapshot 1",
              "taken 2026-01-01T00:00:00Z",
              "link " + hex(Capture.VETH),
              "address " + hex(Capture.IPV4_ADDRESS),
              "address " + hex(Capture.IPV6_ADDRESS),
              "route " + hex(Capture.MULTIPATH),
              "route " + hex(Capture.IPV6_ROUTE),
              "rule " + hex(Capture.RULE),
              "neighbour " + hex(Capture.NEIGHBOUR)));

  private static final List<String> MOVE =
      List.of(
          "add address 2001:db8::10/64 to br0",
          "add neighbour 192.0.2.77 to br0",
          "make eth0 a port of br0",
          "delete route 10.5.0.0/16 nexthop via 192.0.2.5 nexthop via 10.1.0.2 from eth0",
          "delete address 192.0.2.10/24 from eth0",
          "add address 192.0.2.10/24 to br0",
          "delete the kernel's route for 192.0.2.10/24 from br0",
          "add route 10.5.0.0/16 nexthop via 192.0.2.5 nexthop via 10.1.0.2 to br0",
          "delete route 2001:db8:77::/48 via fe80::1 metric 1024 from eth0",
          "add route 2001:db8:77::/48 via fe80::1 metric 1024 to br0",
          "delete IPv4 rule of priority 100",
          "add IPv4 rule of priority 100",
          "delete address 2001:db8::10/64 from eth0",
          "delete neighbour 192.0.2.77 from eth0",
          "add address 2001:db8::10/64 to br0",
          "set addr_gen_mode of br0 to EUI64");

  @Test
  void movesIpv4AtOnceAndIpv6RouteByRoute() {
    assertEquals(MOVE, whats(new NicMove.Plan(SNAPSHOT, bridge(), false).phases()));
  }

  @Test
  void takesNothingFromTheNicBeforeItIsAPort() {
    List<Step> first = new NicMove.Plan(SNAPSHOT, bridge(), false).phases().getFirst();

    assertEquals(MOVE.subList(0, 3), first.stream().map(Step::what).toList());
  }

  @Test
  void leavesAddressesWhereTheyAreIfAsked() {
    assertEquals(
        MOVE.stream()
            .filter(what -> !what.startsWith("delete address") && !what.startsWith("delete neigh"))
            .toList(),
        whats(new NicMove.Plan(SNAPSHOT, bridge(), true).phases()));
  }

  @Test
  void nicLeavesItsBridgeWhenItHasEverything() {
    List<String> steps =
        new NicRestore.Plan(SNAPSHOT, SNAPSHOT.nic().name(), 7, "br0", 0)
            .steps(true, true).stream().map(Step::what).toList();

    assertEquals(
        List.of(
            "add neighbour 192.0.2.77 to eth0",
            "take eth0 out of br0",
            "delete address 2001:db8::10/64 from br0",
            "delete neighbour 192.0.2.77 from br0",
            "delete interface br0"),
        steps.subList(steps.size() - 5, steps.size()));
  }

  @Test
  void addsGatewaysAfterWhatLeadsToThem() {
    Payload capture = Route.parse(Capture.IPV4_ROUTE.bytes()).payload();
    Route viaGateway = Route.of(capture);
    Route onLink = Route.of(capture.without(Route.RTA_GATEWAY, Route.RTA_DST));
    Route defaultRoute = Route.of(capture.withU8(Route.DST_LENGTH, 0).without(Route.RTA_DST));

    assertEquals(
        List.of(onLink, viaGateway, defaultRoute),
        RouteOrder.of(List.of(defaultRoute, viaGateway, onLink)));
  }

  private static LinkState bridge() {
    return LinkState.parse(Capture.BRIDGE.bytes());
  }

  private static String hex(Capture capture) {
    return HexFormat.of().formatHex(capture.bytes());
  }

  private static List<String> whats(List<List<Step>> phases) {
    return phases.stream().flatMap(List::stream).map(Step::what).toList();
  }
}
