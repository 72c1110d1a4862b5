package io.vnetctl.tap.netlink;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

final class NicRestoreTest {
  private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");

  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private interface Fault {
    void inject(NicMove move, int request) throws NetlinkException;
  }

  @Test
  void r72_restoresWhenTheKernelRefusesARequest() throws Exception {
    eachRequestFails(
        false,
        (move, request) -> {
          InjectedFault.refuse(move, request);
          assertThrows(NetlinkException.class, move::apply);
        });
  }

  @Test
  void r72_restoresWhenAddressesAreKeptAndTheKernelRefusesARequest() throws Exception {
    eachRequestFails(
        true,
        (move, request) -> {
          InjectedFault.refuse(move, request);
          assertThrows(NetlinkException.class, move::apply);
        });
  }

  @Test
  void r72_restoresWhenTheProcessIsKilledBeforeARequest() throws Exception {
    eachRequestFails(false, (move, request) -> InjectedFault.applyBefore(move, request));
  }

  private static void eachRequestFails(boolean keepIp, Fault fault) throws Exception {
    HostAndPeer.run(
        _ -> {
          RichHost.configure();
          String before = HostAndPeer.state();
          int request = 0;
          int requests = 1;
          while (request < requests) {
            try (Mover mover = Mover.open();
                NicMove move = NicMove.prepare(mover.snapshot(), mover.bridge(), keepIp)) {
              requests = move.requests();
              fault.inject(move, request);
              mover.restore();
            }
            String what = "after fault at request %d".formatted(request);
            HostAndPeer.assertState(before, what);
            request++;
          }
          assertTrue(requests >= 100, "requests: " + requests);
        });
  }

  @Test
  void r75_bringsBackWhatWasMoved() throws Exception {
    HostAndPeer.run(
        network -> {
          RichHost.configure();
          String before = HostAndPeer.state();
          try (Mover mover = Mover.open()) {
            mover.move(false);

            NicSnapshot now = mover.snapshot().withPresentStateOf(mover.rtnetlink(), "br0", NOW);
            try (NicRestore restore = NicRestore.prepare(now, Mover.BRIDGE_INDEX, "br0", NOW)) {
              assertTrue(restore.apply());
            }
          }
          HostAndPeer.assertState(before, "afterwards");
          network.onPeer("ping", "-c1", "-W5", "192.0.2.10");
          network.onPeer("ping", "-c1", "-W5", "2001:db8::10");
        });
  }

  @Test
  void r75_bringsBackWhatTheBridgeGotMeanwhile() throws Exception {
    HostAndPeer.run(
        _ -> {
          try (Mover mover = Mover.open()) {
            mover.move(false);
            Ip.run("address", "add", "192.0.2.50/24", "dev", "br0", "label", "br0:x");
            Ip.run("route", "add", "10.50.0.0/16", "via", "192.0.2.1", "dev", "br0");

            NicSnapshot now = mover.snapshot().withPresentStateOf(mover.rtnetlink(), "br0", NOW);
            try (NicRestore restore = NicRestore.prepare(now, Mover.BRIDGE_INDEX, "br0", NOW)) {
              restore.apply();
            }
          }
          String addresses = Ip.run("address", "show", "dev", "eth0");
          assertTrue(addresses.contains("192.0.2.50/24 scope global secondary eth0:x"), addresses);
          assertEquals(
              "10.50.0.0/16 via 192.0.2.1 dev eth0 \n", Ip.run("route", "show", "10.50.0.0/16"));
        });
  }

  @Test
  void mayBeAppliedAgain() throws Exception {
    HostAndPeer.run(
        _ -> {
          RichHost.configure();
          String before = HostAndPeer.state();
          try (Mover mover = Mover.open()) {
            try (NicRestore restore =
                NicRestore.prepare(mover.snapshot(), Mover.BRIDGE_INDEX, "br0", NOW)) {
              mover.move(false);
              assertTrue(restore.apply());
              assertTrue(restore.apply());
            }
          }
          HostAndPeer.assertState(before, "afterwards");
        });
  }

  @Test
  void restoresWhenTheBridgeIsGone() throws Exception {
    HostAndPeer.run(
        _ -> {
          RichHost.configure();
          String before = HostAndPeer.state();
          try (Mover mover = Mover.open()) {
            mover.move(false);
            Ip.run("link", "del", "br0");

            assertTrue(mover.restore());
          }
          HostAndPeer.assertState(before, "afterwards");
        });
  }

  @Test
  void r78_restoresWhileTheCableIsOut() throws Exception {
    HostAndPeer.run(
        network -> {
          RichHost.configure();
          String before = HostAndPeer.state();
          try (Mover mover = Mover.open();
              NicRestore restore = mover.prepareRestore()) {
            mover.move(false);
            network.onPeer("ip", "link", "set", "eth1", "down");
            awaitNoCarrier(mover.rtnetlink());

            assertTrue(restore.apply());
            assertEquals(List.of(), mover.snapshot().missing(mover.rtnetlink(), "eth0", NOW));
          }
          network.onPeer("ip", "link", "set", "eth1", "up");
          // The kernel marks routes some time after it has seen the carrier.
          long deadlineNs = System.nanoTime() + PATIENCE.toNanos();
          String after = HostAndPeer.state();
          while (!after.equals(before) && System.nanoTime() < deadlineNs) {
            after = HostAndPeer.state();
          }
          assertEquals(before, after);
        });
  }

