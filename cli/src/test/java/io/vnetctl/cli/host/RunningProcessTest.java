package io.vnetctl.cli.host;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vnetctl.cli.peers.Eventually;
import io.vnetctl.cli.peers.PeerProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class RunningProcessTest {
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  private static RunningProcess of(PeerProcess peer) {
    return RunningProcess.of(peer.pid()).orElseThrow();
  }

  @Test
  void knowsWhoAndWhatItIs() throws IOException {
    RunningProcess self = RunningProcess.of(ProcessHandle.current().pid()).orElseThrow();

    assertTrue(self.isAlive());
    assertTrue(self.seesFilesOfThisProcess());
    int uid = (Integer) Files.getAttribute(Path.of("/proc/self"), "unix:uid");
    assertTrue(self.isOf(uid));
    assertFalse(self.isOf(uid + 1));
    assertTrue(self.title().words().size() > 1);
    assertEquals(Files.readString(Path.of("/proc/self/comm")).strip(), self.name());
  }

  @Test
  void laterProcessOfTheSameNumberIsAnother() {
    RunningProcess self = RunningProcess.of(ProcessHandle.current().pid()).orElseThrow();
    RunningProcess before = new RunningProcess(self.pid(), self.startTicks() - 1);

    assertFalse(before.isAlive());
    assertFalse(before.end(PATIENCE));
    assertTrue(self.isAlive());
  }

  @Test
  void zombieHasEnded() {
    // the shell that has become sleep does not ask after its child
    try (PeerProcess parent =
        PeerProcess.start("sh", "-c", "sh -c 'echo $$; read _' & exec sleep 1000")) {
      Eventually.await(() -> parent.output().endsWith("\n"), parent::toString);
      long child = Long.parseLong(parent.output().strip());

      Eventually.await(() -> isZombie(child), () -> "process " + child + " goes on");
      assertEquals(Optional.empty(), RunningProcess.of(child));
    }
  }

  private static boolean isZombie(long pid) {
    try {
      return Files.readString(Path.of("/proc/" + pid + "/stat")).contains(") Z ");
    } catch (IOException gone) {
      return false;
    }
  }

  @Test
  void endsWhatCatchesTermOrIsStopped() {
    for (String script :
        List.of(
            "echo ready; exec sleep 1000",
            "echo ready; kill -STOP $$; sleep 1000",
            "trap '' TERM; echo ready; exec sleep 1000")) {
      try (PeerProcess peer = PeerProcess.start("sh", "-c", script)) {
        peer.awaitOutput("ready");
        RunningProcess process = of(peer);

        assertTrue(process.end(Duration.ofMillis(200)), script);
        assertFalse(process.isAlive(), script);
      }
    }
  }

  @Test
  void patienceHasAnEnd() {
    try (PeerProcess peer = PeerProcess.start("sleep", "1000")) {
      RunningProcess process = of(peer);

      assertFalse(process.awaitEnd(Duration.ofMillis(1)));
      peer.kill();
      assertTrue(process.awaitEnd(PATIENCE));
      assertEquals(List.of(), process.title().words());
      assertFalse(process.isOf(0));
    }
  }
}
