package io.vnetctl.tap.netlink;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vnetctl.tap.NewTap;
import io.vnetctl.tap.PrivateNetwork;
import io.vnetctl.tap.Requirement;
import io.vnetctl.tap.TapDevice;
import java.net.InetAddress;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class RtnetlinkTest {
  private static final String MAC = "02:00:00:00:00:aa";

  @Test
  void r70_bridgeForwardsAtOnceAndHasTheMtu() throws Exception {
    inPrivateNetwork(
        rtnetlink -> {
          rtnetlink.createBridge(new NewBridge("br0", 77, MAC, 9000));

          LinkState bridge = rtnetlink.link(77).orElseThrow();
          assertEquals("br0", bridge.name());
          assertEquals(9000, bridge.mtu());
          assertEquals(MAC, bridge.mac());
          assertTrue(bridge.isUp() && bridge.isBridge() && bridge.isEthernet());
          assertEquals(Optional.of(new LinkState.Bridge(false, 0)), bridge.bridge());
          assertEquals(Optional.of(AddrGenMode.NONE), bridge.addrGenMode());
          assertEquals(List.of(), rtnetlink.addresses(77));
          String seen = Ip.run("-d", "link", "show", "br0");
          assertTrue(
              seen.contains("nf_call_iptables 0 nf_call_ip6tables 0 nf_call_arptables 0"), seen);
        });
  }

  @Test
  void r67_bridgeKeepsItsMacWhenAPortHasALowerOne() throws Exception {
    inPrivateNetwork(
        rtnetlink -> {
          rtnetlink.createBridge(new NewBridge("br0", 77, MAC, 1500));
          Ip.run("link", "add", "eth0", "address", "02:00:00:00:00:01", "type", "veth");
          int port = rtnetlink.link("eth0").orElseThrow().index();
          rtnetlink.up(port);

          rtnetlink.enslave(port, 77);

          assertEquals(MAC, rtnetlink.link(77).orElseThrow().mac());
          assertEquals(77, rtnetlink.link(port).orElseThrow().masterIndex());
          assertEquals("bridge", rtnetlink.link(port).orElseThrow().slaveKind());
          rtnetlink.release(port);
          assertFalse(rtnetlink.link(port).orElseThrow().isPort());
        });
  }

  @Test
  void r70_bridgeKeepsItsMtuWhenAPortHasASmallerOne() throws Exception {
    inPrivateNetwork(
        rtnetlink -> {
          rtnetlink.createBridge(new NewBridge("br0", 77, MAC, 9000));
          Ip.run("link", "add", "eth0", "mtu", "1400", "type", "veth");

          rtnetlink.enslave(rtnetlink.link("eth0").orElseThrow().index(), 77);

          assertEquals(9000, rtnetlink.link(77).orElseThrow().mtu());
        });
  }

  @Test
  void r73_portWithAHighMacLeavesTheMacOfTheBridge() throws Exception {
    inPrivateNetwork(
        rtnetlink -> {
          Ip.run("link", "add", "br0", "type", "bridge");
          Ip.run("link", "add", "eth0", "address", MAC, "type", "veth", "peer", "tap0");
          rtnetlink.enslave(rtnetlink.link("eth0").orElseThrow().index(), bridge(rtnetlink));
          int port = rtnetlink.link("tap0").orElseThrow().index();

          rtnetlink.mac(port, "fe:00:00:00:00:01");
          rtnetlink.enslave(port, bridge(rtnetlink));

          assertEquals("fe:00:00:00:00:01", rtnetlink.link("tap0").orElseThrow().mac());
          assertEquals(MAC, rtnetlink.link("br0").orElseThrow().mac());
        });
  }

  private static int bridge(Rtnetlink rtnetlink) throws NetlinkException {
    return rtnetlink.link("br0").orElseThrow().index();
  }

  @Test
  void r78_findsTheRouteThatAPacketTakes() throws Exception {
    HostAndPeer.run(
        _ -> {
          try (Rtnetlink rtnetlink = Rtnetlink.open()) {
            int nic = rtnetlink.link("eth0").orElseThrow().index();
            Ip.run("rule", "add", "to", "10.0.0.0/8", "table", "100");
            Ip.run("route", "add", "10.0.0.0/8", "via", "192.0.2.77", "table", "100");

            assertEquals(List.of("192.0.2.77"), gateways(rtnetlink, "10.1.2.3", nic));
            assertEquals(List.of("192.0.2.1"), gateways(rtnetlink, "203.0.113.1", nic));
            assertEquals(List.of(), gateways(rtnetlink, "192.0.2.1", nic));
            assertEquals(
                List.of("2001:db8:0:0:0:0:0:1"), gateways(rtnetlink, "2001:db8:9::1", nic));
            assertEquals(List.of("none"), gateways(rtnetlink, "127.0.0.1", nic));
            Ip.run("route", "add", "unreachable", "198.51.100.7");
            assertEquals(Optional.empty(), rtnetlink.route(InetAddress.ofLiteral("198.51.100.7")));
          }
        });
  }

  private static List<String> gateways(Rtnetlink rtnetlink, String destination, int nic)
      throws NetlinkException {
    Route route = rtnetlink.route(InetAddress.ofLiteral(destination)).orElseThrow();
    return route.leavesThrough(nic)
        ? route.gateways(nic).stream().map(InetAddress::getHostAddress).toList()
        : List.of("none");
  }

  @Test
  void r81_refusesAPortThatTheKernelRefuses() throws Exception {
    inPrivateNetwork(
        rtnetlink -> {
          rtnetlink.createBridge(new NewBridge("br0", 77, MAC, 1500));

          NetlinkException e = assertThrows(NetlinkException.class, () -> rtnetlink.enslave(1, 77));

          assertEquals("cannot make interface 1 a port: Invalid argument", e.getMessage());
          assertEquals(LibC.EINVAL, e.errno());
        });
  }

  @Test
  void bridgeDoesNotReplaceWhatHasItsNameOrIndex() throws Exception {
    inPrivateNetwork(
        rtnetlink -> {
          rtnetlink.createBridge(new NewBridge("br0", 77, MAC, 1500));

          for (NewBridge taken :
              List.of(new NewBridge("br0", 78, MAC, 1500), new NewBridge("br1", 77, MAC, 1500))) {
            NetlinkException e =
                assertThrows(NetlinkException.class, () -> rtnetlink.createBridge(taken));
            assertEquals(LibC.EEXIST, e.errno());
          }
          assertEquals(2, rtnetlink.links().size());
        });
  }

  @Test
  void bridgeThatCannotBeCompletedDoesNotStay() throws Exception {
    inPrivateNetwork(
        rtnetlink -> {
          NetlinkException e =
              assertThrows(
                  NetlinkException.class,
                  () -> rtnetlink.createBridge(new NewBridge("br0", 77, MAC, 70_000)));

          assertEquals(
              "cannot set the MTU of bridge br0 to 70000: Invalid argument"
                  + " (mtu greater than device maximum)",
              e.getMessage());
          assertEquals(1, rtnetlink.links().size());
        });
  }

  @Test
  void deletesOnlyWhatHasTheName() throws Exception {
    inPrivateNetwork(
        rtnetlink -> {
          rtnetlink.createBridge(new NewBridge("br0", 77, MAC, 1500));

          assertThrows(NetlinkException.class, () -> rtnetlink.deleteLink(77, "br1"));
          assertThrows(NetlinkException.class, () -> rtnetlink.deleteTap(77, "br0"));
          assertTrue(rtnetlink.link("br0").isPresent());
          rtnetlink.deleteLink(77, "br0");
          assertFalse(rtnetlink.link("br0").isPresent());
          rtnetlink.deleteLink(77, "br0");
        });
  }

  @Test
  void tellsKindsApart() throws Exception {
    inPrivateNetwork(
        rtnetlink -> {
          Ip.run("link", "add", "eth0", "type", "veth", "peer", "name", "peer0");
          try (NewTap tap = NewTap.open(TapDevice.CLONE_DEVICE)) {
            LinkState link = rtnetlink.link(tap.index()).orElseThrow();
            assertTrue(link.isTap() && link.isEthernet());
            assertFalse(link.isBridge() || link.isLoopback() || link.isUp());
          }
          LinkState veth = rtnetlink.link("eth0").orElseThrow();
          LinkState peer = rtnetlink.link("peer0").orElseThrow();
          assertEquals("veth", veth.kind());
          assertEquals(peer.index(), veth.lowerIndex());
          assertTrue(rtnetlink.link("lo").orElseThrow().isLoopback());
          assertFalse(rtnetlink.link("lo").orElseThrow().isEthernet());
        });
  }

  @Test
  void listsTheSameWithStrictChecking() throws Exception {
    inPrivateNetwork(
        rtnetlink -> {
          Ip.run("link", "set", "lo", "up");
          Ip.run("address", "add", "192.0.2.10/24", "dev", "lo");
          Ip.run("route", "add", "198.51.100.0/24", "via", "192.0.2.1", "dev", "lo", "table", "7");
          Ip.run("rule", "add", "iif", "lo", "table", "7");
          Ip.run("neigh", "add", "proxy", "192.0.2.99", "dev", "lo");
          try (Rtnetlink strict = Rtnetlink.openStrict()) {
            assertEquals(rtnetlink.links(), strict.links());
            assertEquals(rtnetlink.addresses(), strict.addresses());
            assertEquals(rtnetlink.routes(), strict.routes());
            assertEquals(rtnetlink.rules(), strict.rules());
            assertEquals(rtnetlink.neighbours(), strict.neighbours());
          }
          assertEquals(
              List.of("127.0.0.1/8", "192.0.2.10/24", "::1/128"),
              rtnetlink.addresses().stream().map(Address::toString).toList());
          assertTrue(rtnetlink.routes().stream().anyMatch(r -> r.table() == 7));
          assertEquals(1, rtnetlink.rules().stream().filter(r -> r.names("lo")).count());
          assertEquals(1, rtnetlink.neighbours().stream().filter(Neighbour::isProxy).count());
        });
  }

  @Test
  void listsMoreThanFitsIntoOneAnswer() throws Exception {
    inPrivateNetwork(
        rtnetlink -> {
          Ip.run("link", "set", "lo", "up");
          StringBuilder batch = new StringBuilder();
          for (int i = 0; i < 2000; i++) {
            batch.append("route add 10.%d.%d.0/24 dev lo\n".formatted(i / 256, i % 256));
          }
          Ip.batch(batch.toString());

          assertEquals(
              2000,
              rtnetlink.routes().stream()
                  .filter(r -> r.table() == Route.TABLE_MAIN && r.isIpv4())
                  .count());
        });
  }

  interface Use {
    void accept(Rtnetlink rtnetlink) throws Exception;
  }

  private static void inPrivateNetwork(Use use) throws Exception {
    Requirement.tap();
    Requirement.program("ip", "iproute2");
    PrivateNetwork.run(
        () -> {
          try (Rtnetlink rtnetlink = Rtnetlink.open()) {
            use.accept(rtnetlink);
          }
        });
  }
}
