package io.vnetctl.tap.netlink;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

final class NicMoveTest {
  private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");

  @Test
  void r66_bridgeCarriesAllAddresses() throws Exception {
    HostAndPeer.run(
        _ -> {
          RichHost.configure();
          try (Mover mover = Mover.open()) {
            List<String> before = mover.texts(mover.snapshot().addresses());

            mover.move(false);

            assertEquals(before, mover.texts(mover.rtnetlink().addresses(mover.bridge().index())));
            assertEquals(List.of(), mover.rtnetlink().addresses(mover.snapshot().nic().index()));
          }
        });
  }

  @Test
  void r66_nicKeepsItsAddressesIfAsked() throws Exception {
    HostAndPeer.run(
        network -> {
          RichHost.configure();
          try (Mover mover = Mover.open()) {
            List<String> before = mover.texts(mover.snapshot().addresses());

            mover.move(true);

            assertEquals(before, mover.texts(mover.rtnetlink().addresses(mover.bridge().index())));
            assertEquals(
                before, mover.texts(mover.rtnetlink().addresses(mover.snapshot().nic().index())));
            network.onPeer("ping", "-c1", "-W5", "192.0.2.10");
            network.onPeer("ping", "-c1", "-W5", "2001:db8::10");
          }
        });
  }

  @Test
  void r68_routesOfAllTablesGoToTheBridge() throws Exception {
    HostAndPeer.run(
        _ -> {
          RichHost.configure();
          try (Mover mover = Mover.open()) {
            String before = routes().replaceAll("\\beth0\\b", "br0");

            mover.move(false);

            HostAndPeer.assertSettles(sorted(before), () -> sorted(routes()), "after the move");
          }
        });
  }

  @Test
  void r68_keptAddressesDoNotKeepRoutes() throws Exception {
    HostAndPeer.run(
        _ -> {
          RichHost.configure();
          try (Mover mover = Mover.open()) {
            mover.move(true);

            assertEquals(
                List.of(),
                mover.rtnetlink().routes().stream()
                    .filter(r -> r.leavesThrough(mover.snapshot().nic().index()))
                    .filter(r -> !r.belongsToAddress())
                    .map(Route::toString)
                    .toList());
          }
        });
  }

  @Test
  void r71_detailsOfAddressesAndRulesArePreserved() throws Exception {
    HostAndPeer.run(
        _ -> {
          RichHost.configure();
          try (Mover mover = Mover.open()) {
            String addresses = details("address", "show", "dev", "eth0");
            String rules = details("rule") + details("-6", "rule");
            String neighbours = Ip.run("neigh", "show", "nud", "permanent", "dev", "eth0");

            mover.move(false);

            assertEquals(asBridge(addresses), details("address", "show", "dev", "br0"));
            assertEquals(asBridge(rules), details("rule") + details("-6", "rule"));
            assertEquals(
                sorted(neighbours),
                sorted(Ip.run("neigh", "show", "nud", "permanent", "dev", "br0")));
            assertEquals(List.of(), mover.snapshot().missing(mover.rtnetlink(), "br0", NOW));
          }
        });
  }

  @Test
  void r71_lifetimesArePreserved() throws Exception {
    HostAndPeer.run(
        _ -> {
          Ip.batch(
              """
              address add 192.0.2.20/24 dev eth0 valid_lft 3600 preferred_lft 1800
              address add 2001:db8::20/64 dev eth0 valid_lft 7200 preferred_lft 900
              -6 route add 2001:db8:77::/48 via fe80::1 dev eth0 expires 500 proto ra
              """);
          try (Mover mover = Mover.open()) {
            mover.move(false);

            String addresses = Ip.run("address", "show", "dev", "br0");
            assertTrue(
                addresses.matches(
                    "(?s).*valid_lft 3(600|59\\d)sec preferred_lft 1(800|79\\d)sec.*"),
                addresses);
            assertTrue(
                addresses.matches("(?s).*valid_lft 7(200|19\\d)sec preferred_lft (900|89\\d)sec.*"),
                addresses);
            String route = Ip.run("-6", "route", "show", "2001:db8:77::/48");
            assertTrue(
                route.matches(
                    "2001:db8:77::/48 via fe80::1 dev br0 proto ra metric 1024 expires (500|49\\d)sec.*\\s*"),
                route);
          }
        });
  }

