package io.vnetctl.cli.peers;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vnetctl.tap.Requirement;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Start, stop, death and take-over of a switch (vde-dataplane 1, vde-cli 1). */
final class SwitchLifeTest {
  @TempDir Path folder;

  @Test
  void terminatedSwitchLeavesNothing() throws IOException {
    try (SwitchProcess vde = SwitchProcess.start(folder, "sw");
        Plug plug = Plug.connect(vde, 3)) {
      assertEquals(3, plug.port());
      assertTrue(Files.exists(vde.folder().resolve(plug.dataSocket())));

      vde.stop();

      assertTrue(plug.isUnplugged());
    }
  }

  @Test
  void socketsOfADeadSwitchAreTakenOver() throws IOException {
    try (SwitchProcess dead = SwitchProcess.start(folder, "sw");
        Plug orphan = Plug.connect(dead, 1)) {
      dead.kill();
      assertTrue(Files.exists(dead.ctl()), "a killed switch leaves its sockets");
      assertTrue(Files.exists(dead.folder().resolve(orphan.dataSocket())));
    }

    try (SwitchProcess heir = SwitchProcess.start(folder, "sw");
        Plug first = Plug.connect(heir, 1);
        Plug second = Plug.connect(heir, 2)) {
      byte[] frame = Frames.frame(Frames.BROADCAST, "02:00:00:00:00:01", "after the take-over");
      first.send(frame);
      second.awaitFrame(frame);
    }
  }

  @Test
  void limitOfWaitingDatagramsIsSetOnRequest() throws IOException {
    Requirement.tap();
    try (Namespace host = Namespace.create();
        SwitchProcess vde =
            SwitchProcess.start(
                host.enter(), SwitchProcess.program(), folder, "sw", "--qlen", "77")) {
      assertEquals("77\n", host.run("cat", "/proc/sys/net/unix/max_dgram_qlen"));
      vde.stop();
    }
  }

  @ParameterizedTest
  @CsvSource({
    "10, vnetctl, '', true",
    "512, vnetctl, '', false",
    "10, vnetctl, 512, false",
    "10, vde_switch, '', false"
  })
  void smallLimitOfWaitingDatagramsIsToldUnderOurOwnName(
      String limit, String name, String asked, boolean told) {
    Requirement.tap();
    try (Namespace host = Namespace.create()) {
      host.run("sysctl", "-q", "-w", "net.unix.max_dgram_qlen=" + limit);
      List<String> command = new ArrayList<>(List.of(Repository.file("bin/" + name).toString()));
      if (name.equals("vnetctl")) {
        command.add("switch");
      }
      command.addAll(List.of("--nostdin", "-s", folder.resolve("sw").toString()));
      if (!asked.isEmpty()) {
        command.addAll(List.of("--qlen", asked));
      }
      try (PeerProcess vde = host.start(command)) {
        Eventually.await(
            () -> Files.exists(folder.resolve("sw/ctl")) || !vde.isAlive(), vde::toString);
        vde.terminate();

        assertEquals(0, vde.awaitExit(), vde::toString);
        assertEquals(told, vde.errors().contains("max_dgram_qlen is 10"), vde::toString);
      }
    }
  }

  @Test
  void tapThatIsRemovedLeavesItsPort() throws IOException {
    Requirement.tap();
    try (Namespace host = Namespace.create();
        SwitchProcess vde =
            SwitchProcess.start(
                host.enter(), SwitchProcess.program(), folder, "sw", "-t", "vnettest0")) {
      vde.awaitPortState(1, "ACTIVE");

      host.run("ip", "link", "set", "vnettest0", "up");
      host.run("ip", "link", "delete", "vnettest0");

      vde.awaitPortState(1, "INACTIVE");
      assertTrue(vde.process().errors().contains("port 1: vnettest0 is gone"), vde::toString);
      vde.stop();
    }
  }

  @Test
  void secondSwitchOnALiveDirectoryIsRefused() throws IOException {
    try (SwitchProcess alive = SwitchProcess.start(folder, "sw");
        Plug _ = Plug.connect(alive, 1);
        PeerProcess second =
            PeerProcess.start(
                SwitchProcess.program().toString(), "-s", alive.folder().toString())) {
      assertEquals(255, second.awaitExit(), second::toString);
      assertTrue(second.errors().contains("Address already in use"), second::toString);
      assertEquals("ACTIVE", alive.portState(1));
      alive.stop();
    }
  }
}
