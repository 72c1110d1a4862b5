package io.vnetctl.cli.requirements;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vnetctl.cli.peers.PeerProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** create and cancel: which bridge, and of which interface (R1, R58 to R65, R73 to R84, R139). */
final class BridgeTest {
  private Host host;

  @AfterEach
  void closeHost() {
    host.close();
  }

  private Ended create(String... words) {
    List<String> all = new ArrayList<>(List.of(words));
    all.add("create");
    return host.vnetctl(all.toArray(String[]::new)).run();
  }

  private Ended cancel(String... words) {
    List<String> all = new ArrayList<>(List.of(words));
    all.add("cancel");
    return host.vnetctl(all.toArray(String[]::new)).run();
  }

  private String portsOf(String bridge) {
    return String.join(
        " ",
        host.ip("-br link show master " + bridge)
            .lines()
            .map(line -> line.split("[ @]")[0])
            .toList());
  }

  private static void assertSays(Ended ended, String text) {
    assertTrue(ended.err().contains(text), () -> "not '" + text + "': " + ended);
  }

  private static void assertSaysNot(Ended ended, String text) {
    assertFalse(ended.err().contains(text), ended::toString);
  }

  private void assertRefused(String reason, String... words) {
    NetworkState before = NetworkState.of(host);
    Ended refused = create(words).expect(1);
    assertSays(refused, reason);
    assertEquals(1, refused.err().lines().count(), refused::toString);
    assertEquals("", before.changesOn(host));
    assertEquals("", host.run("find", "/var/tmp", "-name", "vde*"));
  }

  private void addBridge(String name) {
    host.ip("link add " + name + " type bridge");
  }

  @Test
  void r1_r62_oneCallOnAHostThatHasNothingYet() {
    host = Host.withNic();
    Switch made = Switch.of(host, create("-X", "-u", "nobody").expect(0).out());

    assertEquals("ctysbr0", made.bridge());
    assertEquals("eth0 tap0", portsOf("ctysbr0"));
    assertTrue(host.exists(made.qemuSock() + "/ctl"));
    String info = host.vnetctl("-u", "nobody", "info").run().expect(0).out();
    assertTrue(info.contains("1000 Success"), info);
    host.vnetctl("-X", "-u", "nobody", "check").run().expect(0);
    host.run("ping", "-c", "1", "-W", "5", Host.NEIGHBOUR);
  }

  @Test
  void r1_hostWithoutAnInterfaceGetsABridgeOfItsOwn() {
    host = Host.bare();
    Ended made = create().expect(0);

    assertSays(made, "WARNING:1:CREATE:no interface can join the new bridge");
    assertEquals("tap0", portsOf("ctysbr0"));
    cancel("--remove-bridge").expect(0);
    assertFalse(host.hasLink("ctysbr0"));
  }

  @Test
  void r58_r60_r61_firstBridgeByNameIsTheDefault() {
    host = Host.withBridge("zbr");
    addBridge("abr");
    Ended made = create().expect(0);

    assertEquals("tap0", portsOf("abr"));
    assertSays(made, "CREATE:use present bridge=abr");
    assertSays(made, "WARNING:1:CREATE:there are several bridges (abr, zbr)");
    assertSays(made, "WARNING:1:CREATE:bridge abr has no port but TAPs");
  }

  @Test
  void r59_r60_r65_namedBridgeIsTakenAndNoInterfaceJoinsIt() {
    host = Host.withBridge("zbr");
    addBridge("abr");
    host.connectNeighbour("eth1", "peer1");
    Ended made = create("-b", "zbr", "-i", "eth1").expect(0);

    assertEquals("eth0 tap0", portsOf("zbr"));
    assertSays(made, "bridge=zbr");
    assertSays(made, "WARNING:1:CREATE:-i eth1 has no effect, because bridge=zbr exists");
    assertSaysNot(made, "several bridges");
  }

  @Test
  void r61_usualBridgeGivesNoReasonToWarn() {
    host = Host.withBridge("br0");
    assertSaysNot(create().expect(0), "WARNING");
  }

  @Test
  void r62_firstInterfaceThatHasAnAddressIsTaken() {
    host = Host.withNic();
    host.connectNeighbour("aaa0", "peer1");
    host.connectNeighbour("eth1", "peer2");
    host.ip("addr add 203.0.113.7/24 dev eth1");
    Ended made = create().expect(0);

    assertEquals("eth0 tap0", portsOf("ctysbr0"));
    assertSays(made, "CREATE:new bridge=ctysbr0 interface=eth0");
    assertSaysNot(made, "WARNING");
  }

