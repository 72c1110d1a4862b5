package io.vnetctl.cli.requirements;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vnetctl.cli.peers.Eventually;
import io.vnetctl.cli.peers.PeerProcess;
import io.vnetctl.cli.peers.User;
import io.vnetctl.tap.Requirement;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.HexFormat;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** create: TAP and switch, on a host that has a bridge (R1, R2, R18 to R57). */
final class CreateTest {
  private Host host = Host.withBridge("br0");

  @AfterEach
  void closeHost() {
    host.close();
  }

  private Ended create(String... words) {
    return host.vnetctl(concat("create", words)).run();
  }

  private static String[] concat(String first, String... rest) {
    String[] words = new String[rest.length + 1];
    words[0] = first;
    System.arraycopy(rest, 0, words, 1, rest.length);
    return words;
  }

  private Switch created(String user, String... words) {
    return Switch.create(host, concat("-u", concat(user, words)));
  }

  @Test
  void r2_cancelRemovesSwitchAndTapAgain() {
    String links = host.run("ip", "-j", "link");
    String files = host.run("find", "/var/tmp", "/run");
    create().expect(0);
    host.vnetctl("cancel").run().expect(0);

    assertEquals(links, host.run("ip", "-j", "link"));
    assertEquals(files, host.run("find", "/var/tmp", "/run", "-not", "-path", "*/ctys-vnetctl*"));
  }

  @Test
  void r18_r19_pathsAreNamedAfterTheUser() {
    created("nobody");

    assertTrue(host.exists("/var/tmp/vde_switch0.nobody/ctl"));
    assertTrue(host.exists("/var/tmp/vde_mgmt0.nobody"));
  }

  @Test
  void r24_switchesOfTwoUsersCoexist() {
    Switch nobody = created("nobody");
    Switch daemon = created("daemon");

    assertEquals("tap0", nobody.tap());
    assertEquals("tap1", daemon.tap());
    assertTrue(host.vnetctl("-u", "nobody", "ports").run().expect(0).out().contains(": tap0\n"));
    assertTrue(host.vnetctl("-u", "daemon", "ports").run().expect(0).out().contains(": tap1\n"));
  }

  @Test
  void r28_pidFileHoldsThePidAndBelongsToTheUser() throws IOException {
    Switch made = created("nobody");

    assertEquals(made.pid() + "\n", Files.readString(host.file("/run/vde_mgmt0.nobody")));
    assertEquals(
        "nobody nogroup 644\n", host.run("stat", "-c", "%U %G %a", "/run/vde_mgmt0.nobody"));
    assertTrue(host.isRunning(made.pid()));
  }

  @Test
  void r29_otherSocketsInTheBaseAreLeftAlone() {
    String monitor = "/var/tmp/qemumon.label.123.nobody";
    SocketFile.dead(host, monitor, User.NOBODY);
    created("nobody");

    String all = host.vnetctl("-X", "listall").run().expect(0).out();
    assertTrue(all.startsWith("vde_switch0.nobody;"), all);
    assertFalse(all.contains("qemumon"), all);
    host.vnetctl("-u", "nobody", "cancel").run().expect(0);
    assertTrue(host.exists(monitor));
  }

  @Test
  void r32_r33_classicToolsShowTheTap() {
    Requirement.program("ifconfig", "net-tools");
    Requirement.program("brctl", "bridge-utils");
    created("nobody");

    String tap = host.run("ifconfig", "tap0");
    assertTrue(tap.contains("UP,BROADCAST,RUNNING,MULTICAST"), tap);
    assertFalse(tap.contains("inet "), tap);
    assertTrue(host.run("brctl", "show", "br0").contains("tap0"));
  }

  @Test
  void r34_tapIsAsIfSetUpByHand() {
    created("nobody");
    host.ip("tuntap add dev tap9 mode tap vnet_hdr user nobody");
    host.ip("link set dev tap9 master br0 up");

    assertEquals(attributes("tap9"), attributes("tap0"));
  }

