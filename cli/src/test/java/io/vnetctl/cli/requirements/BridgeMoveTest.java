package io.vnetctl.cli.requirements;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vnetctl.cli.peers.Eventually;
import io.vnetctl.cli.peers.PeerProcess;
import io.vnetctl.tap.netlink.RichHost;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The move of the NIC into a new bridge, and back (R66 to R72, R126, R128). */
final class BridgeMoveTest {
  private static final int JUMBO = 9000;

  private final Host host = Host.withNic();

  @AfterEach
  void closeHost() {
    host.close();
  }

  private Ended create(String... words) {
    return host.vnetctl(words).run();
  }

  private void makeRich() {
    // the kernel makes the routes of an address that it checks for duplicates a second later
    host.run(
        "sysctl", "-qw", "net.ipv6.conf.eth0.accept_dad=0", "net.ipv6.conf.default.accept_dad=0");
    host.ip("link set eth0 mtu " + JUMBO);
    host.neighbourIp("link set peer0 mtu " + JUMBO);
    try {
      Files.writeString(host.file("/run/rich"), RichHost.COMMANDS);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
    host.run("sh", "-ec", "while read -r words; do ip $words; done </run/rich");
    host.ip("addr add 192.0.2.13/24 dev eth0 valid_lft 4000 preferred_lft 3000");
    host.ip("addr add 2001:db8::13/64 dev eth0 valid_lft 4000 preferred_lft 3000 nodad");
  }

  /** All that an interface carries, with its name replaced; without what is its own. */
  private List<String> carriedBy(String name) {
    return NetworkState.of(host).lines().stream()
        .filter(line -> line.matches(".*\\b" + name + "\\b.*"))
        .filter(line -> !line.contains("link/ether") && !line.contains("fe80::/64"))
        .filter(line -> !line.matches("\\d+: .* inet6 fe80::.*"))
        .map(line -> line.replaceAll("^\\d+:(?= " + name + ")", ""))
        .map(line -> line.replaceAll("\\b" + name + "\\b", "NIC"))
        .sorted()
        .toList();
  }

  private String macOf(String link) {
    return host.run("cat", "/sys/class/net/" + link + "/address");
  }

  @Test
  void r66_r67_r68_r70_r71_bridgeTakesOverAllThatTheInterfaceHad() {
    makeRich();
    NetworkState before = NetworkState.of(host);
    List<String> carried = carriedBy("eth0");
    assertTrue(carried.size() > 50, carried::toString);
    String sysctls = sysctls();
    create("create").expect(0);

    Eventually.within(Duration.ofSeconds(5), () -> carriedBy("ctysbr0").equals(carried));
    assertEquals(String.join("\n", carried), String.join("\n", carriedBy("ctysbr0")));
    assertEquals(List.of(), carriedBy("eth0"));
    String lifetimes = host.ip("-o addr show dev ctysbr0");
    assertTrue(
        Pattern.compile("192\\.0\\.2\\.13/24.*valid_lft (4000|39\\d\\d)sec")
            .matcher(lifetimes)
            .find());
    assertTrue(
        Pattern.compile("2001:db8::13/64.*preferred_lft (3000|29\\d\\d)sec")
            .matcher(lifetimes)
            .find());
    String bridge = host.ip("-d -o link show dev ctysbr0");
    for (String part :
        List.of("mtu 9000", "stp_state 0", "forward_delay 0 ", "nf_call_iptables 0")) {
      assertTrue(bridge.contains(part), bridge);
    }
    assertTrue(host.ip("-o link show dev tap0").contains("mtu 9000"));
    assertEquals(sysctls, sysctls());

    assertEquals(macOf("eth0"), macOf("ctysbr0"));
    host.ip("tuntap add dev low0 mode tap");
    host.ip("link set low0 address 02:00:00:00:00:01 master ctysbr0");
    assertEquals(macOf("eth0"), macOf("ctysbr0"));
    host.ip("link del low0");

    host.run("ping", "-c", "1", "-W", "5", "-M", "do", "-s", "8972", Host.NEIGHBOUR);
    create("--remove-bridge", "cancel").expect(0);
    assertEquals("", before.changesOn(host));
  }

  /** What holds for the whole host, and for interfaces that were there. */
  private String sysctls() {
    return host.run(
        "sh",
        "-c",
        "sysctl -a 2>/dev/null | grep ^net | grep -vE 'ctysbr0|tap0|conntrack_count|nf_log'");
  }

  @Test
  void r66_interfaceKeepsItsAddressesOnRequest() {
    NetworkState before = NetworkState.of(host);
    create("--keepip", "create").expect(0);

    for (String link : List.of("eth0", "ctysbr0")) {
      String addresses = host.ip("addr show dev " + link);
      assertTrue(addresses.contains("192.0.2.10/24"), addresses);
      assertTrue(addresses.contains("2001:db8::10/64"), addresses);
    }
    assertTrue(host.ip("route get 192.0.2.1").contains("dev ctysbr0"));
    assertTrue(host.ip("route get 2001:db8::1").contains("dev ctysbr0"));
    host.run("ping", "-c", "1", "-W", "5", Host.NEIGHBOUR);
    host.run("ping", "-c", "1", "-W", "5", Host.NEIGHBOUR6);
    create("--remove-bridge", "cancel").expect(0);
    assertEquals("", before.changesOn(host));
  }

  @Test
  void r69_hardlyAPacketIsLostOnTheWayThereAndBack() {
    assertLostAtMost(1, "create");
    // Ten measured ways back lost 0 or 1; the kernel takes up to 50 ms to delete a bridge.
    assertLostAtMost(2, "cancel", "--remove-bridge");
  }

  private void assertLostAtMost(int most, String... words) {
    try (Pings pings = Pings.to(host, Host.ADDRESS);
        Pings pings6 = Pings.to(host, Host.ADDRESS6)) {
      create(words).expect(0);
      int lost = pings.lost();
      int lost6 = pings6.lost();
      assertTrue(lost <= most && lost6 <= most, lost + " and " + lost6 + " lost, " + words[0]);
    }
  }

  @Test
  void r69_connectionsSurvive() {
    try (PeerProcess server = host.program("python3", "-c", ECHO_SERVER).start()) {
      server.awaitOutput("listening");
      try (PeerProcess client = host.startOnNeighbour("python3", "-c", ECHO_CLIENT)) {
        client.awaitOutput("connected");
        create("create").expect(0);
        create("cancel", "--remove-bridge").expect(0);
        client.closeInput();
        assertEquals(0, client.awaitExit(), client::toString);
        Matcher longest = Pattern.compile("longest (\\d+) ms").matcher(client.output());
        assertTrue(longest.find(), client::toString);
        assertTrue(Integer.parseInt(longest.group(1)) < 1000, client::toString);
      }
    }
  }

  private static final String ECHO_SERVER =
      """
      import socket
      listener = socket.create_server(('', 7777))
      print('listening', flush=True)
      connection, _ = listener.accept()
      while data := connection.recv(64):
          connection.sendall(data)
      """;

  /** Sends and awaits a byte at a time until its input ends; tells the longest it had to wait. */
  private static final String ECHO_CLIENT =
      """
      import select, socket, sys, time
      connection = socket.create_connection(('192.0.2.10', 7777))
      connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
      print('connected', flush=True)
      longest = 0
      while not select.select([sys.stdin], [], [], 0.005)[0]:
          begin = time.monotonic()
          connection.sendall(b'x')
          if connection.recv(1) != b'x':
              sys.exit('connection lost')
          longest = max(longest, time.monotonic() - begin)
      print('longest %d ms' % (longest * 1000))
      """;

  @Test
  void r72_switchThatFailsAfterTheMoveRestoresEverything() {
    makeRich();
    NetworkState before = NetworkState.of(host);
    Ended failed = host.vnetctl("create").env("VDE_SWITCH", "/bin/false").run().expect(1);

    assertTrue(failed.err().contains("UNDONE:bridge=ctysbr0"), failed::toString);
    assertTrue(failed.err().contains("the switch could not be started"), failed::toString);
    assertEquals("", before.changesOn(host));
    assertEquals("", host.run("find", "/run/ctys-vnetctl", "-name", "*.*"));
  }

  @Test
  void r72_refusedRequestOfTheMoveRestoresEverything() {
    makeRich();
    NetworkState before = NetworkState.of(host);
    Strace watching = Strace.watching(host, SystemCall.CHANGING);
    watching.run(host.vnetctl("create")).expect(0);
    create("--remove-bridge", "cancel").expect(0);
    List<SystemCall> messages =
        SystemCall.changes(watching.log()).stream()
            .filter(call -> call.name().equals("sendto"))
            .limit(6)
            .toList();
    assertTrue(messages.getLast().text().contains("RTM_DELROUTE"), messages::toString);
    for (SystemCall message : messages) {
      Ended failed = Strace.failing(host, message, "ENOBUFS").run(host.vnetctl("create"));

      assertEquals(1, failed.status(), () -> message + " " + failed);
      assertTrue(failed.err().contains("No buffer space available"), failed::toString);
      assertEquals("", before.changesOn(host), message::toString);
    }
  }

  @Test
  void r72_interfaceThatTheKernelRefusesKeepsWhatItHas() {
    host.ip("link add link eth0 name mac0 type macvlan");
    NetworkState before = NetworkState.of(host);
    Ended failed = create("create").expect(1);

    assertTrue(
        failed.err().contains("eth0 a port of ctysbr0: Device or resource busy; a macvlan"),
        failed::toString);
    assertEquals("", before.changesOn(host));
  }

  @Test
  void r72_silentGatewayRestoresEverything() {
    NetworkState before = NetworkState.of(host);
    host.run("ping", "-c", "1", "-W", "5", Host.NEIGHBOUR);
    // it answers no more, and the cable is still there
    host.neighbourIp("link set peer0 arp off");
    Ended failed = create("--timeout", "1", "create").expect(1);

    assertTrue(
        failed.err().contains("gateway 192.0.2.1 does not answer any more through bridge=ctysbr0"),
        failed::toString);
    assertEquals("", before.changesOn(host));
  }

  @Test
  void r126_r127_programOnTheNetworkIsNotCutOffFromItsFiles() {
    String overlaid =
        "cp /proc/self/mountinfo /run/mounts;"
            + " echo '999 1 0:99 / /root rw - nfs4 server:/home rw' >> /run/mounts;"
            + " mount --bind /run/mounts /proc/$$/mountinfo; exec \"$@\"";
    List<String> launcher = List.of("sh", "-c", overlaid, "sh");
    NetworkState before = NetworkState.of(host);
    Ended refused = host.vnetctl("create").under(launcher).run().expect(1);

    assertTrue(
        refused.err().contains("the home directory /root comes over it (nfs4)"), refused::toString);
    assertTrue(refused.err().contains("say -f"), refused::toString);
    assertEquals("", before.changesOn(host));
    host.vnetctl("-f", "create").under(launcher).run().expect(0);
    assertTrue(host.hasLink("ctysbr0"));
  }

  /** Sockets that ask the kernel; memory, locks, signals and the clock, as the JVM uses them. */
  private static final Set<String> HARMLESS =
      Set.of(
          "sendto",
          "recvfrom",
          "futex",
          "madvise",
          "mprotect",
          "munmap",
          "sched_yield",
          "rt_sigprocmask",
          "rt_sigreturn",
          "clock_nanosleep",
          "restart_syscall",
          "getrusage",
          "gettid",
          "exit",
          "set_robust_list",
          "close",
          "bind",
          "setsockopt",
          "getsockopt",
          "getsockname");

  @Test
  void r128_nothingButQuestionsToTheKernelUntilTheGatewayHasAnswered() {
    host.run("ping", "-c", "1", "-W", "5", Host.NEIGHBOUR);
    Strace strace = new Strace(host, List.of());
    strace.run(host.vnetctl("create")).expect(0);
    List<String> log = strace.log();
    int first = indexOf(log, "RTM_NEWADDR", 0);
    int probe = indexOf(log, "RTM_NEWNEIGH", first);
    List<String> inside = log.subList(first, indexOf(log, "RTM_GETNEIGH", probe));

    assertTrue(inside.stream().anyMatch(line -> line.contains("RTM_DELROUTE")));
    assertEquals(
        "",
        SystemCall.of(inside).stream()
            .filter(call -> !HARMLESS.contains(call.name()))
            .filter(call -> !call.text().contains("MAP_ANONYMOUS"))
            .filter(call -> !call.text().contains("AF_NETLINK"))
            .map(SystemCall::text)
            .collect(Collectors.joining("\n")));
  }

  private static int indexOf(List<String> log, String word, int from) {
    for (int i = from; i < log.size(); i++) {
      if (log.get(i).contains("sendto(") && log.get(i).contains("nlmsg_type=" + word)) {
        return i;
      }
    }
    throw new AssertionError("no " + word);
  }
}
