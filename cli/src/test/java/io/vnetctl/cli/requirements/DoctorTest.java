package io.vnetctl.cli.requirements;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vnetctl.cli.peers.User;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The action doctor on hosts where something really is wrong. */
final class DoctorTest {
  private final Host host = Host.withBridge("br0");

  @AfterEach
  void stop() {
    host.close();
  }

  @Test
  void ordinaryUsersMayAskAndNothingChanges() {
    HostState before = HostState.of(host);
    Ended ended = host.vnetctl("doctor").as(User.NOBODY).run().expect(0);
    assertEquals("", ended.err());
    assertTrue(ended.lines().stream().allMatch(line -> line.matches("(ok  |warn)  [a-z_-]+ +.+")));
    assertEquals(before, HostState.of(host));
  }

  @Test
  void whereNoInterfaceIsUpNothingElseIsSaid() {
    Ended ended = host.vnetctl("doctor").under(List.of("unshare", "--net")).run();
    assertEquals("", ended.err());
    assertTrue(ended.out().contains("ok    native-access "), ended.out());
  }

  @Test
  void withoutTheTunDeviceItFailsAndItsAdviceMendsThat() {
    host.run("rm", "/dev/net/tun");
    Ended ended = host.vnetctl("doctor", "--quiet").run().expect(1);
    String line =
        ended.lines().stream().filter(it -> it.startsWith("fail  tun ")).findFirst().orElseThrow();
    String mend = line.substring(line.indexOf("; mend: sudo ") + "; mend: sudo ".length());
    host.run("sh", "-c", mend);
    host.vnetctl("doctor").run().expect(0);
  }

  @Test
  void aDeviceThatIsNotForTheUserFailsForHim() {
    host.run("chmod", "600", "/dev/net/tun");
    Ended ended = host.vnetctl("-X", "doctor").as(User.NOBODY).run().expect(1);
    assertTrue(
        ended.lines().stream().anyMatch(it -> it.startsWith("fail;tun;/dev/net/tun is not for")),
        ended.out());
    host.vnetctl("doctor").run().expect(0);
  }

  @Test
  void whatAKilledSwitchLeavesIsToldAndCancelMendsIt() {
    Switch made = Switch.create(host, "-u", "nobody");
    assertFalse(findings("-u", "nobody").contains("stale-state"), findings("-u", "nobody"));
    made.kill();

    String found = findings("-u", "nobody");
    for (String what :
        List.of(
            "nobody listens at " + made.qemuSock() + "/ctl",
            "nobody listens at " + made.qemuMgmt(),
            "/var/run/vde_mgmt0.nobody names process " + made.pid() + ", which is gone",
            "TAP " + made.tap() + " is used by no program")) {
      assertTrue(found.contains("warn;stale-state;" + what + ";"), what + " is not in\n" + found);
    }
    host.vnetctl("-u", "nobody", "cancel").run().expect(0);
    assertFalse(findings("-u", "nobody").contains("stale-state"), findings("-u", "nobody"));
  }

  @Test
  void portsOfAnotherMtuAndWithRoutesAreTold() {
    host.ip("addr add 198.51.100.7/24 dev eth0");
    host.ip("link set br0 mtu 1400");
    host.ip("link set eth0 mtu 1500");

    String found = findings();
    assertTrue(found.contains("warn;mtu;eth0 has mtu 1500, its bridge br0 1400;"), found);
    assertTrue(found.contains("warn;routes;eth0, a port of br0, has routes of its own;"), found);
  }

  @Test
  void anotherVdeSwitchThatComesFirstInPathIsTold() {
    String bin = Host.realPath("vnetctl").getParent().toString();
    String found =
        host.vnetctl("-X", "doctor").env("PATH", "/usr/bin:" + bin + ":/bin").run().out();
    assertTrue(found.contains("warn;path;in PATH others come first: /usr/bin/vde_switch"), found);
  }

  @Test
  void coloursAreForTerminalsWhoseUsersWantThem() {
    String green = "\033[32mok\033[0m";
    String call = Host.installed("vnetctl") + " doctor";
    assertTrue(onTerminal("TERM=xterm " + call).contains(green));
    for (String unwanted : List.of("TERM=xterm NO_COLOR=1 ", "TERM=dumb ")) {
      String out = onTerminal(unwanted + call);
      assertTrue(out.contains("ok    kernel "), out);
      assertFalse(out.contains("\033"), out);
    }
    assertFalse(host.vnetctl("doctor").env("TERM", "xterm").run().out().contains("\033"));
  }

  private String onTerminal(String command) {
    return host.program("script", "-qec", command, "/dev/null").run().out();
  }

  private String findings(String... words) {
    List<String> all = new ArrayList<>(List.of("-X", "doctor"));
    all.addAll(List.of(words));
    return host.vnetctl(all.toArray(String[]::new)).run().expect(0).lines().stream()
        .filter(line -> !line.startsWith("ok;"))
        .reduce("", (text, line) -> text + line + "\n");
  }
}
