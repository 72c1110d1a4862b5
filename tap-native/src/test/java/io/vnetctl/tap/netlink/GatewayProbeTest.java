package io.vnetctl.tap.netlink;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vnetctl.tap.Requirement;
import java.net.InetAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

final class GatewayProbeTest {
  private static final Duration LONG = Duration.ofSeconds(10);

  @Test
  void gatewaysAnswerAfterTheMove() throws Exception {
    HostAndPeer.run(
        network -> {
          network.onPeer("ping", "-c1", "-W5", "192.0.2.10");
          network.onPeer("ping", "-c1", "-W5", "2001:db8::10");
          try (Mover mover = Mover.open()) {
            List<InetAddress> known = mover.snapshot().knownGateways();
            assertEquals(addresses("192.0.2.1", "2001:db8::1"), known);
            mover.move(false);

            assertEquals(List.of(), GatewayProbe.silent(Mover.BRIDGE_INDEX, known, LONG));
          }
        });
  }

  @Test
  void findsGatewaysThatWereNotAskedBefore() throws Exception {
    HostAndPeer.run(
        _ -> {
          int eth0 = index();
          List<InetAddress> gateways = addresses("192.0.2.1", "2001:db8::1", "fe80::1");

          assertEquals(List.of(), GatewayProbe.silent(eth0, gateways, LONG));
        });
  }

  @Test
  void r78_tellsSilentGateways() throws Exception {
    HostAndPeer.run(
        network -> {
          network.onPeer("ping", "-c1", "-W5", "192.0.2.10");
          network.onPeer("ping", "-c1", "-W5", "2001:db8::10");
          network.onPeer("ip", "address", "del", "192.0.2.1/24", "dev", "eth1");
          List<InetAddress> gateways = addresses("192.0.2.1", "2001:db8::1");

          assertEquals(
              addresses("192.0.2.1"),
              GatewayProbe.silent(index(), gateways, Duration.ofMillis(300)));
        });
  }

  /**
   * When it has heard a request it sends one of its own instead of an answer, by which it becomes
   * known, but not as reachable. The next request is answered.
   */
  private static final String ASKS_BACK =
      """
      import os, socket, struct
      s = socket.socket(socket.AF_PACKET, socket.SOCK_RAW, socket.htons(0x0806))
      s.bind(('eth1', 0x0806))
      if os.fork():
          os._exit(0)
      os.dup2(os.open('/dev/null', os.O_RDWR), 1)
      os.dup2(1, 2)
      s.recv(64)
      mac = s.getsockname()[4]
      s.send(b'\\xff' * 6 + mac + struct.pack('!HHHBBH', 0x806, 1, 0x800, 6, 4, 1)
          + mac + socket.inet_aton('192.0.2.1') + bytes(6) + socket.inet_aton('192.0.2.10'))
      open('/proc/sys/net/ipv4/conf/eth1/arp_ignore', 'w').write('0')
      """;

  @Test
  void r78_gatewayThatAsksForTheHostInsteadOfAnsweringIsAskedAgain() throws Exception {
    HostAndPeer.run(
        network -> {
          Requirement.program("python3", "python3");
          network.onPeer("sysctl", "-qw", "net.ipv4.conf.eth1.arp_ignore=8");
          network.onPeer("python3", "-c", ASKS_BACK);

          assertEquals(List.of(), GatewayProbe.silent(index(), addresses("192.0.2.1"), LONG));
        });
  }

  @Test
  void onlyGatewaysThatHadAnsweredAreKnown() throws Exception {
    HostAndPeer.run(
        _ -> {
          try (Rtnetlink rtnetlink = Rtnetlink.open()) {
            NicSnapshot snapshot = NicSnapshot.take(rtnetlink, "eth0", Instant.EPOCH);

            assertEquals(List.of(), snapshot.knownGateways());
            assertTrue(snapshot.carriesDefaultRoute());
            assertFalse(NicSnapshot.take(rtnetlink, "lo", Instant.EPOCH).carriesDefaultRoute());
          }
        });
  }

  private static int index() throws NetlinkException {
    try (Rtnetlink rtnetlink = Rtnetlink.open()) {
      return rtnetlink.link("eth0").orElseThrow().index();
    }
  }

  private static List<InetAddress> addresses(String... texts) throws Exception {
    List<InetAddress> addresses = new ArrayList<>();
    for (String text : texts) {
      addresses.add(InetAddress.getByName(text));
    }
    return addresses;
  }
}
