package io.vnetctl.cli.host;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vnetctl.cli.call.CallException;
import io.vnetctl.cli.peers.PeerProcess;
import io.vnetctl.vde.UnixFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class SwitchPidFileTest {
  @TempDir Path folder;
  private SwitchPidFile file;

  @BeforeEach
  void name() {
    file = new SwitchPidFile(folder.resolve("pid"));
  }

  private void holds(String text) throws IOException {
    Files.writeString(file.path(), text);
  }

  @Test
  void absentOneHindersNobody() throws Exception {
    file.check(true);
    assertFalse(file.removeStale(true));
    assertEquals(OptionalLong.empty(), file.pid());
  }

  @Test
  void thatOfADeadProcessIsRemoved() throws Exception {
    holds("999999999\n");
    file.check(true);
    assertTrue(file.removeStale(true));
    assertFalse(Files.exists(file.path()));
  }

  @Test
  void thatOfALivingProgramIsRemovedForRootItselfOnly() throws Exception {
    holds(ProcessHandle.current().pid() + "\n");

    assertThrows(CallException.class, () -> file.check(true));
    assertFalse(file.removeStale(true));
    file.check(false);
    assertTrue(file.isStaleWithout(List.of()));
    assertTrue(file.removeStale(false));
  }

  @Test
  void thatOfASwitchStaysUntilItHasEnded() throws Exception {
    try (PeerProcess peer =
        PeerProcess.start("bash", "-c", "echo ready; exec -a vde_switch sleep 1000")) {
      peer.awaitOutput("ready");
      RunningProcess process = RunningProcess.of(peer.pid()).orElseThrow();
      io.vnetctl.cli.peers.Eventually.await(
          () -> SwitchProcesses.isSwitch(process), peer::toString);
      holds(peer.pid() + "\n");

      assertThrows(CallException.class, () -> file.check(false));
      assertFalse(file.removeStale(false));
      assertFalse(file.isStaleWithout(List.of()));
      assertTrue(file.isStaleWithout(List.of(process)));
    }
    assertTrue(file.removeStale(false));
  }

  @Test
  void whatIsNoPidFileIsRefused() throws IOException {
    for (String text : List.of("", "text\n", "0\n", "-1\n", "12345678901234567890\n", "1 2\n")) {
      holds(text);
      assertEquals(OptionalLong.empty(), file.pid(), text);
      IOException refused = assertThrows(IOException.class, () -> file.removeStale(false));
      assertTrue(refused.getMessage().contains("is not a pid file"), refused::getMessage);
    }
    Files.delete(file.path());
    Files.createSymbolicLink(file.path(), folder.resolve("elsewhere"));
    assertThrows(IOException.class, () -> file.removeStale(false));
    assertTrue(Files.isSymbolicLink(file.path()));
  }

  @Test
  void isWrittenOnceForAnotherUser() throws Exception {
    file.write(4711, -1, -1);

    assertEquals("4711\n", Files.readString(file.path()));
    assertEquals(0644, UnixFiles.status(file.path()).orElseThrow().permissions());
    assertThrows(IOException.class, () -> file.write(1, -1, -1));
  }
}
