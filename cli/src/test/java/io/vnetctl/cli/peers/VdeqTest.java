package io.vnetctl.cli.peers;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.vnetctl.tap.Requirement;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Debian's vdeq, with a stub in place of the old qemu it was written for. The stub answers each
 * frame that comes by the descriptor which vdeq hands it.
 */
final class VdeqTest {
  private static final String STUB = "02:00:00:00:00:99";
  private static final String ALICE = "02:00:00:00:00:01";

  @TempDir Path folder;

  @Test
  void stubOfAQemuWithVlansTalksThroughTheSwitch() throws IOException {
    talk("0.15.0", "-net", "nic", "-net", "vde,sock=%s,port=6");
  }

  @Test
  void stubOfAQemuWithTunFdTalksThroughTheSwitch() throws IOException {
    talk("unknown", "-sock", "%s[6]");
  }

  private void talk(String version, String... options) throws IOException {
    Requirement.program("vdeq", "vde2");
    Requirement.program("python3", "python3");
    try (SwitchProcess vde = SwitchProcess.start(folder, "sw")) {
      List<String> command = new ArrayList<>(List.of("vdeq", stub(version)));
      for (String option : options) {
        command.add(option.formatted(vde.folder()));
      }
      try (PeerProcess vdeq = PeerProcess.start(command);
          Plug alice = Plug.connect(vde, 1)) {
        vdeq.awaitOutput("stub is ready");
        vde.awaitPortState(6, "ACTIVE");
        alice.send(Frames.frame(Frames.BROADCAST, ALICE, "echo"));
        alice.awaitFrame(Frames.frame(ALICE, STUB, "echo"));
        alice.send(Frames.frame(STUB, ALICE, "quit"));

        assertEquals(0, vdeq.awaitExit(), vdeq::toString);
        vde.awaitPortState(6, "INACTIVE");
      }
      vde.stop();
    }
  }

  /** Writes the stub, which tells vdeq the version of qemu it takes itself for. */
  private String stub(String version) throws IOException {
    try (InputStream resource = VdeqTest.class.getResourceAsStream("vdeq-stub.py")) {
      String text = new String(resource.readAllBytes(), UTF_8);
      Path stub = Files.writeString(folder.resolve("stub"), text.replace("@VERSION@", version));
      Files.setPosixFilePermissions(stub, PosixFilePermissions.fromString("rwxr-xr-x"));
      return stub.toString();
    }
  }
}
