package io.vnetctl.cli.doctor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vnetctl.cli.doctor.Finding.Verdict;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class DoctorTest {
  @TempDir private Path folder;
  private HostTree host;

  @BeforeEach
  void makeHost() {
    host = new HostTree(folder);
  }

  @Test
  void aHealthyHostHasNoWarnings() throws IOException {
    for (Check check : Check.all()) {
      if (!(check instanceof TunDeviceCheck)) {
        for (Finding finding : check.look(host.surroundings())) {
          assertEquals(Verdict.OK, finding.verdict(), check.name() + finding);
          assertEquals("", finding.mend(), check.name());
        }
      }
    }
    assertEquals(
        Check.all().size(),
        new TreeSet<>(Check.all().stream().map(Check::name).toList()).size(),
        "names are unique");
  }

  @Test
  void aMissingTunDeviceFails() {
    assertFinds(
        new TunDeviceCheck(),
        Verdict.FAIL,
        "/dev/net/tun is missing, though the kernel has the driver",
        "sudo sh -c 'mkdir -p /dev/net && mknod -m 666 /dev/net/tun c 10 200'");
    host.remove("/sys/class/misc/tun");
    assertFinds(new TunDeviceCheck(), Verdict.FAIL, "/dev/net/tun is missing", "sudo modprobe tun");
  }

  @Test
  void aTunDeviceThatIsNoneFails() {
    host.put("/dev/net/tun", "");
    assertFinds(
        new TunDeviceCheck(),
        Verdict.FAIL,
        "/dev/net/tun is another device than 10, 200",
        "sudo sh -c 'rm /dev/net/tun && mknod -m 666 /dev/net/tun c 10 200'");
  }

  @ParameterizedTest
  @CsvSource({"bridge, /sys/module/bridge", "tun, /sys/class/misc/tun"})
  void aMissingModuleFailsUnlessItCanBeLoaded(String module, String sign) {
    host.remove(sign);
    assertFinds(
        new KernelCheck(),
        Verdict.FAIL,
        "kernel 6.1.0 has no module " + module,
        "sudo modprobe " + module + ", or install the kernel's package of modules");
    host.put("/lib/modules/6.1.0/modules.dep", "kernel/x/" + module + ".ko.xz: kernel/y.ko");
    assertFinds(new KernelCheck(), Verdict.OK, "kernel 6.1.0 has bridges and TAPs", "");
  }

  @Test
  void withoutPrivilegeItSaysHowToGetIt() throws IOException {
    host.put("/proc/self/status", "Name:\tjava\nUid:\t1\t1\t1\t1\nCapEff:\t0000000000000000");
    assertFinds(
        new PrivilegeCheck(),
        Verdict.WARN,
        "you are jo, not root, and there is neither sudo nor ksu in PATH",
        "as root: vnetctl -u jo create");
    Path sudo = Files.createFile(folder.resolve("sudo"));
    Files.setPosixFilePermissions(sudo, PosixFilePermissions.fromString("rwxr-xr-x"));
    host.environment("PATH", folder.toString());
    assertFinds(
        new PrivilegeCheck(),
        Verdict.OK,
        "you are jo, not root: create and cancel with 'sudo vnetctl -u jo create', if you may; all"
            + " else needs none; other ways: PRIVILEGES in vnetctl(1)",
        "");
  }

  @Test
  void aSmallDatagramQueueIsTold() {
    host.put("/proc/sys/net/unix/max_dgram_qlen", "10");
    assertFinds(
        new DatagramQueueCheck(),
        Verdict.WARN,
        "net.unix.max_dgram_qlen is 10",
        "sudo sysctl -w net.unix.max_dgram_qlen=512");
  }

  @Test
  void managersOfAPortThatDoNotHaveTheBridgeAreTold() {
    host.put("/run/NetworkManager/devices/2", "[device]", "managed=true");
    host.put("/run/NetworkManager/devices/3", "[device]", "managed=false");
    assertFinds(
        new ManagerCheck(),
        Verdict.WARN,
        "NetworkManager configures eth0",
        "nmcli device set eth0 managed no, or make the bridge in NetworkManager");
    host.put("/run/NetworkManager/devices/3", "[device]", "managed=true");
    assertFinds(new ManagerCheck(), Verdict.OK, "nobody else configures a bridge's interfaces", "");
  }

  @Test
  void networkdAndDhcpClientsOfAFutureUplinkAreTold() throws IOException {
    host.remove("/sys/class/net/br0");
    host.put("/proc/net/route", "Iface\tDestination", "eth0\t00000000\tx\tx\tx\tx\tx\t00000000");
    host.put("/run/systemd/netif/links/2", "ADMIN_STATE=configured");
    host.put("/proc/712/cmdline", "/sbin/dhclient\0-4\0eth0\0");
    List<Finding> findings = new ManagerCheck().look(host.surroundings());
    assertEquals(
        List.of(
            "systemd-networkd configures eth0",
            "dhclient (process 712) renews the address of eth0"),
        findings.stream().map(Finding::what).toList());
    assertEquals("after create, start the client on ctysbr0 instead", findings.get(1).mend());
  }

  @Test
  void aDhcpClientOfAPortIsTold() {
    host.put("/proc/31/cmdline", "udhcpc\0-i\0eth0\0");
    assertFinds(
        new ManagerCheck(),
        Verdict.WARN,
        "udhcpc (process 31) renews the address of eth0, a port of br0",
        "end it, and start the client on br0");
  }

  @Test
  void aWirelessUplinkIsTold() {
    host.link("wlan0", 7).put("/sys/class/net/wlan0/phy80211/name", "phy0");
    host.put("/proc/net/route", "Iface\tDestination", "wlan0\t00000000\tx\tx\tx\tx\tx\t00000000");
    assertFinds(
        new WirelessCheck(),
        Verdict.WARN,
        "wlan0, which carries the default route, is wireless",
        "sudo vnetctl -i INTERFACE create with a wired one, or a bridge without uplink: sudo ip"
            + " link add ctysbr0 type bridge");
  }

  @Test
  void aPathThatNoSocketCanHaveFails() {
    String base = "/var/" + "x".repeat(90);
    host.environment("CTYS_SOCKBASE", base);
    assertFinds(
        new SocketPathCheck(),
        Verdict.FAIL,
        "QEMUSOCK "
            + base
            + "/vde_switch0.jo has 110 bytes, and sockets allow at most 90; take a shorter path"
            + " (-s, CTYS_SOCKBASE)",
        "CTYS_SOCKBASE=/var/tmp in ~/.ctys/vnetctl.conf");
    host.environment("CTYS_SOCKBASE", "/nowhere");
    assertFinds(
        new SocketPathCheck(), Verdict.FAIL, "/nowhere does not exist", "mkdir -p /nowhere");
  }

  @Test
  void aLongTmpdirIsTold() {
    host.environment("TMPDIR", "/" + "t".repeat(89));
    assertFinds(new SocketPathCheck(), Verdict.WARN, "TMPDIR has 90 bytes", "export TMPDIR=/tmp");
  }

  @Test
  void aPidFileOfADeadProcessAndATapWithoutProgramAreTold() throws IOException {
    host.put("/var/run/vde_mgmt0.jo", "4711");
    host.link("tap3", 9).put("/sys/class/net/tap3/tun_flags", "0x1802");
    host.put("/sys/class/net/tap3/carrier", "0");
    assertEquals(
        List.of(
            "/var/run/vde_mgmt0.jo names process 4711, which is gone",
            "TAP tap3 is used by no program"),
        new StaleStateCheck().look(host.surroundings()).stream().map(Finding::what).toList());
    host.put("/sys/class/net/tap3/carrier", "1").put("/proc/4711/stat", "4711 (x) Z 1 0");
    assertFinds(
        new StaleStateCheck(),
        Verdict.WARN,
        "/var/run/vde_mgmt0.jo names process 4711, which is gone",
        "sudo vnetctl -u jo cancel");
    host.put("/proc/4711/stat", "4711 (java) S 1 0");
    assertFinds(new StaleStateCheck(), Verdict.OK, "nothing is left of others", "");
  }

  @Test
  void bridgedFramesThatAFirewallSeesAreTold() {
    host.put("/proc/sys/net/bridge/bridge-nf-call-iptables", "1");
    assertFinds(
        new BridgeFilterCheck(),
        Verdict.OK,
        "no firewall of routed packets sees bridged frames",
        "");
    host.put("/proc/net/ip_tables_names", "nat", "filter");
    assertFinds(
        new BridgeFilterCheck(),
        Verdict.WARN,
        "net.bridge.bridge-nf-call-iptables is 1",
        "sudo sysctl -w net.bridge.bridge-nf-call-iptables=0, or: sudo iptables -I FORWARD -m"
            + " physdev --physdev-is-bridged -j ACCEPT");
  }

  @Test
  void whatSetsAFirewallAndWhatShowsItAreNamed() throws IOException {
    host.put("/proc/sys/net/bridge/bridge-nf-call-iptables", "1");
    host.put("/sys/module/nf_tables/refcnt", "3");
    host.link("docker0", 9);
    Finding finding =
        assertFinds(
            new BridgeFilterCheck(),
            Verdict.WARN,
            "net.bridge.bridge-nf-call-iptables is 1",
            "sudo sysctl -w net.bridge.bridge-nf-call-iptables=0, or: sudo iptables -I FORWARD -m"
                + " physdev --physdev-is-bridged -j ACCEPT");
    assertEquals(
        "frames of guests pass the chain FORWARD, whose policy may be DROP (Docker is here, and"
            + " sets that); look with 'sudo iptables -S FORWARD' and 'sudo nft list ruleset'",
        finding.why());
  }

  @Test
  void tablesOfOneFamilyAreNoneOfTheOther() {
    host.put("/proc/sys/net/bridge/bridge-nf-call-ip6tables", "1");
    host.put("/proc/net/ip_tables_names", "filter");
    assertFinds(
        new BridgeFilterCheck(),
        Verdict.OK,
        "no firewall of routed packets sees bridged frames",
        "");
  }

  @Test
  void aFilterOfBridgesIsTold() {
    host.put("/sys/module/ebtable_filter/refcnt", "1");
    assertFinds(
        new BridgeFilterCheck(),
        Verdict.WARN,
        "ebtables has a table of filters",
        "sudo ebtables-legacy -P FORWARD ACCEPT, or a rule that accepts the frames of guests");
  }

  @Test
  void nothingIsToldWithoutAWayToMendIt() {
    assertThrows(IllegalArgumentException.class, () -> Finding.warn("a", "b", ""));
    assertThrows(IllegalArgumentException.class, () -> Finding.fail("a", "", "c"));
  }

  @Test
  void routesOfAPortAreTold() throws IOException {
    host.put("/proc/net/route", "Iface\tDestination", "eth0\t000200C0\tx\tx\tx\tx\tx\t00FFFFFF");
    host.put("/proc/sys/net/ipv4/conf/br0/rp_filter", "1");
    Finding finding =
        assertFinds(
            new RouteCheck(),
            Verdict.WARN,
            "eth0, a port of br0, has routes of its own",
            "sudo ip addr flush dev eth0");
    assertEquals("answers that come in by the bridge are dropped (rp_filter is 1)", finding.why());
  }

  @Test
  void portsOfAnotherMtuAreTold() {
    host.put("/sys/class/net/eth0/mtu", "9000");
    assertFinds(
        new MtuCheck(),
        Verdict.WARN,
        "eth0 has mtu 9000, its bridge br0 1500",
        "sudo ip link set dev eth0 mtu 1500");
  }

  @ParameterizedTest
  @CsvSource({
    "user/max_user_namespaces, 0, sudo sysctl -w user.max_user_namespaces=15000",
    "kernel/unprivileged_userns_clone, 0, sudo sysctl -w kernel.unprivileged_userns_clone=1",
    "kernel/apparmor_restrict_unprivileged_userns, 1, sudo sysctl -w"
        + " kernel.apparmor_restrict_unprivileged_userns=0",
  })
  void userNamespacesThatAreForbiddenAreToldToOrdinaryUsers(
      String file, String value, String mend) {
    host.put("/proc/sys/" + file, value);
    boolean root = host.surroundings().caller().uid() == 0;
    Finding finding = only(new UserNamespaceCheck());
    assertEquals(root ? Verdict.OK : Verdict.WARN, finding.verdict());
    assertEquals(root ? "" : mend, finding.mend());
  }

  @Test
  void aLibraryThatCannotBeLoadedFails() {
    host.put("/proc/self/mountinfo", "1 0 0:1 / / rw - ext4 x rw", "2 1 0:2 / /tmp rw,noexec - x");
    Finding finding =
        assertFinds(
            new NativeAccessCheck(List.of(Unloadable.class.getName())),
            Verdict.FAIL,
            "the library of "
                + Unloadable.class.getName()
                + " cannot be loaded: /tmp/x.so: failed to map segment",
            null);
    assertEquals("/tmp is mounted noexec", finding.why());
  }

  @Test
  void programsThatComeFirstInPathAreTold() throws IOException {
    Path other = program(folder.resolve("other/vde_switch"));
    program(host.root().resolve("opt/vnetctl/bin/vde_switch"));
    Path bin = host.root().resolve("opt/vnetctl/bin");
    Files.writeString(other, "another");
    host.environment("PATH", other.getParent() + ":" + bin);
    assertFinds(
        new PathCheck(),
        Verdict.WARN,
        "in PATH others come first: " + other,
        "export PATH=" + bin + ":$PATH");
    host.environment("PATH", bin + ":" + other.getParent());
    assertFinds(new PathCheck(), Verdict.OK, "the programs in PATH are those of vnetctl", "");
  }

  @Test
  void theReportHasALineForEachFindingAndFailsIfSomethingCannotWork() {
    host.put("/sys/class/net/eth0/mtu", "9000");
    assertEquals(1, Doctor.examine(host.surroundings("--quiet")));
    List<String> lines = host.out().lines().toList();
    assertEquals(2, lines.size(), host.out());
    assertTrue(lines.get(0).startsWith("fail  tun              /dev/net/tun is"), lines.get(0));
    assertEquals(
        "warn  mtu              eth0 has mtu 9000, its bridge br0 1500: long frames are dropped, so"
            + " that connections hang once they carry data; mend: sudo ip link set dev eth0 mtu"
            + " 1500",
        lines.get(1));
  }

  @Test
  void jsonAndRecordsSayTheSame() {
    host.put("/proc/sys/net/unix/max_dgram_qlen", "10");
    Doctor.examine(host.surroundings("--json"));
    assertTrue(host.out().startsWith("{\"ok\":false,\"checks\":[{\"check\":\"tun\","), host.out());
    assertTrue(
        host.out()
            .contains(
                "{\"check\":\"max_dgram_qlen\",\"verdict\":\"warn\",\"what\":"
                    + "\"net.unix.max_dgram_qlen is 10\",\"why\":\""),
        host.out());
    assertEquals(1, host.out().lines().count());
    Doctor.examine(host.surroundings("-X"));
    assertTrue(
        host.out()
            .contains("\nwarn;max_dgram_qlen;net.unix.max_dgram_qlen is 10;clients that do not"),
        host.out());
  }

  private Finding only(Check check) {
    try {
      List<Finding> findings = check.look(host.surroundings());
      assertEquals(1, findings.size(), findings.toString());
      return findings.getFirst();
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  /**
   * The only finding.
   *
   * @param mend null if it is not what the test is about
   */
  private Finding assertFinds(Check check, Verdict verdict, String what, String mend) {
    Finding finding = only(check);
    assertEquals(verdict, finding.verdict(), finding.toString());
    assertEquals(what, finding.what());
    if (mend != null) {
      assertEquals(mend, finding.mend());
    }
    return finding;
  }

  private static Path program(Path file) throws IOException {
    Files.createDirectories(file.getParent());
    Files.writeString(file, "#!/bin/sh\n");
    return Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
  }

  /** As a class whose library lies on a file system that runs nothing. */
  static final class Unloadable {
    static {
      if (true) {
        throw new UnsatisfiedLinkError("/tmp/x.so: failed to map segment");
      }
    }
  }
}