  /** All but what differs from port to port: number, name, addresses, carrier, timers. */
  private String attributes(String tap) {
    return host.ip("-d -o link show dev " + tap)
        .replaceAll("^[0-9]+: " + tap + ": |state \\w+|NO-CARRIER,|,LOWER_UP", "")
        .replaceAll("([0-9a-f]{2}:){5}[0-9a-f]{2}|80[0-9a-f]{2}\\.[0-9a-f.:]+", "")
        .replaceAll("(port_id|port_no|designated_port|_timer) +[0-9a-fx.]+", "")
        .replaceAll("(forwarding|disabled) ", "");
  }

  @Test
  void r35_r38_switchHasItsTapAndAnswersUnixterm() {
    Requirement.program("unixterm", "vde2");
    Switch made = created("nobody");

    assertTrue(made.isRunning());
    try (PeerProcess term = host.program("unixterm", made.qemuMgmt()).start()) {
      term.awaitOutput("vde$ ");
      term.write("showinfo\n");
      term.awaitOutput("1000 Success");
      term.write("port/print\n");
      term.awaitOutput("module tuntap      : tap0");
    }
  }

  @Test
  void r31_r37_guestsOfTheUserReachEachOtherAndTheNeighbour() throws IOException {
    Requirement.program("vde_plug", "vdeplug");
    Switch made = created("nobody");
    String guest = "02000000000a";
    String question =
        "0806" + "0001080006040001" + guest + "c000020b" + "0".repeat(12) + "c0000201";
    byte[] frame = HexFormat.of().parseHex("f".repeat(12) + guest + question);
    byte[] framed =
        ByteBuffer.allocate(frame.length + 2).putShort((short) frame.length).put(frame).array();
    try (PeerProcess one = host.program("vde_plug", made.qemuSock()).as(User.NOBODY).start();
        PeerProcess other = host.program("vde_plug", made.qemuSock()).as(User.NOBODY).start()) {
      Eventually.await(
          () -> {
            one.write(framed);
            return inHex(other).contains(question) && inHex(one).contains("0806000108000604000");
          },
          () -> one + "\n" + other);
      String answer = inHex(one);
      assertTrue(answer.contains("0806" + "0001080006040002"), answer);
      assertTrue(answer.contains("c0000201" + guest + "c000020b"), answer);
    }
  }

  private static String inHex(PeerProcess plug) {
    return HexFormat.of().formatHex(plug.output().getBytes(StandardCharsets.ISO_8859_1));
  }

  @Test
  void r30_r33_tapIsUpInTheBridgeAndItsOwners() {
    Switch made = created("nobody");

    String link = host.ip("-d -o link show dev " + made.tap());
    assertTrue(link.contains("master br0"), link);
    assertTrue(link.contains("tun type tap pi off vnet_hdr on persist on user nobody"), link);
    assertTrue(link.contains(",UP"), link);
    assertEquals("", host.ip("-4 -o addr show dev " + made.tap()));
  }

  @Test
  void r36_oneTapForEachSwitch() {
    created("nobody");
    created("nobody");

    String ports = host.vnetctl("-X", "-u", "nobody", "ports").run().expect(0).out();
    assertEquals(1, ports.lines().filter(line -> line.contains(";tuntap;")).count(), ports);
  }

  @Test
  void r39_r40_filesBelongToUserAndGroup() {
    created("nobody.daemon");

    assertEquals(
        "nobody daemon\nnobody daemon\nnobody daemon\n",
        host.run(
            "stat",
            "-c",
            "%U %G",
            "/var/tmp/vde_switch0.nobody",
            "/var/tmp/vde_switch0.nobody/ctl",
            "/var/tmp/vde_mgmt0.nobody"));
  }

