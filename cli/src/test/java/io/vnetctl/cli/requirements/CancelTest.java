package io.vnetctl.cli.requirements;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vnetctl.cli.peers.Eventually;
import io.vnetctl.cli.peers.PeerProcess;
import io.vnetctl.cli.peers.User;
import io.vnetctl.tap.Requirement;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** cancel, on a host that has a bridge (R103 to R112, R141, R142). */
final class CancelTest {
  private final Host host = Host.withBridge("br0");
  private final HostState before = HostState.of(host);

  @AfterEach
  void closeHost() {
    host.close();
  }

  private Switch created(String user) {
    return Switch.create(host, "-u", user);
  }

  private Ended cancel(String... words) {
    String[] all = new String[words.length + 3];
    all[0] = "-u";
    all[1] = "nobody";
    System.arraycopy(words, 0, all, 2, words.length);
    all[words.length + 2] = "cancel";
    return host.vnetctl(all).run();
  }

  @Test
  void r103_r104_r106_switchAndTapGoAndThenThereIsNothingToDo() {
    Switch made = created("nobody");
    Ended first = cancel("-X").expect(0);

    assertEquals(
        List.of("process;" + made.pid(), "tap;tap0", "file;/var/run/vde_mgmt0.nobody"),
        first.lines());
    assertFalse(made.isRunning());
    assertEquals(before, HostState.of(host));

    Ended second = cancel().expect(0);
    assertTrue(second.err().contains("INFO:1:CANCEL:no switch at QEMUSOCK="), second::toString);
    assertEquals("[]\n", cancel("--json").expect(0).out());
    assertEquals(before, HostState.of(host));
  }

  @Test
  void dryRunShowsWhatWouldGoAndChangesNothing() {
    Switch made = created("nobody");
    HostState there = HostState.of(host);

    assertEquals(
        List.of(
            "1. remove process " + made.pid(),
            "2. remove tap tap0",
            "3. remove file /var/tmp/vde_switch0.nobody/ctl",
            "4. remove file /var/tmp/vde_switch0.nobody",
            "5. remove file /var/tmp/vde_mgmt0.nobody",
            "6. remove file /var/run/vde_mgmt0.nobody"),
        cancel("--dry-run").expect(0).lines());
    String json = cancel("--dry-run", "--json").expect(0).out();
    assertTrue(
        json.startsWith(
            "{\"action\":\"cancel\",\"remove\":[{\"kind\":\"process\",\"name\":\"" + made.pid()),
        json);
    Ended owner = host.vnetctl("--dry-run", "cancel").as(User.NOBODY).run().expect(0);
    assertTrue(owner.out().contains("remove process " + made.pid()), owner::toString);
    assertEquals(there, HostState.of(host));
  }

  @Test
  void r107_r108_stoppedSwitchIsKilledOnlyWithForce() {
    Switch made = created("nobody");
    made.signal("STOP");
    HostState stopped = HostState.of(host);
    Ended refused = cancel("--timeout", "0.2").expect(1);

    assertTrue(refused.err().contains("pid=" + made.pid() + ", say -f"), refused::toString);
    assertEquals(stopped, HostState.of(host));

    cancel("--timeout", "0.2", "-f").expect(0);
    assertFalse(made.isRunning());
    assertEquals(before, HostState.of(host));
  }

  @Test
  void r109_processThatIsNoSwitchOfTheOwnerIsNeverEnded() throws IOException {
    String idle = "/usr/bin/python3 -c 'import signal; signal.pause()'";
    String names = " -s /var/tmp/vde_switch0.nobody -M /var/tmp/vde_mgmt0.nobody -t tap0";
    String sleeper = started(User.NOBODY, "exec " + idle);
    String pretender = started(new User(1, 1), "exec -a vde_switch " + idle + names);
    String editor = started(User.NOBODY, "exec " + idle + " /usr/bin/vde_switch" + names);
    Eventually.await(
        () -> host.run("cat", "/proc/" + pretender + "/cmdline").startsWith("vde_switch\0"),
        () -> host.run("ps", "-ef"));
    Files.writeString(host.file("/run/vde_mgmt0.nobody"), sleeper + "\n");
    cancel("-f").expect(0);

    assertTrue(host.isRunning(sleeper));
    assertTrue(host.isRunning(pretender));
    assertTrue(host.isRunning(editor));
    assertFalse(host.exists("/run/vde_mgmt0.nobody"));
  }

  /** Starts a command of bash; returns its number. */
  private String started(User user, String command) {
    String script = "(" + command + ") >/dev/null 2>&1 </dev/null & echo $!";
    return host.program("bash", "-c", script).as(user).run().expect(0).out().strip();
  }

