package io.vnetctl.cli.peers;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
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

/** The programs in the hands of users without privileges, name or home. */
final class OrdinaryUserTest {
  private static final Path DEFAULT_DIRECTORY = Path.of("/tmp/vde.ctl");

  @TempDir Path folder;

  @BeforeEach
  void needsUsers() throws IOException {
    User.requireRoot();
    Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxrwxrwx"));
  }

  @Test
  void userWithoutNameAndHomeHasAllDefaults() throws IOException {
    User user = User.NAMELESS;
    Requirement.of(Files.notExists(DEFAULT_DIRECTORY), DEFAULT_DIRECTORY + " is in use");
    Path management = folder.resolve("m");
    try (PeerProcess vde =
        program(user, "vde_switch", "-M", management.toString(), "-p", folder + "/p", "-d")) {
      assertEquals(0, vde.awaitExit(), vde::toString);
      assertEquals("", vde.output() + vde.errors());
    }
    try (DaemonProcess daemon = DaemonProcess.of(folder.resolve("p"))) {
      int uid = (int) user.uid();
      assertEquals(uid, Files.getAttribute(DEFAULT_DIRECTORY.resolve("ctl"), "unix:uid"));
      try (PeerProcess term = program(user, "unixterm", management.toString())) {
        term.write("port/showinfo\n");
        term.closeInput();
        assertEquals(0, term.awaitExit(), term::toString);
        assertTrue(term.output().contains("Numports=32\n"), term::toString);
      }
      daemon.signal("TERM");
      daemon.awaitEnd();
    }
    assertFalse(Files.exists(DEFAULT_DIRECTORY));
    assertFalse(Files.exists(management));
  }

  @Test
  void ownTapIsOpenedAndAnothersIsNot() throws IOException {
    Requirement.tap();
    try (Namespace host = Namespace.withOpenTapDevice()) {
      host.run(bin("vde_tunctl"), "-t", "mine", "-u", String.valueOf(User.NAMELESS.uid()));
      try (SwitchProcess owner = start(host, User.NAMELESS, "owner", "mine");
          SwitchProcess late = start(host, User.NAMELESS, "late", "mine");
          SwitchProcess other = start(host, User.NOBODY, "other", "mine");
          SwitchProcess maker = start(host, User.NOBODY, "maker", "new")) {
        assertEquals("", owner.process().errors());
        assertEquals("ACTIVE", owner.portState(1));
        assertTrue(owner.ask("port/print 1").contains("module tuntap      : mine"));

        assertTold(late, "cannot open TAP mine: Device or resource busy; another process has it");
        assertTold(other, "cannot open TAP mine: Operation not permitted; needs CAP_NET_ADMIN or");
        assertTold(maker, "cannot open TAP new: Operation not permitted; needs CAP_NET_ADMIN or");
        for (SwitchProcess vde : List.of(owner, late, other, maker)) {
          vde.stop();
        }
      }
      assertTrue(host.run("ip", "link").contains(" mine: "), "a persistent TAP stays");
      assertFalse(host.run("ip", "link").contains(" new: "));
    }
  }

  /** The switch runs on without the TAP, as the original does, and says so. */
  private static void assertTold(SwitchProcess vde, String what) {
    assertEquals("", vde.portState(1));
    assertEquals(1, vde.process().errors().lines().count(), vde::toString);
    assertTrue(vde.process().errors().contains(what), vde::toString);
  }

  private SwitchProcess start(Namespace host, User user, String name, String tap)
      throws IOException {
    return SwitchProcess.start(host.enter(user), SwitchProcess.program(), folder, name, "-t", tap);
  }

  @Test
  void demoRunsForRoot() {
    Requirement.tap();
    assertDemo(PeerProcess.start(bin("vnetctl"), "demo"));
  }

  @Test
  void demoRunsForAnOrdinaryUser() {
    Requirement.tap();
    try (Namespace host = Namespace.withOpenTapDevice()) {
      List<String> unshare = new ArrayList<>(host.enter(User.NAMELESS));
      unshare.addAll(List.of("unshare", "-rn", "true"));
      try (PeerProcess permitted = PeerProcess.start(unshare)) {
        Requirement.of(permitted.awaitExit() == 0, "needs user namespaces: " + permitted);
      }
      List<String> demo = new ArrayList<>(host.enter(User.NAMELESS));
      demo.addAll(List.of(bin("vnetctl"), "demo"));
      assertDemo(PeerProcess.start(demo));
    }
  }

  private static void assertDemo(PeerProcess started) {
    try (PeerProcess demo = started) {
      assertEquals(0, demo.awaitExit(), demo::toString);
      assertEquals("", demo.errors());
      assertEquals(
          4,
          demo.output().lines().filter(line -> line.contains("5 of 5 answered")).count(),
          demo::toString);
      assertTrue(demo.output().contains("are gone; all echoes came"), demo::toString);
    }
  }

  private static PeerProcess program(User user, String program, String... words) {
    List<String> command = new ArrayList<>(user.prefix());
    command.addAll(List.of("env", "HOME=/nonexistent", bin(program)));
    command.addAll(List.of(words));
    return PeerProcess.start(command);
  }

  private static String bin(String program) {
    return Repository.file("bin").resolve(program).toString();
  }
}
