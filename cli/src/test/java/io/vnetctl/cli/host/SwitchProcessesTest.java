package io.vnetctl.cli.host;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vnetctl.cli.peers.Eventually;
import io.vnetctl.cli.peers.PeerProcess;
import io.vnetctl.cli.settings.SwitchPaths;
import io.vnetctl.vde.Identity;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class SwitchProcessesTest {
  @TempDir Path folder;

  private SwitchFiles files(int uid) {
    return new SwitchFiles(
        new SwitchPaths("user", folder.resolve("s"), folder.resolve("m"), folder.resolve("pid")),
        uid,
        false);
  }

  /** A process with these words as its command line, which bash sets as it is told. */
  private PeerProcess pretend(String program, String words) {
    PeerProcess peer =
        PeerProcess.start(
            "bash",
            "-c",
            "exec -a " + program + " /usr/bin/python3 -c 'import sys; sys.stdin.read()' " + words);
    Eventually.await(
        () -> words(peer).stream().findFirst().equals(Optional.of(program)), peer::toString);
    return peer;
  }

  /** None at the moment in which the process becomes another program. */
  private static List<String> words(PeerProcess peer) {
    return RunningProcess.of(peer.pid()).orElseThrow().title().words();
  }

  private boolean serves(String program, String words) {
    try (PeerProcess peer = pretend(program, words)) {
      RunningProcess process = RunningProcess.of(peer.pid()).orElseThrow();
      boolean serves = SwitchProcesses.serves(process, files(Identity.effectiveUid()));
      assertEquals(
          serves ? List.of(process) : List.of(),
          SwitchProcesses.serving(files(Identity.effectiveUid())));
      return serves;
    }
  }

  @Test
  void isKnownByItsNameAndOneOfItsPaths() {
    assertTrue(serves("vde_switch", "-t tap0 -s " + folder.resolve("s")));
    assertTrue(serves("/usr/bin/vde_switch", "-M " + folder.resolve("m")));
    assertTrue(serves("java", "io.vnetctl.cli.VdeSwitchMain -s " + folder.resolve("s")));
  }

  @Test
  void whatOnlyMentionsASwitchIsNone() {
    assertFalse(serves("vde_switch", "-s " + folder.resolve("s") + ".other"));
    assertFalse(serves("vde_switches", "-s " + folder.resolve("s")));
    assertFalse(serves("vim", "/usr/bin/vde_switch " + folder.resolve("s")));
    assertFalse(serves("grep", "vde_switch " + folder.resolve("m")));
  }

  @Test
  void processOfSomebodyElseIsNotTheOwners() {
    try (PeerProcess peer = pretend("vde_switch", "-s " + folder.resolve("s"))) {
      RunningProcess process = RunningProcess.of(peer.pid()).orElseThrow();

      // root's may be anybody's switch
      assertEquals(
          Identity.isRoot(), SwitchProcesses.serves(process, files(Identity.effectiveUid() + 1)));
      SwitchFiles ownersOnly = new SwitchFiles(files(0).paths(), Identity.effectiveUid() + 1, true);
      assertFalse(SwitchProcesses.serves(process, ownersOnly));
      assertTrue(SwitchProcesses.isSwitch(process));
    }
  }

  @Test
  void processThatHasEndedIsNone() {
    RunningProcess ended;
    try (PeerProcess peer = pretend("vde_switch", "-s " + folder.resolve("s"))) {
      ended = RunningProcess.of(peer.pid()).orElseThrow();
    }
    assertFalse(SwitchProcesses.isSwitch(ended));
  }
}