  @Test
  void r41_ownersAreNamesOrNumbers() {
    assertEquals("/var/tmp/vde_switch0.nobody", created("65534:1").qemuSock());
    assertEquals("daemon\n", host.run("stat", "-c", "%G", "/var/tmp/vde_switch0.nobody"));
    String before = host.run("ip", "-j", "link");
    Ended unknown = create("-u", "nosuchuser");
    assertEquals(1, unknown.status(), unknown::toString);
    assertTrue(unknown.err().contains("nosuchuser"), unknown::toString);
    assertEquals(before, host.run("ip", "-j", "link"));
  }

  @Test
  void r42_withoutGroupNobodyElseMay() {
    created("nobody");

    assertEquals(
        "700\n600\n600\n",
        host.run(
            "stat",
            "-c",
            "%a",
            "/var/tmp/vde_switch0.nobody",
            "/var/tmp/vde_switch0.nobody/ctl",
            "/var/tmp/vde_mgmt0.nobody"));
  }

  @Test
  void r43_groupHasTheSetGroupIdBit() {
    created("nobody", "-g", "nogroup");

    assertEquals(
        "drwx--S---\nsrw---S---\nsrw---S---\n",
        host.run(
            "stat",
            "-c",
            "%A",
            "/var/tmp/vde_switch0.nobody",
            "/var/tmp/vde_switch0.nobody/ctl",
            "/var/tmp/vde_mgmt0.nobody"));
  }

  @Test
  void r44_otherGroupIsRefused() {
    Ended refused = create("-u", "nobody", "-g", "bin").expect(1);

    assertTrue(refused.err().contains("nogroup"), refused::toString);
    assertFalse(host.exists("/var/tmp/vde_switch0.nobody"));
    assertFalse(host.hasLink("tap0"));
  }

  @Test
  void r45_portSocketsHaveTheGroup() {
    Requirement.program("vde_plug", "vdeplug");
    Switch made = created("nobody:daemon", "-g", "daemon");
    try (PeerProcess _ = host.program("vde_plug", made.qemuSock()).as(User.NOBODY).start()) {
      Eventually.await(
          () ->
              host.run("find", made.qemuSock(), "-name", "002.*", "-group", "daemon")
                  .endsWith("\n"),
          () -> host.run("ls", "-l", made.qemuSock()));
    }
  }

  @Test
  void r46_functionalSwitchIsReused() {
    Switch first = created("nobody");
    String before = host.run("find", "/var/tmp", "/run", "-printf", "%p %i %m\n");
    Ended again = create("-u", "nobody").expect(0);

    assertTrue(again.err().contains("reuse TAP=tap0 bridge=br0"), again::toString);
    assertEquals(first.pid(), created("nobody").pid());
    assertEquals(before, host.run("find", "/var/tmp", "/run", "-printf", "%p %i %m\n"));
  }

  @Test
  void r46_whatDiffersFromTheCallIsSaid() {
    created("nobody");
    host.ip("link add br1 type bridge");

    Ended other = create("-u", "nobody", "-b", "br1", "-g", "nogroup").expect(0);
    assertTrue(other.err().contains("WARNING:1:CREATE:the switch is in bridge=br0, not in br1"));
    assertTrue(other.err().contains("no set-group-ID bit"), other::toString);
  }

  @Test
  void r47_consoleDecidesWhetherASwitchIsThere() {
    Switch first = created("nobody");
    Ended refused = create("-u", "nobody", "-S", "/var/tmp/other").expect(1);
    assertTrue(refused.err().contains("pid=" + first.pid()), refused::toString);

    Ended crossed = create("-u", "nobody", "-s", "/var/tmp/elsewhere").expect(1);
    assertTrue(crossed.err().contains("/var/tmp/vde_switch0.nobody"), crossed::toString);

    Ended both =
        create("-u", "nobody", "-X", "-s", "/var/tmp/elsewhere", "-S", "/var/tmp/other").expect(0);
    assertEquals("tap1", Switch.of(host, both.out()).tap());
  }

