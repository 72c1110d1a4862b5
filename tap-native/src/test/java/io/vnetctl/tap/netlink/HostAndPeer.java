package io.vnetctl.tap.netlink;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.vnetctl.tap.PrivateNetwork;
import io.vnetctl.tap.Requirement;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * Two network namespaces with a cable between them, for the length of a test: the host, in which
 * the test runs, has {@code eth0} with 192.0.2.10/24 and 2001:db8::10/64 and default routes to the
 * peer; the peer has {@code eth1} with 192.0.2.1, 2001:db8::1 and fe80::1. Needs root.
 */
public final class HostAndPeer {
  private static final long SETTLE_NS = TimeUnit.SECONDS.toNanos(10);
  private static final long PAUSE_NS = TimeUnit.MILLISECONDS.toNanos(20);

  private final long peer;

  private HostAndPeer(long peer) {
    this.peer = peer;
  }

  /** What runs on the host. */
  public interface Body {
    void run(HostAndPeer network) throws Exception;
  }

  /** Makes both, runs the body on a thread in the host's namespace, and takes all away. */
  public static void run(Body body) throws Exception {
    Requirement.tap();
    Requirement.program("ip", "iproute2");
    Requirement.program("nsenter", "util-linux");
    PrivateNetwork.run(
        () -> {
          Process holder =
              new ProcessBuilder("unshare", "-n", "sh", "-c", "echo ready; exec sleep infinity")
                  .start();
          try {
            byte[] ready = holder.getInputStream().readNBytes(6);
            assertEquals("ready\n", new String(ready, StandardCharsets.US_ASCII));
            HostAndPeer network = new HostAndPeer(holder.pid());
            network.connect();
            body.run(network);
          } finally {
            holder.destroyForcibly().waitFor();
          }
        });
  }

  private void connect() throws Exception {
    String withoutDad = "echo 0 >/proc/sys/net/ipv6/conf/default/accept_dad";
    Ip.output(List.of("sh", "-c", withoutDad));
    onPeer("sh", "-c", withoutDad);
    Ip.run("link", "set", "lo", "up");
    Ip.run(
        ("link add eth0 address 02:00:00:00:00:0a type veth"
                + " peer name eth1 address 02:00:00:00:00:01 netns "
                + peer)
            .split(" "));
    Ip.batch(
        """
        address add 192.0.2.10/24 brd + dev eth0
        address add 2001:db8::10/64 dev eth0
        link set eth0 up
        """);
    onPeer("ip", "link", "set", "lo", "up");
    onPeer("ip", "address", "add", "192.0.2.1/24", "dev", "eth1");
    onPeer("ip", "address", "add", "2001:db8::1/64", "dev", "eth1");
    onPeer("ip", "address", "add", "fe80::1/64", "dev", "eth1");
    onPeer("ip", "link", "set", "eth1", "up");
    Ip.batch(
        """
        route add default via 192.0.2.1
        route add 198.51.100.0/24 via 192.0.2.1 proto static
        -6 route add default via 2001:db8::1
        -6 route add 2001:db8:5::/48 via fe80::1 dev eth0
        """);
  }

  /** Runs a program on the peer; its exit code must be 0. Returns what it printed. */
  public String onPeer(String... command) throws Exception {
    return Ip.output(peerCommand(command));
  }

  /** Starts a program on the peer; the caller ends it. */
  public Process startOnPeer(String... command) throws IOException {
    return new ProcessBuilder(peerCommand(command)).redirectErrorStream(true).start();
  }

  private List<String> peerCommand(String... command) {
    List<String> entered =
        new ArrayList<>(List.of("nsenter", "--net=/proc/%d/ns/net".formatted(peer)));
    entered.addAll(List.of(command));
    return entered;
  }

  /**
   * All of the host's network as ip(8) tells it, but for neighbours that were learnt: links,
   * addresses, routes of all tables, rules.
   */
  public static String state() throws Exception {
    StringBuilder state = new StringBuilder();
    for (String what :
        List.of(
            "-d -j link",
            "-d -j address",
            "-4 -d -j route show table all",
            "-6 -d -j route show table all",
            "-4 -d -j rule",
            "-6 -d -j rule",
            "-j neigh show nud permanent",
            "-j neigh show proxy")) {
      String output = Ip.run(what.split(" ")).replaceAll("},\\{", "},\n{");
      state.append(what).append('\n');
      List<String> lines = new ArrayList<>(List.of(output.split("\n")));
      lines.replaceAll(line -> line.replaceAll("[\\[\\],]+$", ""));
      // To link-local networks the interface decides, so the order of interfaces says nothing.
      List<String> linkLocal = lines.stream().filter(HostAndPeer::isLinkLocal).sorted().toList();
      lines.removeAll(linkLocal);
      lines.addAll(linkLocal);
      lines.forEach(line -> state.append(line).append('\n'));
    }
    return state.toString();
  }

  /** Waits until the network is as it was. */
  static void assertState(String expected, String when) throws Exception {
    assertSettles(expected, HostAndPeer::state, when);
  }

  /**
   * Waits until a look at the network shows what is expected: the kernel makes the local routes of
   * IPv6 addresses in a work queue of its own (addrconf_dad_work).
   */
  static void assertSettles(String expected, Callable<String> look, String when) throws Exception {
    long end = System.nanoTime() + SETTLE_NS;
    String seen = look.call();
    while (!seen.equals(expected) && System.nanoTime() - end < 0) {
      LockSupport.parkNanos(PAUSE_NS);
      seen = look.call();
    }
    assertEquals(expected, seen, when);
  }

  private static boolean isLinkLocal(String line) {
    return line.contains("\"dst\":\"fe80::/64\"");
  }
}
