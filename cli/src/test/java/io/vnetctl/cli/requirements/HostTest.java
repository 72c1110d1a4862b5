package io.vnetctl.cli.requirements;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

/** The test bed itself: what the requirements' tests rely on. */
final class HostTest {
  @Test
  void reachesItsNeighbourAndHasFilesOfItsOwn() {
    try (Host host = Host.withNic()) {
      host.run("ping", "-c", "1", "-W", "5", Host.NEIGHBOUR);
      host.run("ping", "-c", "1", "-W", "5", Host.NEIGHBOUR6);
      host.run("touch", "/var/tmp/own", "/run/own", "/etc/own");
      assertTrue(host.exists("/etc/own"));
      assertFalse(java.nio.file.Files.exists(java.nio.file.Path.of("/etc/own")));
      assertEquals("vnetctl", host.vnetctl("version").run().expect(0).out().split(" ")[0]);
    }
  }
}
