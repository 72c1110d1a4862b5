package io.vnetctl.cli.requirements;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vnetctl.cli.peers.PeerProcess;
import io.vnetctl.cli.peers.User;
import java.io.IOException;
import java.nio.file.Files;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What others have put where root will work for a user (R119). */
final class ForeignFilesTest {
  private static final String SOCK = "/var/tmp/vde_switch0.nobody";
  private static final String MGMT = "/var/tmp/vde_mgmt0.nobody";
  private static final User DAEMON = new User(1, 1);

  private final Host host = Host.withBridge("br0");

  @AfterEach
  void closeHost() {
    host.close();
  }

  private void assertRefused(String reason, String... words) {
    HostState before = HostState.of(host);
    for (String action : new String[] {"create", "cancel"}) {
      String[] all = new String[words.length + 3];
      all[0] = action;
      all[1] = "-u";
      all[2] = "nobody";
      System.arraycopy(words, 0, all, 3, words.length);
      Ended refused = host.vnetctl(all).run().expect(1);
      assertTrue(refused.err().contains(reason), refused::toString);
    }
    assertEquals(before, HostState.of(host));
  }

  /** Runs a command as a user; it must succeed. */
  private void as(User user, String... command) {
    host.program(command).as(user).run().expect(0);
  }

  @Test
  void r119_symbolicLinksAreRefusedWhoeverMadeThem() {
    as(User.NOBODY, "ln", "-s", "/etc", SOCK);
    assertRefused(SOCK + " is a symbolic link, not a directory");
    host.run("rm", SOCK);

    host.run("touch", "/root/secret");
    as(User.NOBODY, "ln", "-s", "/root/secret", MGMT);
    assertRefused(MGMT + " is a symbolic link, not a socket");
    host.run("rm", MGMT);

    as(DAEMON, "ln", "-s", "/root", "/var/tmp/way");
    assertRefused("/var/tmp/way belongs to uid 1, not to uid 65534", "-s", "/var/tmp/way/switch");
    assertRefused("/var/tmp/way belongs to uid 1", "-S", "/var/tmp/way/console");
  }

  @Test
  void r119_filesOfAnotherKindOrUserAreRefused() {
    as(User.NOBODY, "touch", SOCK);
    assertRefused(SOCK + " is there, not a directory");
    host.run("rm", SOCK);

    as(DAEMON, "mkdir", SOCK);
    assertRefused(SOCK + " belongs to uid 1, not to uid 65534");
    host.run("rmdir", SOCK);

    as(User.NOBODY, "mkdir", MGMT);
    assertRefused(MGMT + " is there, not a socket");
    host.run("rmdir", MGMT);

    Switch.create(host, "-u", "daemon");
    assertRefused("belongs to uid 1", "-S", "/var/tmp/vde_mgmt0.daemon");
  }

  @Test
  void stateThatAnotherHasForgedIsNotShown() throws IOException {
    String state = "/var/tmp/.ctys-vnetctl." + User.NAMELESS.uid();
    as(DAEMON, "mkdir", "-m", "755", state);
    String journal = state + "/switch.$(printf %s /var/tmp/sw | sha256sum | cut -c 1-16)";
    as(DAEMON, "sh", "-c", "echo forged > " + journal);
    Run dryRun = host.vnetctl("-s", "/var/tmp/sw", "-S", "/var/tmp/mg", "-X", "-n", "cancel");
    Ended shown = dryRun.as(User.NAMELESS).env("HOME", "/").run();
    assertFalse(shown.err().contains("cannot read"), shown::toString);
  }

  @Test
  void r119_namesOfPidFilesAreRefusedIfTheyAreSomethingElse() throws IOException {
    String pidFile = "/run/vde_mgmt0.nobody";
    Files.writeString(host.file("/run/text"), "no number\n");
    for (String command : new String[] {"ln -s /etc/passwd", "mkdir", "cp /run/text"}) {
      host.run("sh", "-c", command + " " + pidFile);
      assertRefused("is not a pid file");
      host.run("rm", "-r", pidFile);
    }
    assertFalse(Files.readString(host.file("/etc/passwd")).isEmpty());
  }

  @Test
  void r52_pidFileOfALivingProgramIsReplacedByRootButNotOnBehalfOfAUser() throws IOException {
    String sleeper = host.run("sh", "-c", "sleep 1000 >/dev/null & echo $!").strip();
    Files.writeString(host.file("/run/cron.nobody"), sleeper + "\n");
    Files.writeString(host.file("/run/sshd.pid"), sleeper + "\n");
    HostState before = HostState.of(host);
    Ended refused = onBehalf("create", "-S", "/var/tmp/cron.nobody").expect(1);
    assertTrue(
        refused.err().contains("that of pid=" + sleeper + ", which runs as sleep"),
        refused::toString);
    onBehalf("cancel", "-f", "-S", "/var/tmp/cron.nobody").expect(0);

    // a name that may mean something to other programs is none of the user's
    for (String name : new String[] {"sshd.pid", "nologin"}) {
      onBehalf("create", "-S", "/var/tmp/" + name).expect(0);
      assertEquals(name.equals("sshd.pid"), host.exists("/run/" + name));
      onBehalf("cancel", "-S", "/var/tmp/" + name).expect(0);
    }
    assertEquals(before, HostState.of(host));

    Switch made = Switch.create(host, "-u", "nobody", "-S", "/var/tmp/sshd.pid");
    assertEquals(made.pid() + "\n", Files.readString(host.file("/run/sshd.pid")));
  }