  /** The kernel tells of it in a work queue, and flushes neighbours then (linkwatch_do_dev). */
  private static void awaitNoCarrier(Rtnetlink rtnetlink) throws Exception {
    long deadlineNs = System.nanoTime() + PATIENCE.toNanos();
    while (rtnetlink.link("eth0").orElseThrow().operState() == OperState.UP) {
      assertTrue(System.nanoTime() < deadlineNs, "eth0 keeps its carrier");
    }
  }

  @Test
  void r75_keepsABridgeThatHasOtherPorts() throws Exception {
    HostAndPeer.run(
        network -> {
          try (Mover mover = Mover.open()) {
            mover.move(false);
            Ip.run("link", "add", "guest0", "type", "veth");
            Ip.run("link", "set", "guest0", "master", "br0");

            assertFalse(mover.restore());

            assertTrue(mover.rtnetlink().link("br0").isPresent());
            assertEquals(List.of(), mover.rtnetlink().addresses(Mover.BRIDGE_INDEX));
          }
          network.onPeer("ping", "-c1", "-W5", "192.0.2.10");
        });
  }

  @Test
  void doesNotTearANicFromAnotherBridge() throws Exception {
    HostAndPeer.run(
        _ -> {
          try (Mover mover = Mover.open()) {
            mover.move(false);
            Ip.run("link", "add", "br9", "index", "99", "type", "bridge");
            Ip.run("link", "set", "eth0", "master", "br9");

            NetlinkException e = assertThrows(NetlinkException.class, mover::restore);

            assertEquals(
                "cannot restore eth0: it is a port of interface 99, not of br0; take it out (ip"
                    + " link set eth0 nomaster)",
                e.getMessage());
          }
        });
  }

  @Test
  void knowsTheNicByAnotherName() throws Exception {
    HostAndPeer.run(
        _ -> {
          Ip.run("rule", "add", "iif", "eth0", "lookup", "100");
          String before = HostAndPeer.state().replace("\"eth0\"", "\"lan0\"");
          try (Mover mover = Mover.open()) {
            mover.move(false);
            Ip.run("link", "set", "eth0", "name", "lan0");

            mover.restore();

            HostAndPeer.assertState(before, "afterwards");
          }
        });
  }

  @Test
  void saysThatTheNicIsGone() throws Exception {
    HostAndPeer.run(
        _ -> {
          try (Mover mover = Mover.open()) {
            int index = mover.snapshot().nic().index();
            Ip.run("link", "del", "eth0");

            NetlinkException e = assertThrows(NetlinkException.class, mover::restore);

            assertEquals(
                "cannot restore eth0: interface %d is gone".formatted(index), e.getMessage());
          }
        });
  }

  @Test
  void snapshotSurvivesAJournal() throws Exception {
    HostAndPeer.run(
        _ -> {
          RichHost.configure();
          try (Rtnetlink rtnetlink = Rtnetlink.open()) {
            NicSnapshot snapshot = NicSnapshot.take(rtnetlink, "eth0", NOW);

            assertEquals(snapshot, NicSnapshot.parse(snapshot.serialize()));
          }
        });
  }

  @Test
  void journalThatIsDamagedIsRefused() throws Exception {
    HostAndPeer.run(
        _ -> {
          try (Rtnetlink rtnetlink = Rtnetlink.open()) {
            List<String> lines = NicSnapshot.take(rtnetlink, "eth0", NOW).serialize();
            for (int i = 0; i < lines.size(); i++) {
              List<String> cut = new ArrayList<>(lines);
              cut.set(i, lines.get(i).substring(0, lines.get(i).length() / 2));

              assertThrows(MalformedMessageException.class, () -> NicSnapshot.parse(cut));
            }
            assertThrows(MalformedMessageException.class, () -> NicSnapshot.parse(List.of()));
          }
        });
  }

  @Test
  void r71_addressesThatExpiredMeanwhileDoNotComeBack() throws Exception {
    HostAndPeer.run(
        _ -> {
          Ip.run(
              "address",
              "add",
              "192.0.2.20/24",
              "dev",
              "eth0",
              "valid_lft",
              "60",
              "preferred_lft",
              "60");
          try (Mover mover = Mover.open()) {
            mover.move(false);
            try (NicRestore restore =
                NicRestore.prepare(
                    mover.snapshot(), Mover.BRIDGE_INDEX, "br0", NOW.plusSeconds(61))) {
              restore.apply();
            }
          }
          String addresses = Ip.run("-4", "address", "show", "dev", "eth0");
          assertTrue(addresses.contains("192.0.2.10/24"), addresses);
          assertFalse(addresses.contains("192.0.2.20/24"), addresses);
        });
  }
}
