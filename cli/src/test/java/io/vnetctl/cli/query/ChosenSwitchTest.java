package io.vnetctl.cli.query;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vnetctl.cli.call.CallException;
import io.vnetctl.cli.query.ChosenSwitch.Named;
import io.vnetctl.cli.settings.SwitchPaths;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ChosenSwitchTest {
  private static final LiveSwitch LAB = live("/run/lab.ctl", Optional.of("/run/lab.mgmt"));
  private static final LiveSwitch MUTE = live("/run/mute.ctl", Optional.empty());

  @Test
  void aDirectoryFindsItsConsole() throws CallException {
    SwitchPaths found = chosen(Named.DIRECTORY, "/run/lab.ctl", "/m", LAB, MUTE).withConsole();

    assertEquals(Path.of("/run/lab.mgmt"), found.qemuMgmt());
    assertEquals(Path.of("/run/lab.ctl"), found.qemuSock());
  }

  @Test
  void whatIsGivenCountsWhateverRuns() throws CallException {
    for (Named named : List.of(Named.NOT, Named.CONSOLE, Named.BOTH)) {
      assertEquals(
          Path.of("/m"), chosen(named, "/run/lab.ctl", "/m", LAB).withConsole().qemuMgmt());
    }
  }

  @Test
  void aDirectoryWithoutASwitchIsSaidToBeOne() {
    assertEquals(
        "QEMUSOCK /tmp/lab.ctk: no switch serves it; did you mean -s /run/lab.ctl? 'vnetctl list'"
            + " shows those that run",
        refusal(chosen(Named.DIRECTORY, "/tmp/lab.ctk", "/m", LAB)));
    assertEquals(
        "QEMUSOCK /tmp/lab.ctk: no switch serves it; none runs here that you may see",
        refusal(chosen(Named.DIRECTORY, "/tmp/lab.ctk", "/m")));
  }

  @Test
  void aSwitchWithoutAConsoleIsSaidToHaveNone() {
    String refusal = refusal(chosen(Named.DIRECTORY, "/run/mute.ctl", "/m", MUTE));

    assertTrue(refusal.contains("has no console, or none that you may see"), refusal);
  }

  @Test
  void aConsoleThatIsNotThereNamesThoseThatAre() {
    assertEquals(
        "no switch has its console there; 'vnetctl list' shows those that run",
        chosen(Named.CONSOLE, "/s", "/tmp/wrong", LAB).absentConsole());
    assertEquals(
        "no switch has its console there; did you mean -S /run/lab.mgmt? 'vnetctl list' shows those"
            + " that run",
        chosen(Named.BOTH, "/s", "/tmp/lab.mgm", LAB).absentConsole());
  }

  @Test
  void whoNamesNoneIsToldOfTheOneThatHeMayUse(@TempDir Path folder) throws IOException {
    Path console = Files.createFile(folder.resolve("m"));
    LiveSwitch usable = live("/run/usable.ctl", Optional.of(console.toString()));

    assertEquals(
        "there is no switch of user jo; make one with 'vnetctl -u jo create', or name the one that"
            + " runs: -S %s; 'vnetctl -h' explains all commands".formatted(console),
        chosen(Named.NOT, "/s", "/m", LAB, MUTE, usable).absentConsole());
    assertEquals(
        "the switch of user jo runs, but has no console there; 'vnetctl -u jo -f cancel' ends it",
        chosen(Named.NOT, "/run/mute.ctl", "/m", MUTE).absentConsole());
  }

  @Test
  void oneThatDoesNotAnswerIsNamedByItsProcess() {
    Path console = Path.of("/run/lab.mgmt");

    assertEquals(
        "its process is stopped or stuck: 'kill -CONT 1' continues it, 'kill -KILL 1' ends it",
        chosen(Named.CONSOLE, "/s", "/run/lab.mgmt", LAB).mute(console));
    assertEquals(
        "its process is stopped or stuck: continue it, or end it with vnetctl -u jo -f cancel",
        chosen(Named.NOT, "/s", "/run/lab.mgmt", LAB).mute(console));
  }

  @Test
  void aConsoleThatDoesNotAnswerIsThatOfItsProcess() {
    assertEquals(
        Path.of("/run/lab.ctl"),
        chosen(Named.CONSOLE, "/s", "/run/lab.mgmt", LAB).withDirectory().qemuSock());
    assertEquals(
        Path.of("/s"), chosen(Named.BOTH, "/s", "/run/lab.mgmt", LAB).withDirectory().qemuSock());
  }

  private static String refusal(ChosenSwitch chosen) {
    CallException refused = assertThrows(CallException.class, chosen::withConsole);
    assertEquals(CallException.MISSING, refused.status());
    return refused.getMessage();
  }

  private static LiveSwitch live(String directory, Optional<String> console) {
    return new LiveSwitch(OptionalLong.of(1), Path.of(directory), console.map(Path::of));
  }

  private static ChosenSwitch chosen(
      Named named, String directory, String console, LiveSwitch... live) {
    SwitchPaths paths =
        new SwitchPaths("jo", Path.of(directory), Path.of(console), Path.of("/run/m.jo"));
    return new ChosenSwitch(paths, named, false, () -> new LiveSwitches(List.of(live)));
  }
}