  @Test
  void r62_interfaceWithoutTheDefaultRouteIsWarnedOf() {
    host = Host.withNic();
    host.connectNeighbour("bbb0", "peer1");
    host.ip("addr add 203.0.113.7/24 dev bbb0");
    Ended made = create().expect(0);

    assertEquals("bbb0 tap0", portsOf("ctysbr0"));
    assertSays(made, "WARNING:1:CREATE:interface bbb0 does not carry the default route");
  }

  @Test
  void r63_r64_namedInterfaceGoesIntoTheNamedNewBridge() {
    host = Host.withNic();
    host.connectNeighbour("eth1", "peer1");
    host.ip("addr add 203.0.113.7/24 dev eth1");
    Ended made = create("-b", "mybr", "-i", "eth1").expect(0);

    assertEquals("eth1 tap0", portsOf("mybr"));
    assertSays(made, "CREATE:new bridge=mybr interface=eth1");
    assertTrue(host.ip("addr show dev mybr").contains("203.0.113.7/24"));
    assertTrue(host.ip("route show default").contains("dev eth0"));
  }

  @Test
  void r64_r81_whatCannotBeABridgeOrJoinOneIsRefused() {
    host = Host.withBridge("br0");
    host.connectNeighbour("eth1", "peer1");
    host.ip("tuntap add dev tun7 mode tun");

    assertRefused("interface eth1 is not a bridge", "-b", "eth1");
    assertRefused("-b", "-b", "$(id)/x");
    assertRefused("-b", "-b", "sixteen-letters-");
    assertRefused("interface nope0 does not exist", "-b", "new0", "-i", "nope0");
    assertRefused(
        "interface lo cannot join a bridge: it is the loopback", "-b", "new0", "-i", "lo");
    assertRefused("it is a port of br0 already", "-b", "new0", "-i", "eth0");
    assertRefused("it is a bridge itself", "-b", "new0", "-i", "br0");
    assertRefused("it carries no Ethernet", "-b", "new0", "-i", "tun7");
    assertRefused("-b", "-b", "eth1", "-i", "eth1");
  }

  @Test
  void r73_r139_presentBridgeStaysAsItIs() {
    host = Host.withBridge("br0");
    // every address of a TAP that is left to chance could be lower
    host.ip("link set eth0 address fc:ff:ff:ff:ff:f0");
    assertTrue(host.ip("link show dev br0").contains("fc:ff:ff:ff:ff:f0"));
    NetworkState before = NetworkState.of(host);
    for (String user : List.of("nobody", "daemon", "root")) {
      create("-u", user).expect(0);
    }
    List<String> changes = NetworkState.of(host).changesSince(before).lines().toList();
    assertEquals(List.of(), changes.stream().filter(line -> !line.contains("tap")).toList());

    assertEquals("eth0 tap0 tap1 tap2", portsOf("br0"));
    String ports = host.run("brctl", "show", "br0");
    String address = host.run("ifconfig", "br0");
    for (String tap : List.of("tap0", "tap1", "tap2")) {
      assertTrue(ports.contains(tap), ports);
      assertTrue(host.run("ifconfig", tap).contains("UP"));
    }
    assertTrue(address.contains("inet 192.0.2.10"), address);
    for (String user : List.of("nobody", "daemon", "root")) {
      cancel("-u", user).expect(0);
    }
    assertEquals("", before.changesOn(host));
  }

  @Test
  void r74_madeBridgeStaysAndCanBeDeletedByHand() {
    host = Host.withNic();
    create().expect(0);
    Ended cancelled = cancel().expect(0);

    assertEquals("eth0", portsOf("ctysbr0"));
    assertSays(cancelled, "CANCEL:bridge=ctysbr0 kept; 'vnetctl --remove-bridge cancel'");
    host.run("ping", "-c", "1", "-W", "5", Host.NEIGHBOUR);
    host.ip("link del ctysbr0");
    host.ip("addr add 192.0.2.10/24 dev eth0");
    create().expect(0);
    assertEquals("eth0 tap0", portsOf("ctysbr0"));
    host.run("ping", "-c", "1", "-W", "5", Host.NEIGHBOUR);
  }

  @Test
  void r75_removedBridgeLeavesTheHostAsItWas() {
    host = Host.withNic();
    NetworkState before = NetworkState.of(host);
    create().expect(0);
    cancel().expect(0);
    Ended removed = cancel("--remove-bridge", "-X").expect(0);

    assertEquals("bridge;ctysbr0\n", removed.out());
    assertEquals("", before.changesOn(host));
    assertEquals("", host.run("find", "/run/ctys-vnetctl", "-name", "bridge*"));
    host.run("ping", "-c", "1", "-W", "5", Host.NEIGHBOUR6);
  }

