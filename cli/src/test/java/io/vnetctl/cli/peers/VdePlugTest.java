package io.vnetctl.cli.peers;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vnetctl.tap.Requirement;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** VDE's own vde_plug and dpipe on the switch. */
final class VdePlugTest {
  private static final String ALICE = "02:00:00:00:00:01";
  private static final String BOB = "02:00:00:00:00:02";
  private static final List<String> AS_NOBODY =
      List.of("setpriv", "--reuid=65534", "--regid=65534", "--clear-groups");

  @TempDir Path folder;

  @BeforeEach
  void needsVdePlug() {
    VdePlug.require();
  }

  @Test
  void cableOfTwoPlugsJoinsTwoSwitches() throws IOException {
    try (SwitchProcess left = SwitchProcess.start(folder, "left");
        SwitchProcess right = SwitchProcess.start(folder, "right");
        PeerProcess cable = VdePlug.cable(left, right, 5);
        Plug alice = Plug.connect(left, 1);
        Plug bob = Plug.connect(right, 1)) {
      byte[] call = Frames.frame(Frames.BROADCAST, ALICE, "who is there?");
      alice.send(call);
      bob.awaitFrame(call);
      byte[] answer = Frames.frame(ALICE, BOB, "I am");
      bob.send(answer);
      alice.awaitFrame(answer);

      assertTrue(left.ask("hash/print").contains(BOB + " VLAN 0000 to port: 005"));
      assertTrue(right.ask("hash/print").contains(ALICE + " VLAN 0000 to port: 005"));
      left.stop();
      cable.awaitExit();
      right.awaitPortState(5, "INACTIVE");
      right.stop();
    }
  }

  @Test
  void plugCarriesFramesBothWays() throws IOException {
    try (SwitchProcess vde = SwitchProcess.start(folder, "sw");
        PeerProcess plug = VdePlug.start(List.of(), vde, 7);
        Plug bob = Plug.connect(vde, 2)) {
      byte[] out = Frames.frame(Frames.BROADCAST, ALICE, "from the plug's stream");
      plug.write(VdePlug.inStream(out));
      bob.awaitFrame(out);
      byte[] back = Frames.frame(ALICE, BOB, "to the plug's stream");
      bob.send(back);
      plug.awaitOutput(new String(VdePlug.inStream(back), ISO_8859_1));
    }
  }

  @Test
  void portNamesItsClient() throws IOException {
    try (SwitchProcess vde = SwitchProcess.start(folder, "sw");
        PeerProcess plug = VdePlug.start(List.of(), vde, 7)) {
      String port = vde.ask("port/print 7");
      assertTrue(port.contains("module unix prog   : vdeplug: user="), port);
      assertTrue(port.contains("pid=" + plug.pid()), port);
    }
  }

  @Test
  void killedClientLosesItsPort() throws IOException {
    try (SwitchProcess vde = SwitchProcess.start(folder, "sw");
        PeerProcess plug = VdePlug.start(List.of(), vde, 7)) {
      assertEquals(1, vde.dataSockets().size());

      plug.kill();

      vde.awaitPortState(7, "INACTIVE");
      Eventually.await(() -> vde.dataSockets().isEmpty(), () -> "left: " + vde.dataSockets());
      vde.stop();
    }
  }

  @Test
  void plugEndsWhenItsSwitchIsKilled() throws IOException {
    try (SwitchProcess vde = SwitchProcess.start(folder, "sw");
        PeerProcess plug = VdePlug.start(List.of(), vde, 7)) {
      vde.kill();

      plug.awaitExit();
    }
  }

  @Test
  void openSwitchServesAnotherUser() throws IOException {
    Requirement.root();
    Requirement.program("setpriv", "util-linux");
    Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
    try (SwitchProcess vde = SwitchProcess.start(folder, "sw", "-m", "0666");
        PeerProcess plug = VdePlug.start(AS_NOBODY, vde, 7);
        Plug bob = Plug.connect(vde, 2)) {
      byte[] frame = Frames.frame(Frames.BROADCAST, ALICE, "from nobody");
      plug.write(VdePlug.inStream(frame));
      bob.awaitFrame(frame);
      byte[] back = Frames.frame(ALICE, BOB, "to nobody");
      bob.send(back);
      plug.awaitOutput(new String(VdePlug.inStream(back), ISO_8859_1));

      String owner = Files.getOwner(vde.folder().resolve(vde.dataSockets().get(1))).getName();
      assertEquals("nobody", owner);
      assertTrue(vde.ask("port/print 7").contains("Current User: nobody "));
    }
  }

  @Test
  void closedSwitchRefusesAnotherUser() throws IOException {
    Requirement.root();
    Requirement.program("setpriv", "util-linux");
    Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
    try (SwitchProcess vde = SwitchProcess.start(folder, "sw")) {
      List<String> command = new ArrayList<>(AS_NOBODY);
      command.addAll(List.of("vde_plug", VdePlug.port(vde, 7)));
      try (PeerProcess plug = PeerProcess.start(command)) {
        assertTrue(plug.awaitExit() != 0, plug::toString);
      }
      assertEquals("", vde.portState(7));
      vde.stop();
    }
  }
}
