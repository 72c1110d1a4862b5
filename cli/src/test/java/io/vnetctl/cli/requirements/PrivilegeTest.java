package io.vnetctl.cli.requirements;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vnetctl.cli.peers.User;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Calls by a user without privileges, with scripts in the place of sudo and ksu. */
final class PrivilegeTest {
  private static final String LOGS = "echo \"${0##*/} $*\" >> /run/stubs/log\n";

  /** Starts what it is given, as they do, but without any privilege. */
  private static final String STARTS =
      LOGS + "while [ \"${1#/}\" = \"$1\" ]; do shift; done\nexec \"$@\"\n";

  private static final String REFUSES = LOGS + "echo 'a password is required' >&2\nexit 1\n";

  private final Host host = Host.bare();
  private final Stubs stubs = new Stubs(host);
  private String before;

  @BeforeEach
  void remember() {
    before = snapshot();
  }

  @AfterEach
  void nothingChanged() {
    try (host) {
      assertEquals(before, snapshot());
    }
  }

  private Run vnetctl(String... words) {
    return Stubs.first(host.vnetctl(words).as(User.NOBODY));
  }

  private String snapshot() {
    return host.run("sh", "-c", "ip -br link; ls -lR /var/tmp; ls /run");
  }

  @Test
  void r113_theToolIsRunOnceByTheFirstOfKsuAndSudo() {
    stubs.add("sudo", STARTS).add("ksu", STARTS);
    vnetctl("create", "-Z", "all", "-b", "br 0").run().expect(1);
    vnetctl("create", "-Z", "all", "-b", "br0").run().expect(2);
    assertEquals(
        List.of(
            "ksu -q -e "
                + Host.realPath("vnetctl")
                + " create -s /var/tmp/vde_switch0.nobody -S /var/tmp/vde_mgmt0.nobody -u nobody:nogroup -b br0"
                + " -d MAX,0,W:2,I:2 --rollback-timeout 60.000000000 --timeout 5.000000000 --reexec=local"),
        stubs.log());
  }

  @Test
  void r113_settingsOfTheUserSwitchItOn() {
    stubs.add("sudo", STARTS);
    vnetctl("cancel").env("USE_SUDO", "1").run().expect(2);
    assertEquals(1, stubs.log().size());
    assertTrue(stubs.log().getFirst().startsWith("sudo -n -- /"), stubs.log().toString());
  }

  @Test
  void r114_wordsInAnyCaseSwitchMechanismsOff() {
    stubs.add("sudo", STARTS).add("ksu", STARTS);
    vnetctl("create", "-Z", "noKsu,Sudo").run().expect(2);
    vnetctl("create", "-Z", "NOSUDO").env("USE_SUDO", "1").run().expect(2);
    assertEquals(1, stubs.log().size());
    assertTrue(stubs.log().getFirst().startsWith("sudo "), stubs.log().toString());
  }

  @Test
  void r115_aFailureOfTheToolIsNotTriedAgain() {
    stubs.add("sudo", STARTS);
    stubs.add(
        "ksu", LOGS + "echo vnetctl:started-with-privileges >&2\necho half done >&2\nexit 1\n");
    Ended ended = vnetctl("create", "-Z", "ALL").run().expect(1);
    assertEquals("half done\n", ended.err());
    assertEquals(1, stubs.log().size(), stubs.log().toString());
  }

  @Test
  void r115_theToolStartedSaysThatItStillLacksPrivileges() {
    stubs.add("sudo", STARTS);
    Ended ended = vnetctl("create", "-Z", "SUDO").run().expect(2);
    assertTrue(ended.err().contains("still may not configure the network"), ended.err());
    assertEquals(1, ended.err().lines().count(), ended.err());
  }

  @Test
  void r116_nobodyIsAskedForAPassword() {
    stubs.add("sudo", LOGS + "printf 'password: ' >&2\nread password || exit 1\nexit 0\n");
    Ended ended = vnetctl("create", "-Z", "SUDO").run().expect(2);
    assertTrue(ended.err().contains("sudo did not start "), ended.err());
    assertTrue(stubs.log().getFirst().startsWith("sudo -n -- "), stubs.log().toString());
  }

  @Test
  void r117_aRefusalTellsWhatTheAdministratorHasToAdd() {
    stubs.add("sudo", REFUSES);
    Ended ended = vnetctl("create", "-Z", "SUDO").run().expect(2);
    String program = Host.realPath("vnetctl").toString();
    assertTrue(ended.err().contains("a password is required"), ended.err());
    assertTrue(
        ended.err().contains("'nobody ALL=(root) NOPASSWD: " + program + " create "), ended.err());
    assertTrue(ended.err().contains("'nobody@REALM " + program + "'"), ended.err());
    assertEquals(1, stubs.log().size());
  }

  @Test
  void r16_r117_withoutAnyPrivilegeNothingIsDone() {
    stubs.add("sudo", STARTS).add("ksu", STARTS);
    for (String action : List.of("create", "cancel")) {
      Ended ended = vnetctl(action).run().expect(2);
      assertTrue(ended.err().contains("neither sudo nor ksu is switched on"), ended.err());
      assertTrue(ended.err().contains("NOPASSWD"), ended.err());
    }
    assertEquals(List.of(), stubs.log());
  }

  @Test
  void r118_namesAreLookedUpBeforePrivilegesAreSought() {
    stubs.add("sudo", STARTS);
    vnetctl("create", "-Z", "SUDO", "-u", "nobody", "-g", "bin").run().expect(1);
    vnetctl("create", "-Z", "SUDO", "-u", "nosuchuser").run().expect(1);
    assertEquals(List.of(), stubs.log());
  }

  @Test
  void r26_overlongPathsAreRefusedBeforePrivilegesAreSought() {
    stubs.add("sudo", STARTS);
    vnetctl("create", "-Z", "SUDO", "-s", "/var/tmp/" + "x".repeat(100)).run().expect(1);
    assertEquals(List.of(), stubs.log());
  }

  @Test
  void r27_r119_settingsInSomebodyElsesHomeDoNotCount() throws java.io.IOException {
    stubs.add("sudo", STARTS);
    var folder = java.nio.file.Files.createDirectories(host.file("/root/.ctys"));
    java.nio.file.Files.writeString(
        folder.resolve("vnetctl.conf"), "USE_SUDO=1\ntouch /var/tmp/pwn\n");
    host.run("chmod", "755", "/root");
    vnetctl("create").env("HOME", "/root").run().expect(2);
    assertEquals(List.of(), stubs.log());
  }

  @Test
  void r27_filesAreReadAndNotExecuted() throws java.io.IOException {
    stubs.add("sudo", STARTS);
    var folder = java.nio.file.Files.createDirectories(host.file("/etc/ctys"));
    java.nio.file.Files.writeString(
        folder.resolve("vnetctl.conf"),
        "touch /var/tmp/pwn\nQEMUMGMT=$(touch /var/tmp/pwn)\nCTYS_SOCKBASE=/var/tmp/x\nUSE_SUDO=1\n");
    vnetctl("create").run().expect(2);
    assertTrue(
        stubs.log().getFirst().contains(" -S /var/tmp/x/vde_mgmt0.nobody "),
        stubs.log().toString());
  }
}