  @Test
  void r75_whatTheBridgeWasGivenMeanwhileGoesToTheInterface() {
    host = Host.withNic();
    create().expect(0);
    host.ip("addr add 192.0.2.99/24 dev ctysbr0");
    host.ip("route add 10.9.0.0/16 via 192.0.2.1");
    host.ip("route del 198.51.100.0/24");
    cancel("--remove-bridge").expect(0);

    String routes = host.ip("route");
    assertTrue(host.ip("addr show dev eth0").contains("192.0.2.99/24"));
    assertTrue(routes.contains("10.9.0.0/16 via 192.0.2.1 dev eth0"), routes);
    assertFalse(routes.contains("198.51.100.0"), routes);
  }

  @Test
  void r75_bridgeWithOtherPortsStays() {
    host = Host.withNic();
    create("-u", "nobody").expect(0);
    create("-u", "daemon").expect(0);
    Ended refused = cancel("-u", "nobody", "--remove-bridge").expect(1);

    assertSays(refused, "bridge=ctysbr0 stays, because it has other ports: tap1");
    assertEquals("eth0 tap1", portsOf("ctysbr0"));
    host.run("ping", "-c", "1", "-W", "5", Host.NEIGHBOUR);
    cancel("-u", "daemon", "--remove-bridge").expect(0);
    assertFalse(host.hasLink("ctysbr0"));
  }

  @Test
  void r75_bridgeOfSomebodyElseIsNeverRemoved() {
    host = Host.withBridge("br0");
    create().expect(0);
    assertSays(cancel("--remove-bridge", "-b", "br0").expect(1), "bridge=br0 was not made here");
    cancel("--remove-bridge").expect(0);
    assertEquals("eth0", portsOf("br0"));
  }

  @Test
  void r75_bridgeThatTookTheNameIsNotRemoved() {
    host = Host.withNic();
    create().expect(0);
    cancel().expect(0);
    host.ip("link del ctysbr0");
    addBridge("ctysbr0");
    assertSays(cancel("--remove-bridge").expect(1), "is not the one that was made here");
    assertTrue(host.hasLink("ctysbr0"));
  }

  @Test
  void r79_presentBridgeNeedsNoCareForTheSessionAndLosesNothing() {
    host = Host.withBridge("br0");
    try (Pings pings = Pings.to(host, Host.ADDRESS)) {
      host.vnetctl("create")
          .env("SSH_TTY", "/dev/pts/0")
          .env("SSH_CONNECTION", "192.0.2.1 40000 192.0.2.10 22")
          .run()
          .expect(0);
      host.vnetctl("cancel").run().expect(0);
      assertEquals(0, pings.lost());
    }
  }

  @Test
  void r80_addressesCanBeListedWithoutDuplicates() {
    host = Host.withNic();
    String list = "ip -br -4 addr | awk '{for (i = 3; i <= NF; i++) print $i}' | sort -u";
    String before = host.run("sh", "-c", list);
    create().expect(0);
    assertEquals(before, host.run("sh", "-c", list));
    cancel("--remove-bridge").expect(0);
    create("--keepip").expect(0);
    assertEquals(before, host.run("sh", "-c", list));
  }

  @Test
  void r83_managersOfTheInterfaceAreNamed() throws IOException {
    host = Host.withNic();
    String index = Files.readString(host.file("/sys/class/net/eth0/ifindex")).strip();
    write("/run/NetworkManager/devices/" + index, "[device]\nmanaged=true\n");
    write("/run/systemd/netif/links/" + index, "ADMIN_STATE=configured\n");
    host.run("ln", "-s", host.run("which", "busybox").strip(), "/run/udhcpc");
    try (PeerProcess _ =
        host.program("/run/udhcpc", "-f", "-i", "eth0", "-s", "/bin/true").start()) {
      host.run("sh", "-c", "until pgrep -f udhcpc; do :; done");
      Ended made = create().expect(0);

      assertSays(made, "WARNING:1:CREATE:NetworkManager manages eth0");
      assertSays(made, "WARNING:1:CREATE:systemd-networkd manages eth0");
      assertSays(made, "WARNING:1:CREATE:udhcpc (process ");
    }
  }

  private void write(String path, String text) throws IOException {
    Files.createDirectories(host.file(path).getParent());
    Files.writeString(host.file(path), text);
  }

  @Test
  void r84_twoUsersAtOnceGetOneBridge() {
    host = Host.withNic();
    for (int round = 0; round < 3; round++) {
      try (PeerProcess one = host.vnetctl("-X", "-u", "nobody", "create").start();
          PeerProcess other = host.vnetctl("-X", "-u", "daemon", "create").start()) {
        assertEquals(0, one.awaitExit(), one::toString);
        assertEquals(0, other.awaitExit(), other::toString);
      }
      assertEquals(1, host.ip("-br link show type bridge").lines().count());
      assertEquals("eth0 tap0 tap1", portsOf("ctysbr0"));
      cancel("-u", "nobody").expect(0);
      cancel("-u", "daemon", "--remove-bridge").expect(0);
    }
  }
}