  @Test
  void r71_orderOfEqualRoutesThroughOtherInterfacesIsPreserved() throws Exception {
    HostAndPeer.run(
        _ -> {
          Ip.batch(
              """
              link add eth9 type veth peer name peer9
              link set eth9 up
              link set peer9 up
              address add 192.0.2.90/24 dev eth9
              address add 2001:db8::90/64 dev eth9
              """);
          String before = HostAndPeer.state();
          try (Mover mover = Mover.open()) {
            String ipv4 = Ip.run("route", "show", "192.0.2.0/24");
            String ipv6 = Ip.run("-6", "route", "show", "2001:db8::/64");
            assertTrue(ipv4.startsWith("192.0.2.0/24 dev eth0"), ipv4);

            mover.move(false);

            assertEquals(asBridge(ipv4), Ip.run("route", "show", "192.0.2.0/24"));
            assertEquals(asBridge(ipv6), Ip.run("-6", "route", "show", "2001:db8::/64"));
            mover.restore();
          }
          HostAndPeer.assertState(before, "afterwards");
        });
  }

  @Test
  void r72_errorNamesTheFirstRequestThatFailed() throws Exception {
    HostAndPeer.run(
        _ -> {
          try (Mover mover = Mover.open();
              NicMove move = NicMove.prepare(mover.snapshot(), mover.bridge(), false)) {
            int first = move.requests() / 2;
            InjectedFault.refuse(move, first);
            InjectedFault.refuse(move, first + 1);

            NetlinkException e = assertThrows(NetlinkException.class, move::apply);

            assertEquals(
                "cannot %s: Operation not supported".formatted(move.batch().step(first).what()),
                e.getMessage());
            mover.restore();
          }
        });
  }

  @Test
  void movesThousandsOfRoutes() throws Exception {
    HostAndPeer.run(
        _ -> {
          StringBuilder routes = new StringBuilder();
          for (int i = 0; i < 5000; i++) {
            routes.append("route add 10.%d.%d.0/24 via 192.0.2.1\n".formatted(i / 256, i % 256));
          }
          Ip.batch(routes.toString());
          String before = HostAndPeer.state();
          try (Mover mover = Mover.open();
              NicMove move = NicMove.prepare(mover.snapshot(), mover.bridge(), false)) {
            assertTrue(move.datagrams() > 2, "datagrams: " + move.datagrams());
            move.apply();

            assertEquals(List.of(), mover.snapshot().missing(mover.rtnetlink(), "br0", NOW));
            mover.restore();
          }
          HostAndPeer.assertState(before, "afterwards");
        });
  }

  @Test
  void learntNeighboursNeedNotBeAskedAgain() throws Exception {
    HostAndPeer.run(
        network -> {
          network.onPeer("ping", "-c1", "-W5", "192.0.2.10");
          network.onPeer("ping", "-c1", "-W5", "2001:db8::10");
          try (Mover mover = Mover.open()) {
            mover.move(false);

            String seen = Ip.run("neigh", "show", "dev", "br0");
            assertTrue(seen.contains("192.0.2.1 lladdr 02:00:00:00:00:01 STALE"), seen);
            assertTrue(seen.contains("2001:db8::1 lladdr 02:00:00:00:00:01"), seen);
          }
        });
  }

  @Test
  void r70_noSysctlIsChanged() throws Exception {
    HostAndPeer.run(
        _ -> {
          String before = sysctls();
          assertTrue(before.contains("/proc/sys/net/ipv6/conf/eth0/accept_ra:"), before);
          try (Mover mover = Mover.open()) {
            mover.move(false);

            assertEquals(before, sysctls());
          }
        });
  }

  @Test
  void ipv6AddressesAreValidAtOnceWhereDuplicatesAreLookedFor() throws Exception {
    HostAndPeer.run(
        network -> {
          Ip.output(List.of("sh", "-c", "echo 1 >/proc/sys/net/ipv6/conf/default/accept_dad"));
          try (Mover mover = Mover.open()) {
            mover.move(false);

            String addresses = Ip.run("-6", "address", "show", "dev", "br0");
            assertTrue(addresses.contains("inet6 2001:db8::10/64 scope global \n"), addresses);
            assertTrue(addresses.contains("/64 scope link \n"), addresses);
            network.onPeer("ping", "-c1", "-W5", "2001:db8::10");
          }
        });
  }

  @Test
  void refusedNicStaysAsItIs() throws Exception {
    HostAndPeer.run(
        _ -> {
          RichHost.configure();
          String before = HostAndPeer.state();
          try (Mover mover = Mover.open()) {
            NicMove move = NicMove.prepare(mover.snapshot(), mover.bridge(), false);
            mover.rtnetlink().deleteLink(mover.bridge().index(), "br0");

            NetlinkException e = assertThrows(NetlinkException.class, move::apply);

            assertTrue(e.getMessage().startsWith("cannot add address "), e.getMessage());
            move.close();
            HostAndPeer.assertState(before, "afterwards");
          }
        });
  }