  @Test
  void r48_r49_crashedSwitchIsReplacedAndItsTapStays() {
    Switch crashed = created("nobody");
    crashed.kill();
    Ended again = create("-u", "nobody").expect(0);

    assertTrue(again.err().contains("TAP=tap0"), again::toString);
    String ports = host.vnetctl("-u", "nobody", "ports").run().expect(0).out();
    assertTrue(ports.contains(": tap1\n"), ports);
    assertTrue(host.ip("-o link show dev tap0").contains("master br0"));

    host.vnetctl("-u", "nobody", "cancel").run().expect(0);
    assertFalse(host.hasLink("tap0"));
    assertFalse(host.hasLink("tap1"));
  }

  @Test
  void r50_programThatEndsIsUndone() throws IOException {
    assertUndone("#!/bin/sh\necho broken >&2\nexit 3\n", "status 3: broken", "5");
  }

  @Test
  void r50_programThatNeverAnswersIsUndone() throws IOException {
    assertUndone("#!/bin/sh\nexec sleep 1000\n", "does not answer after 3 s", "0.25");
    assertEquals("", host.program("pgrep", "-x", "sleep").run().out());
  }

  @Test
  void r50_programThatDoesNotOpenItsTapIsUndone() {
    Requirement.program("vde_switch", "vde-switch");
    host.run("chmod", "600", "/dev/net/tun");
    HostState before = HostState.of(host);
    Ended failed =
        host.vnetctl("-u", "nobody", "create").env("VDE_SWITCH", "/usr/bin/vde_switch").run();

    assertEquals(1, failed.expect(1).status());
    assertTrue(failed.err().contains("could not open TAP=tap0"), failed::toString);
    assertEquals(before, HostState.of(host));
  }

  @Test
  void r50_programThatCannotBeRunIsMissing() throws IOException {
    HostState before = HostState.of(host);
    Files.writeString(host.file("/root/text"), "");
    for (String program : List.of("/nowhere/vde_switch", "/root/text", "/root")) {
      Ended missing = host.vnetctl("-u", "nobody", "create").env("VDE_SWITCH", program).run();
      assertTrue(missing.expect(2).err().contains(program), missing::toString);
      assertTrue(missing.err().contains("VDE_SWITCH"), missing::toString);
    }
    assertEquals(before, HostState.of(host));
  }

  @Test
  void r50_socketsInUseByOthersAreLeftToThem() {
    host.run("install", "-d", "-o", "nobody", "-m", "700", "/var/tmp/vde_switch0.nobody");
    for (String path : List.of("/var/tmp/vde_switch0.nobody/ctl", "/var/tmp/vde_mgmt0.nobody")) {
      try (SocketFile _ = SocketFile.live(host, path, User.NOBODY)) {
        HostState before = HostState.of(host);
        Ended refused = host.vnetctl("-u", "nobody", "--timeout", "0.2", "create").run().expect(1);
        assertTrue(refused.err().contains("a switch that does not work"), refused::toString);
        assertEquals(before, HostState.of(host));
      }
      host.run("rm", path);
    }
  }

  @Test
  void r48_switchWithoutSocketsIsNotDoubled() {
    Switch made = created("nobody");
    host.run("rm", "-r", made.qemuSock(), made.qemuMgmt());
    Ended refused = create("-u", "nobody").expect(1);

    assertTrue(refused.err().contains("(pid=" + made.pid() + ")"), refused::toString);
    assertFalse(host.hasLink("tap1"));
  }

  private void assertUndone(String program, String reason, String timeout) throws IOException {
    Files.writeString(host.file("/var/tmp/stub"), program);
    host.run("chmod", "755", "/var/tmp/stub");
    String links = host.run("ip", "-j", "link");
    Ended failed =
        host.vnetctl("-u", "nobody", "--timeout", timeout, "create")
            .env("VDE_SWITCH", "/var/tmp/stub")
            .run()
            .expect(1);

    assertTrue(failed.err().contains(reason), failed::toString);
    assertEquals(links, host.run("ip", "-j", "link"));
    assertEquals("", host.run("find", "/var/tmp", "-name", "vde*"));
    assertFalse(host.exists("/run/vde_mgmt0.nobody"));
  }

