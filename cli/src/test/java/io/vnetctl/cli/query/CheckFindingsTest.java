package io.vnetctl.cli.query;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vnetctl.cli.settings.SwitchPaths;
import io.vnetctl.vde.SocketProbe.State;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

final class CheckFindingsTest {
  private static final SwitchPaths PATHS =
      new SwitchPaths("jo", Path.of("/v/s.jo"), Path.of("/v/m.jo"), Path.of("/run/m.jo"));
  private static final Optional<String> ANSWERS = Optional.empty();

  @Test
  void r98_oneTapThatExistsIsEnough() {
    assertTrue(findings(State.LIVE, ANSWERS, List.of("tap0", "tap1"), "lo", "tap1").isUsable());
  }

  @Test
  void r98_eachPartIsNeeded() {
    assertFalse(findings(State.DANGLING, ANSWERS, List.of("tap0"), "tap0").isUsable());
    assertFalse(findings(State.UNKNOWN, ANSWERS, List.of("tap0"), "tap0").isUsable());
    assertFalse(findings(State.LIVE, Optional.of("dead"), List.of(), "tap0").isUsable());
    assertFalse(findings(State.LIVE, ANSWERS, List.of("tap0"), "lo", "tap1").isUsable());
    assertFalse(findings(State.LIVE, ANSWERS, List.of(), "tap0").isUsable());
  }

  @Test
  void r99_saysWhatIsMissing() {
    assertEquals(
        List.of(
            "QEMUSOCK /v/s.jo: nobody listens at ctl; guests cannot plug in",
            "the switch's TAP tap0, tap1 does not exist on this host; guests reach each other only"),
        findings(State.DANGLING, ANSWERS, List.of("tap0", "tap1"), "lo").faults());
    assertEquals(
        List.of(
            "the switch has no TAP; guests reach each other only. If that is what you want, all is"
                + " well; else start it with --tap, or have vnetctl create make one with a TAP"),
        findings(State.LIVE, ANSWERS, List.of(), "lo").faults());
    assertEquals(
        List.of("dead"), findings(State.LIVE, Optional.of("dead"), List.of(), "lo").faults());
  }

  @Test
  void r99_countsTapsProcessesAndSockets() {
    assertEquals(
        "TAPs of the switch: 2, existing: 1; TAPs on this host: 3; vde_switch processes on this host: 4;"
            + " sockets that answer: 2 of 2",
        findings(State.LIVE, ANSWERS, List.of("tap0", "tap1"), "tap1", "tap2", "tap3", "eth0")
            .counts(4, false));
    assertEquals(
        "TAPs of the switch: not known; TAPs on this host: 0; vde_switch processes on this host: 0;"
            + " sockets that answer: 0 of 2",
        findings(State.UNKNOWN, Optional.of("dead"), List.of()).counts(0, false));
    String limited = findings(State.LIVE, ANSWERS, List.of()).counts(1, true);
    assertTrue(
        limited.contains("vde_switch processes that you may see (/proc hides others): 1;"),
        limited);
  }

  private static CheckFindings findings(
      State ctl, Optional<String> fault, List<String> taps, String... links) {
    return new CheckFindings(PATHS, ctl, fault, taps, Set.of(links));
  }
}