  @Test
  void r81_nicThatTheKernelRefusesKeepsItsNetwork() throws Exception {
    HostAndPeer.run(
        _ -> {
          Ip.batch(
              """
              link add brx type bridge
              link set brx up
              address add 203.0.113.1/24 dev brx
              address add 2001:db8:f::1/64 dev brx
              route add 10.50.0.0/16 via 203.0.113.9
              """);
          try (Mover mover = Mover.open("brx")) {
            NetlinkException e = assertThrows(NetlinkException.class, () -> mover.move(false));

            assertEquals(
                "cannot make brx a port of br0: Too many levels of symbolic links (Can not enslave"
                    + " a bridge to a bridge)",
                e.getMessage());
            assertEquals(List.of(), mover.snapshot().missing(mover.rtnetlink(), "brx", NOW));
            mover.restore();
            assertEquals(List.of(), mover.snapshot().missing(mover.rtnetlink(), "brx", NOW));
          }
        });
  }

  @Test
  void refusesNextHopObjectsBeforeAnythingChanges() throws Exception {
    HostAndPeer.run(
        _ -> {
          Ip.batch(
              """
              nexthop add id 7 via 192.0.2.1 dev eth0
              route add 203.0.113.0/24 nhid 7
              """);
          try (Rtnetlink rtnetlink = Rtnetlink.open()) {
            NetlinkException e =
                assertThrows(
                    NetlinkException.class, () -> NicSnapshot.take(rtnetlink, "eth0", NOW));

            assertEquals(
                "cannot move route 203.0.113.0/24 via 192.0.2.1 of eth0: it uses a nexthop object;"
                    + " replace it by one with a gateway (ip route replace), or put the NIC into a"
                    + " bridge by hand",
                e.getMessage());
          }
        });
  }

  @Test
  void thereIsNoSnapshotOfWhatDoesNotExist() throws Exception {
    HostAndPeer.run(
        _ -> {
          try (Rtnetlink rtnetlink = Rtnetlink.open()) {
            NetlinkException e =
                assertThrows(
                    NetlinkException.class, () -> NicSnapshot.take(rtnetlink, "nope0", NOW));

            assertEquals(
                "there is no interface nope0; see 'ip link' for those that exist", e.getMessage());
          }
        });
  }

  @Test
  void saysWhatIsMissing() throws Exception {
    HostAndPeer.run(
        _ -> {
          try (Mover mover = Mover.open()) {
            mover.move(false);
            Ip.run("address", "del", "192.0.2.10/24", "dev", "br0");

            List<String> missing = mover.snapshot().missing(mover.rtnetlink(), "br0", NOW);

            assertEquals(
                List.of(
                    "address 192.0.2.10/24",
                    "route default via 192.0.2.1",
                    "route 192.0.2.0/24",
                    "route 198.51.100.0/24 via 192.0.2.1"),
                missing);
          }
        });
  }

  @Test
  void r67_bridgeHasTheMacOfTheNic() throws Exception {
    HostAndPeer.run(
        _ -> {
          try (Mover mover = Mover.open()) {
            mover.move(false);
            Ip.run("link", "add", "low0", "address", "02:00:00:00:00:02", "type", "veth");
            Ip.run("link", "set", "low0", "master", "br0", "up");

            assertEquals(
                mover.snapshot().nic().mac(), mover.rtnetlink().link("br0").orElseThrow().mac());
            assertFalse(mover.snapshot().nic().mac().isEmpty());
          }
        });
  }

  private static String routes() throws Exception {
    // The kernel keeps a route for multicast on each interface that is up.
    return Ip.run("-4", "-d", "route", "show", "table", "all")
        + Ip.run("-6", "-d", "route", "show", "table", "all")
            .replaceAll("multicast ff00::/8 .*\n", "");
  }

  private static String details(String... arguments) throws Exception {
    String[] all = new String[arguments.length + 1];
    all[0] = "-d";
    System.arraycopy(arguments, 0, all, 1, arguments.length);
    return Ip.run(all)
        .replaceAll("(?m)^\\d+: .*\n.*link/.*\n", "")
        .replaceAll("(?m)^\\s+(bridge|veth) .*\n", "");
  }

  private static String asBridge(String text) {
    return text.replaceAll("\\beth0\\b", "br0");
  }

  private static String sorted(String lines) {
    return lines.lines().sorted().collect(Collectors.joining("\n"));
  }

  /** Of the whole network but for the bridge's own. */
  private static String sysctls() throws Exception {
    return Ip.output(
            List.of("sh", "-c", "grep -r . /proc/sys/net 2>/dev/null | grep -v '/br0/' | sort"))
        .replaceAll(".*/nf_conntrack_count:.*\n", "");
  }
}