  private Ended onBehalf(String action, String... words) {
    String[] all = new String[words.length + 4];
    all[0] = action;
    all[1] = "-u";
    all[2] = "nobody";
    all[3] = "--reexec=local";
    System.arraycopy(words, 0, all, 4, words.length);
    return host.vnetctl(all).env("SUDO_UID", "65534").run();
  }

  /** By whatever path a user names it: what is root's is not his. */
  @Test
  void r111_r119_switchOfRootIsOutOfReachOnBehalfOfAUser() {
    Switch roots = Switch.create(host, "-u", "root");
    HostState before = HostState.of(host);
    onBehalf("cancel", "-f", "-s", roots.qemuSock(), "-S", roots.qemuMgmt()).expect(1);
    onBehalf("cancel", "-f", "-s", roots.qemuSock()).expect(1);
    onBehalf("cancel", "-f", "-S", roots.qemuMgmt()).expect(1);
    onBehalf("create", "-s", roots.qemuSock()).expect(1);
    assertEquals(before, HostState.of(host));

    // nor when its files are gone and only its journal tells of it
    host.run("rm", "-r", roots.qemuSock(), roots.qemuMgmt());
    Ended refused = onBehalf("cancel", "-f", "-s", roots.qemuSock()).expect(1);
    assertTrue(refused.err().contains("is that of a switch of USER=root"), refused::toString);
    assertTrue(roots.isRunning());
    assertTrue(host.hasLink(roots.tap()));
  }

  @Test
  void r52_pidFileOfAnotherSwitchIsItsOwn() {
    Switch first = Switch.create(host, "-u", "nobody");
    host.run("mkdir", "-m", "1777", "/var/tmp/more");
    Ended refused =
        host.vnetctl(
                "create",
                "-u",
                "nobody",
                "-s",
                "/var/tmp/more/s",
                "-S",
                "/var/tmp/more/vde_mgmt0.nobody")
            .run()
            .expect(1);
    assertTrue(refused.err().contains("that of pid=" + first.pid()), refused::toString);
  }

  /**
   * While root works, the user exchanges the directory for a link to one of root's, in which a
   * socket that nobody uses has the name of one that would be removed.
   */
  @Test
  void r119_directoryThatIsExchangedMeanwhileLeadsNowhere() {
    host.run("mkdir", "-m", "750", "/root/other");
    SocketFile.dead(host, "/root/other/ctl", new User(0, 0));
    SocketFile.dead(host, "/root/other/005.7", new User(0, 0));
    String target = host.run("find", "/root/other", "-printf", "%p %m %u %i\n");
    String exchange =
        """
        import os
        os.mkdir('/var/tmp/mine', 0o700)
        os.symlink('/root/other', '/var/tmp/link')
        print('ready', flush=True)
        while True:
          for name in ('mine', 'link'):
            try:
              os.rename('/var/tmp/' + name, '%s')
              os.rename('%s', '/var/tmp/' + name)
            except OSError:
              pass
        """
            .formatted(SOCK, SOCK);
    try (PeerProcess user = host.program("python3", "-c", exchange).as(User.NOBODY).start()) {
      user.awaitOutput("ready");
      for (int i = 0; i < 6; i++) {
        String action = i % 3 == 2 ? "create" : "cancel";
        int status = host.vnetctl("-u", "nobody", "--timeout", "0.5", "-f", action).run().status();
        assertTrue(status == 0 || status == 1, action);
      }
      assertEquals(target, host.run("find", "/root/other", "-printf", "%p %m %u %i\n"));
    }
  }

  /** A link to root's console does not make root end its own switch. */
  @Test
  void r119_consoleThatIsExchangedMeanwhileShutsDownNoOther() {
    Switch roots = Switch.create(host, "-u", "root");
    String exchange =
        """
        import os, socket
        s = socket.socket(socket.AF_UNIX)
        s.bind('/var/tmp/mine')
        s.listen(1000)
        os.symlink('%s', '/var/tmp/link')
        print('ready', flush=True)
        while True:
          for name in ('mine', 'link'):
            try:
              os.rename('/var/tmp/' + name, '%s')
              os.rename('%s', '/var/tmp/' + name)
            except OSError:
              pass
        """
            .formatted(roots.qemuMgmt(), MGMT, MGMT);
    try (PeerProcess user = host.program("python3", "-c", exchange).as(User.NOBODY).start()) {
      user.awaitOutput("ready");
      for (int i = 0; i < 8; i++) {
        host.vnetctl("-u", "nobody", "--timeout", "0.1", "-f", "cancel").run();
      }
    }
    assertTrue(roots.isRunning());
    assertTrue(host.hasLink(roots.tap()));
  }
}
