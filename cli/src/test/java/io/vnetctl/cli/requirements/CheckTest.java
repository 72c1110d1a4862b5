package io.vnetctl.cli.requirements;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vnetctl.cli.peers.User;
import io.vnetctl.tap.Requirement;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The action check. */
final class CheckTest {
  private static final String DEADLINE = "0.5";

  private final Host host = Host.bare();

  @AfterEach
  void stop() {
    host.close();
  }

  private enum Fault {
    TAP_DELETED(", existing: 0; TAPs on this host: 0;", "guests reach each other only"),
    CTL_REMOVED("sockets that answer: 1 of 2", "QEMUSOCK /var/tmp/vde_switch0.root: nobody"),
    MGMT_REMOVED("sockets that answer: 1 of 2", "QEMUMGMT /var/tmp/vde_mgmt0.root: No such file"),
    KILLED("vde_switch processes on this host: 0; sockets that answer: 0", "nobody listens"),
    STOPPED("sockets that answer: 1 of 2", "has not sent its greeting");

    private final String count;
    private final String reason;

    Fault(String count, String reason) {
      this.count = count;
      this.reason = reason;
    }

    void inflict(Host host, SwitchByHand vde) {
      switch (this) {
        case TAP_DELETED -> host.ip("link del " + vde.tap());
        case CTL_REMOVED -> host.run("rm", vde.sock() + "/ctl");
        case MGMT_REMOVED -> host.run("rm", vde.mgmt());
        case KILLED -> vde.kill();
        case STOPPED -> vde.signal("STOP");
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {SwitchByHand.OURS, SwitchByHand.DEBIANS})
  void r98_aHealthySwitchPasses(String program) {
    SwitchByHand.start(program, host, "root");

    Ended ended = host.vnetctl("check").run().expect(0);
    assertEquals("", ended.out());
    assertTrue(
        ended.err().endsWith(":INFO:1:VDE environment  for USER=\"root\" => [OK]\n"), ended.err());
    assertEquals(1, ended.err().lines().count());
  }

  @ParameterizedTest
  @EnumSource
  void r98_r99_aFaultFailsAndIsNamed(Fault fault) {
    fault.inflict(host, SwitchByHand.start(host, "root"));

    Ended ended = host.vnetctl("check", "--timeout", DEADLINE).run().expect(1);
    assertEquals("", ended.out());
    assertTrue(
        ended
            .err()
            .lines()
            .findFirst()
            .orElse("")
            .endsWith(":WARNING:1:VDE environment  for USER=\"root\" => [NOK]"),
        ended.err());
    assertTrue(ended.err().lines().allMatch(line -> line.contains(":WARNING:1:")), ended.err());
    assertTrue(ended.err().contains(fault.reason), ended.err());
    assertTrue(ended.err().contains(fault.count), ended.err());
  }

  @Test
  void r98_withoutAnySwitchItFails() {
    Ended ended = host.vnetctl("check").run().expect(1);
    assertTrue(ended.err().contains("sockets that answer: 0 of 2"), ended.err());
  }

  @Test
  void r100_whatFailsCannotBeUsed() {
    Requirement.program("vde_plug", "vdeplug");
    Fault[] faults = Fault.values();
    for (int set = 0; set < 1 << faults.length; set++) {
      SwitchByHand vde = SwitchByHand.start(SwitchByHand.DEBIANS, host, "root");
      StringBuilder inflicted = new StringBuilder();
      // a signal needs the process, so it comes last
      for (Fault fault : faults) {
        if ((set >> fault.ordinal() & 1) != 0 && host.isRunning(vde.pid())) {
          fault.inflict(host, vde);
          inflicted.append(fault).append(' ');
        }
      }
      boolean failed = host.vnetctl("-X", "check", "--timeout", "0.2").run().status() != 0;
      boolean hasUplink = host.hasLink(vde.tap());
      boolean plugs =
          host.program("sh", "-c", "exec timeout 0.3 vde_plug " + vde.sock() + " </dev/null")
                  .run()
                  .status()
              == 0;
      boolean mayBeFalse = inflicted.toString().contains(Fault.MGMT_REMOVED.name());
      assertEquals(set != 0, failed, inflicted.toString());
      assertFalse(failed && plugs && hasUplink && !mayBeFalse, inflicted.toString());
      cleanUp(vde);
    }
  }

  private void cleanUp(SwitchByHand vde) {
    if (host.isRunning(vde.pid())) {
      vde.kill();
    }
    if (host.hasLink(vde.tap())) {
      host.ip("link del " + vde.tap());
    }
    host.run("sh", "-c", "rm -rf /var/tmp/vde_* /run/vde_*");
  }

  @Test
  void r101_terseItPrintsNothing() {
    for (int status : new int[] {1, 0}) {
      if (status == 0) {
        SwitchByHand.start(host, "root");
      }
      for (String more : List.of("", "--json", "-d 999")) {
        Ended ended = host.vnetctl(("-X check " + more).strip().split(" ")).run().expect(status);
        assertEquals("", ended.out() + ended.err());
      }
    }
    Ended unknown = host.vnetctl("-X", "-u", "nosuch", "check").run().expect(1);
    assertEquals("", unknown.out() + unknown.err());
  }

  @Test
  void r101_theCallOfTheQemuPluginIsSilent() {
    SwitchByHand vde = SwitchByHand.start(host, "nobody");
    Ended ended =
        host.vnetctl("-X", "-s", vde.sock(), "-S", vde.mgmt(), "check")
            .as(User.NOBODY)
            .run()
            .expect(0);
    assertEquals("", ended.out() + ended.err());
  }

  @Test
  void r102_itIsTheSwitchOfTheUserThatIsMeant() {
    SwitchByHand.start(host, "nobody");

    assertTrue(
        host.vnetctl("-u", "nobody", "check").run().expect(0).err().contains("USER=\"nobody\""));
    host.vnetctl("check").as(User.NOBODY).run().expect(0);
    host.vnetctl("check").run().expect(1);
  }

  @Test
  void aSwitchWhoseTapIsInAnotherNetworkHasNoUplinkHere() {
    SwitchByHand.start(host, "root");
    String vnetctl = Host.installed("vnetctl").toString();

    Ended ended = host.program("unshare", "--net", vnetctl, "check").run().expect(1);
    assertTrue(ended.err().contains("TAP tap0 does not exist on this host"), ended.err());
  }

  @Test
  void jsonHoldsTheVerdictAndItsReasons() {
    SwitchByHand vde = SwitchByHand.start(host, "root");

    String good = host.vnetctl("--json", "check").run().expect(0).out();
    assertTrue(good.startsWith("{\"user\":\"root\",\"ok\":true,"), good);
    assertTrue(good.contains("\"taps\":[{\"ifname\":\"tap0\",\"exists\":true}],\"faults\":[]"));
    vde.kill();
    String bad = host.vnetctl("--json", "check").run().expect(1).out();
    assertTrue(bad.contains("\"ok\":false"), bad);
    assertTrue(bad.contains("\"ctl\":\"dangling\""), bad);
    assertTrue(bad.contains("\"console\":false"), bad);
  }
}
