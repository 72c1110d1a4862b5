package io.vnetctl.cli.requirements;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vnetctl.cli.peers.Eventually;
import io.vnetctl.cli.peers.PeerProcess;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** File systems that are read-only or full: one line that says so, and nothing half done. */
final class UnwritableTest {
  private final Host host = Host.withBridge("br0");

  @AfterEach
  void closeHost() {
    host.close();
  }

  private void remount(String folder, String options) {
    host.run("mount", "-o", "remount," + options, folder);
  }

  /** A file system of its own at a new folder. */
  private void mount(String folder, String options) {
    host.run("mkdir", folder);
    host.run("mount", "-t", "tmpfs", "-o", options, "none", folder);
  }

  private static void assertOneLine(Ended ended, String text) {
    assertEquals(1, ended.err().lines().count(), ended::toString);
    assertTrue(ended.err().contains(text), ended::toString);
  }

  @ParameterizedTest
  @CsvSource({
    "-s /run/ro/sw -M /run/m -p /run/p, Read-only file system",
    "-s /run/sw -M /run/ro/m -p /run/p, Read-only file system",
    "-s /run/sw -M /run/m -p /run/ro/p, Read-only file system",
    "-s /run/full/sw -M /run/m -p /run/p, No space left on device",
    "-s /run/sw -M /run/full/m -p /run/p, No space left on device",
    "-s /run/sw -M /run/m -p /run/full/p, No space left on device"
  })
  void switchThatCannotMakeAFileMakesNone(String options, String complaint) {
    mount("/run/ro", "ro");
    mount("/run/full", "nr_inodes=1");
    List<String> words = new ArrayList<>(List.of(options.split(" ")));
    for (int i = 0; i < 2; i++) {
      Ended refused = host.ours("vde_switch", words.toArray(String[]::new)).run();
      assertNotEquals(0, refused.status(), refused::toString);
      assertOneLine(refused, complaint);
      for (String file : List.of("/run/sw", "/run/m", "/run/p")) {
        assertFalse(host.exists(file), file);
      }
      words.add("-d");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"/var/tmp", "/run"})
  void createThatCannotWriteChangesNothing(String folder) {
    HostState before = HostState.of(host);
    remount(folder, "ro");
    Ended refused = host.vnetctl("-u", "nobody", "create").run();
    remount(folder, "rw");
    assertNotEquals(0, refused.status(), refused::toString);
    List<String> errors = refused.err().lines().filter(it -> it.contains(":ERROR:")).toList();
    assertEquals(1, errors.size(), refused::toString);
    assertTrue(errors.getFirst().contains("Read-only file system"), refused::toString);
    assertEquals(before, HostState.of(host));
  }

  @ParameterizedTest
  @ValueSource(strings = {"/var/tmp", "/run"})
  void whatCancelCannotRemoveANextOneRemoves(String folder) {
    HostState before = HostState.of(host);
    Switch.create(host, "-u", "nobody");
    remount(folder, "ro");
    Ended incomplete = host.vnetctl("-u", "nobody", "cancel").run();
    remount(folder, "rw");
    assertNotEquals(0, incomplete.status(), incomplete::toString);
    assertTrue(incomplete.err().contains("Read-only file system"), incomplete::toString);
    host.vnetctl("-u", "nobody", "cancel").run().expect(0);
    assertEquals(before, HostState.of(host));
  }

  @Test
  void runningSwitchGoesOnWhenItsFilesCanNoMoreBeWritten() {
    mount("/run/sw", "mode=700");
    try (PeerProcess vde = start();
        PeerProcess first = plug()) {
      awaitActive(1);
      remount("/run/sw", "bind,ro");
      try (PeerProcess _ = plug()) {
        Eventually.await(() -> vde.errors().contains("Read-only file system"), vde::toString);
        assertEquals(1, vde.errors().lines().count(), vde::toString);
      }
      remount("/run/sw", "bind,rw");
      try (PeerProcess _ = plug()) {
        awaitActive(2);
        assertTrue(first.isAlive());
        remount("/run/sw", "bind,ro");
        // Its number is that of nsenter, which has become the switch.
        vde.terminate();
        vde.awaitExit();
      }
      assertFalse(host.exists("/run/m"), vde::toString);
    }
  }

  private PeerProcess start() {
    PeerProcess vde = host.ours("vde_switch", "-s", "/run/sw", "-M", "/run/m").start();
    Eventually.await(() -> host.exists("/run/m") && host.exists("/run/sw/ctl"), vde::toString);
    return vde;
  }

  private PeerProcess plug() {
    return host.program("vde_plug", "/run/sw").start();
  }

  private Ended ask(String command) {
    return host.ours("unixcmd", "-s", "/run/m", command).run();
  }

  private void awaitActive(int port) {
    String active = "Port %04d untagged_vlan=0000 ACTIVE".formatted(port);
    Eventually.await(
        () -> ask("port/allprint").out().contains(active), () -> ask("port/allprint").toString());
  }

  @Test
  void captureSaysThatItCannotBeWritten() {
    mount("/run/ro", "ro");
    try (PeerProcess vde = start()) {
      Ended added = ask("plugin/add pdump");
      Ended refused = ask("pdump/filename /run/ro/capture");
      String said = refused.out() + refused.err();
      assertTrue(said.contains("Read-only file system"), () -> added + " " + refused);
      assertTrue(vde.isAlive());
    }
  }

  @Test
  void logThatCannotBeWrittenStopsNothing() {
    String words = Host.installed("vde_switch") + " -s /run/sw -M /run/m 2>/dev/full";
    try (PeerProcess vde = host.program("sh", "-c", "exec " + words).start()) {
      Eventually.await(() -> host.exists("/run/m"), vde::toString);
      host.program("python3", "-c", REFUSED, "/run/sw/ctl").run().expect(0);
      try (PeerProcess _ = plug()) {
        awaitActive(1);
      }
    }
  }

  /** A request that is refused, which is a line of the log. */
  private static final String REFUSED =
      """
      import socket, sys
      s = socket.socket(socket.AF_UNIX)
      s.connect(sys.argv[1])
      s.send(b'no request at all' * 10)
      assert s.recv(1) == b''
      """;
}