  @Test
  void r109_consoleMayNameAnyProcessAndNoneIsEnded() {
    String victim = started(new User(1, 1), "exec sleep 1000");
    String console =
        """
        import os, socket, sys
        s = socket.socket(socket.AF_UNIX)
        s.bind('/var/tmp/vde_mgmt0.nobody')
        s.listen()
        print('ready', flush=True)
        banner = 'VDE switch V.2.3.2\\n(C) nobody\\n\\nvde$ '
        said = '0000 DATA END WITH \\'.\\'\\nVDE switch V.2.3.2\\npid %s MAC 00:ff:00:00:00:01 uptime 1\\n.\\n1000 Success\\n\\nvde$ '
        while True:
          c, _ = s.accept()
          try:
            c.send(banner.encode())
            while c.recv(99):
              c.send((said % sys.argv[1]).encode())
          except OSError:
            pass
        """;
    try (PeerProcess liar =
        host.program("python3", "-c", console, victim).as(User.NOBODY).start()) {
      liar.awaitOutput("ready");
      Ended failed = cancel("-f", "--timeout", "0.5").expect(1);

      assertTrue(failed.err().contains("no switch of USER=nobody"), failed::toString);
      assertTrue(host.isRunning(victim));
      assertTrue(liar.isAlive());
      assertTrue(host.exists("/var/tmp/vde_mgmt0.nobody"), "it is in use");
    }
  }

  @Test
  void r110_r111_tapGoesFromAnyBridgeAndThoseOfOthersStay() {
    Switch others = created("daemon");
    HostState withOthers = HostState.of(host);
    Switch made = created("nobody");
    host.ip("link add br9 type bridge");
    host.ip("link set " + made.tap() + " master br9");
    cancel("-b", "br0").expect(0);
    host.ip("link del br9");

    assertFalse(host.hasLink(made.tap()));
    assertTrue(others.isRunning());
    assertEquals(withOthers, HostState.of(host));
    host.vnetctl("-u", "daemon", "check").run().expect(0);
  }

  @Test
  void r104_tapOfSomebodyElseStaysThoughTheSwitchNamesIt() {
    Switch made = created("nobody");
    String record = host.run("sh", "-c", "ls /run/ctys-vnetctl/switch.*").strip();
    host.run("rm", record);
    host.ip("link set " + made.tap() + " down");
    host.ip("link set " + made.tap() + " name away");
    host.ip("tuntap add dev tap0 mode tap user daemon");
    Ended ended = cancel().expect(0);

    assertTrue(ended.err().contains("TAP=tap0 stays"), ended::toString);
    assertTrue(host.hasLink("tap0"));
  }

  @Test
  void r112_guestsAreCountedAndSeeTheEnd() {
    Requirement.program("vde_plug", "vdeplug");
    Switch made = created("nobody");
    try (PeerProcess one = host.program("vde_plug", made.qemuSock()).as(User.NOBODY).start();
        PeerProcess other = host.program("vde_plug", made.qemuSock()).as(User.NOBODY).start()) {
      awaitPorts(made, 2);
      Ended ended = cancel().expect(0);

      assertTrue(ended.err().contains("WARNING:1:CANCEL:2 connected clients"), ended::toString);
      one.awaitExit();
      other.awaitExit();
    }
    assertEquals(before, HostState.of(host));
  }

  private void awaitPorts(Switch made, int count) {
    Eventually.await(
        () -> host.run("find", made.qemuSock(), "-name", "0*").lines().count() == count,
        () -> host.run("ls", "-la", made.qemuSock()));
  }

  @Test
  void r141_danglingSocketsGoAndLiveClientsStay() {
    Requirement.program("vde_plug", "vdeplug");
    Switch made = created("nobody");
    List<String> dangling =
        List.of(
            made.qemuSock() + "/007.7",
            made.qemuSock() + "/.00001-00000",
            made.qemuSock() + ".00001-00000");
    dangling.forEach(path -> SocketFile.dead(host, path, User.NOBODY));
    String neighbour = "/var/tmp/vde_switch0.nobody2.00001-00000";
    SocketFile.dead(host, neighbour, User.NOBODY);

    // a healthy switch is left as it is, with all that lies about
    created("nobody");
    dangling.forEach(path -> assertTrue(host.exists(path), path));

    made.kill();
    String client = made.qemuSock() + "/.4711-00001";
    try (SocketFile _ = SocketFile.live(host, client, User.NOBODY)) {
      Switch again = created("nobody");
      dangling.forEach(path -> assertFalse(host.exists(path), path));
      assertTrue(host.exists(client));

      Ended ended = cancel().expect(0);
      assertTrue(ended.err().contains("is in use: .4711-00001"), ended::toString);
      assertTrue(host.exists(client));
      assertFalse(again.isRunning());
    }
    assertTrue(host.exists(neighbour));
    cancel().expect(0);
    assertFalse(host.exists(made.qemuSock()));
  }

  @Test
  void r142_whatIsNoSocketKeepsItsDirectory() {
    Switch made = created("nobody");
    host.run("touch", made.qemuSock() + "/note");
    made.kill();
    // also a name that a socket would have
    host.run("touch", made.qemuSock() + "/003.9");
    Ended ended = cancel().expect(0);

    assertTrue(ended.err().contains("WARNING:1:" + made.qemuSock() + " stays"), ended::toString);
    assertEquals("003.9\nnote\n", host.run("ls", "-A", made.qemuSock()));
    assertEquals("created", created("nobody").state());
    cancel().expect(0);
    assertEquals("003.9\nnote\n", host.run("ls", "-A", made.qemuSock()));
  }

  @Test
  void r41_r104_switchOfANumberAlone() {
    Switch made = created("12345:12345");
    assertEquals("/var/tmp/vde_switch0.12345", made.qemuSock());
    host.vnetctl("-u", "12345:12345", "cancel").run().expect(0);
    assertEquals(before, HostState.of(host));
  }
}