  @Test
  void r51_r52_leftoversDoNotPreventIt() throws IOException {
    List<String> pids = List.of("999999", sleepingPid(), "1");
    for (int leftovers = 1; leftovers < 8; leftovers++) {
      if ((leftovers & 1) != 0) {
        Files.writeString(
            host.file("/run/vde_mgmt0.nobody"), pids.get(leftovers % pids.size()) + "\n");
      }
      if ((leftovers & 2) != 0) {
        host.run("install", "-d", "-o", "nobody", "-m", "700", "/var/tmp/vde_switch0.nobody");
        SocketFile.dead(host, "/var/tmp/vde_switch0.nobody/ctl", User.NOBODY);
      }
      if ((leftovers & 4) != 0) {
        SocketFile.dead(host, "/var/tmp/vde_mgmt0.nobody", User.NOBODY);
      }
      created("nobody");
      host.vnetctl("-u", "nobody", "cancel").run().expect(0);
      assertEquals("", host.run("find", "/var/tmp", "-name", "vde*"));
    }
  }

  private String sleepingPid() {
    return host.run("sh", "-c", "sleep 1000 >/dev/null & echo $!").strip();
  }

  @Test
  void r55_switchRunsAsItsOwner() {
    Switch made = created("nobody");

    assertEquals("65534\n", host.run("stat", "-c", "%u", "/proc/" + made.pid() + "/fd/.."));
    String status = host.run("cat", "/proc/" + made.pid() + "/status");
    assertTrue(Pattern.compile("(?m)^CapEff:\t0+$").matcher(status).find(), status);
    assertTrue(status.contains("Uid:\t65534\t65534\t65534\t65534\n"), status);
    assertTrue(status.contains("Umask:\t0077\n"), status);
    assertEquals("/\n", host.run("readlink", "/proc/" + made.pid() + "/cwd"));
  }

  @Test
  void findsItsSwitchAlsoWhenCalledThroughALink() {
    host.run("ln", "-s", Host.installed("vnetctl").toString(), "/var/tmp/link");

    host.program("/var/tmp/link", "-u", "nobody", "create").run().expect(0);
  }

  @Test
  void r57_commandLineNamesSwitchAndTap() {
    Switch made = created("nobody");

    String line = host.run("ps", "-o", "args=", "-p", made.pid());
    assertTrue(line.startsWith("vde_switch -d -t tap0 "), line);
  }

  @Test
  void r17_r60_messagesNameBridgeTapAndOwner() {
    Ended made = create("-u", "nobody").expect(0);

    assertEquals("", made.out());
    for (String token :
        List.of("bridge=br0", "TAP=tap0", "USER=nobody GROUP=nogroup", ":INFO:1:CREATE:")) {
      assertTrue(made.err().contains(token), made::toString);
    }
  }

  @Test
  void dryRunShowsThePlanAndChangesNothing() {
    String before = host.run("find", "/var/tmp", "/run") + host.run("ip", "-j", "link");
    Ended plan = host.vnetctl("--dry-run", "create").as(User.NOBODY).run().expect(0);

    assertEquals(
        List.of(
            "1. use bridge=br0 MTU=1500",
            "2. make TAP=tap0 for USER=nobody",
            "3. attach the TAP to bridge=br0 and set it up"),
        plan.lines().subList(0, 3));
    assertEquals(before, host.run("find", "/var/tmp", "/run") + host.run("ip", "-j", "link"));
  }

  @Test
  void dryRunShowsWhatACrashedSwitchHasLeft() {
    Switch.create(host, "-u", "nobody").kill();

    for (User user : List.of(User.NOBODY, User.NAMELESS)) {
      Ended plan = host.vnetctl("--dry-run", "-u", "nobody", "create").as(user).run().expect(0);
      assertEquals(
          "2. remove what an earlier switch left at QEMUSOCK=/var/tmp/vde_switch0.nobody"
              + " QEMUMGMT=/var/tmp/vde_mgmt0.nobody",
          plan.lines().get(1));
    }
  }
}
