package io.vnetctl.cli.requirements;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vnetctl.cli.peers.PeerProcess;
import io.vnetctl.cli.peers.User;
import io.vnetctl.tap.Requirement;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The actions info and ports, and what holds for all queries. */
final class InfoAndPortsTest {
  private static final User DAEMON = new User(1, 1);

  /** A JVM that starts beside others on a small machine takes longer, not shorter. */
  private static final long LONGEST_MS = 150;

  private final Host host = Host.bare();

  @AfterEach
  void stop() {
    host.close();
  }

  @ParameterizedTest
  @ValueSource(strings = {SwitchByHand.OURS, SwitchByHand.DEBIANS})
  void r86_r88_infoShowsWhatTheSwitchSays(String program) {
    SwitchByHand vde = SwitchByHand.start(program, host, "root");

    String out = host.vnetctl("info").run().expect(0).out();
    String mac = "[0-9a-f]{2}(:[0-9a-f]{2}){5}";
    assertTrue(
        out.matches(
            "SWITCH-INFO:\n0000 DATA END WITH '\\.'\nVDE switch V\\..*\n.*\n\n"
                + ("pid " + vde.pid() + " MAC " + mac + " uptime [0-9]+\n")
                + ("mgmt " + vde.mgmt() + " perm 0600\n")
                + "\\.\n1000 Success\n\n"),
        out);
  }

  @Test
  void r7_withoutAnActionItIsInfo() {
    SwitchByHand.start(host, "root");

    Ended without = host.vnetctl().run().expect(0);
    assertEquals(
        host.vnetctl("info").run().out().replaceAll("uptime [0-9]+", ""),
        without.out().replaceAll("uptime [0-9]+", ""));
    assertEquals("", without.err());
  }

  @ParameterizedTest
  @ValueSource(strings = {SwitchByHand.OURS, SwitchByHand.DEBIANS})
  void r87_r88_portsShowsTapAndClients(String program) {
    Requirement.program("vde_plug", "vdeplug");
    SwitchByHand vde = SwitchByHand.start(program, host, "root");
    try (PeerProcess _ = host.program("vde_plug", vde.sock()).start()) {
      vde.awaitPort("unix prog");

      String out = host.vnetctl("ports").run().expect(0).out();
      assertTrue(out.startsWith("SWITCH-PORTS:\n0000 DATA END WITH '.'\nPort 0001 "), out);
      assertTrue(out.matches("(?s).*-- endpoint ID [0-9]+ module tuntap      : tap0\n.*"), out);
      assertTrue(out.matches("(?s).*-- endpoint ID [0-9]+ module unix prog   : .*\n.*"), out);
      assertTrue(out.endsWith(".\n1000 Success\n\n"), out);

      List<String> records = host.vnetctl("-X", "PORTS").run().expect(0).lines();
      assertEquals(2, records.size(), records.toString());
      assertTrue(records.get(0).matches("1;0;tuntap;[0-9]+;tap0(;[0-9]+){4}"), records.toString());
      assertTrue(records.get(1).matches("2;0;unix prog;[0-9]+;.*(;[0-9]+){4}"), records.toString());
    }
  }

  @Test
  void r13_aRecordOfInfoHasSevenFields() {
    SwitchByHand vde = SwitchByHand.start(host, "nobody");

    String out = host.vnetctl("-X", "-u", "nobody", "info").run().expect(0).out();
    String[] fields = out.strip().split(";");
    assertEquals(1, out.lines().count());
    assertEquals(7, fields.length, out);
    assertEquals(host.vnetctl("-X", "-V").run().out(), fields[0]);
    assertEquals(vde.pid(), fields[1]);
    assertEquals(List.of(vde.mgmt(), "0600", vde.sock()), List.of(fields).subList(4, 7));
  }

  @Test
  void jsonSaysTheSame() {
    SwitchByHand vde = SwitchByHand.start(host, "root");

    String info = host.vnetctl("--json", "info").run().expect(0).out();
    String ports = host.vnetctl("--json", "ports").run().expect(0).out();
    assertTrue(info.contains("\"pid\":" + vde.pid() + ",\"address\":\""), info);
    assertTrue(ports.startsWith("[{\"port\":1,\"vlan\":0,\"active\":true,"), ports);
    assertTrue(ports.contains("\"module\":\"tuntap\",\"ifname\":\"tap0\"}"), ports);
  }

  @Test
  void r89_r24_itIsTheSwitchOfTheUserThatIsMeant() {
    SwitchByHand roots = SwitchByHand.start(host, "root");
    SwitchByHand nobodys = SwitchByHand.start(host, "nobody");

    assertTrue(host.vnetctl("ports").run().expect(0).out().contains(": " + roots.tap()));
    for (Run run :
        List.of(host.vnetctl("ports", "-u", "nobody"), host.vnetctl("ports").as(User.NOBODY))) {
      String out = run.run().expect(0).out();
      assertTrue(out.contains(": " + nobodys.tap()), out);
      assertFalse(out.contains(": " + roots.tap()), out);
    }
  }

  @Test
  void r90_withoutAConsoleSocketItSaysWhatToDo() {
    for (String action : List.of("info", "ports")) {
      Ended ended = host.vnetctl("-u", "nobody", action).run().expect(2);
      assertEquals("", ended.out());
      assertTrue(
          ended
              .err()
              .endsWith(
                  ":ERROR:2:QEMUMGMT /var/tmp/vde_mgmt0.nobody: No such file or directory: there is"
                      + " no switch of user nobody; make one with 'vnetctl -u nobody create'; 'vnetctl"
                      + " -h' explains all commands\n"),
          ended.err());
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {SwitchByHand.OURS, SwitchByHand.DEBIANS})
  void r90_aDeadSwitchIsToldAtOnce(String program) {
    SwitchByHand.start(program, host, "root").kill();

    for (String action : List.of("info", "ports")) {
      Ended ended = host.vnetctl(action).run().expect(1);
      assertEquals("", ended.out());
      assertTrue(ended.err().contains("nobody listens (Connection refused)"), ended.err());
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {SwitchByHand.OURS, SwitchByHand.DEBIANS})
  void r90_aStoppedSwitchIsToldAtTheDeadline(String program) {
    SwitchByHand.start(program, host, "root").signal("STOP");

    for (String action : List.of("info", "ports", "info", "ports")) {
      long start = System.nanoTime();
      Ended ended = host.vnetctl(action, "--timeout", "0.4").run().expect(1);
      long millis = (System.nanoTime() - start) / 1_000_000;
      assertEquals("", ended.out());
      assertTrue(ended.err().contains(" its greeting within 400 ms; "), ended.err());
      assertTrue(millis < 5_000, "took " + millis + " ms");
    }
  }

  @Test
  void r136_otherUsersAreRefused() {
    SwitchByHand.start(host, "nobody");

    for (String action : List.of("info", "ports")) {
      Ended ended = host.vnetctl("-u", "nobody", action).as(DAEMON).run().expect(2);
      assertTrue(ended.err().contains(": Permission denied: only its owner"), ended.err());
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "info",
        "ports",
        "fdb",
        "--json vlans",
        "list",
        "check",
        "-X listall",
        "--json ports"
      })
  void aQueryLoadsOnlyTheJdkAndIsQuick(String words) throws IOException {
    SwitchByHand.start(host, "nobody");

    // of root the launcher takes no options for the JVM
    host.vnetctl(words.split(" "))
        .as(User.NOBODY)
        .env("VNETCTL_JAVA_OPTIONS", "-Xlog:class+load:file=/var/tmp/classes")
        .run()
        .expect(0);
    String classes = Files.readString(host.file("/var/tmp/classes"));
    assertTrue(classes.contains(" io.vnetctl.cli.query.Queries "), words);
    for (String name :
        List.of("picocli.", "io.netty.", "com.sun.jna.", "org.newsclub.", "io.vnetctl.vde.LibC ")) {
      assertFalse(classes.contains(" " + name), words + " loads " + name);
    }
    long fastest = Long.MAX_VALUE;
    for (int i = 0; i < 10 && fastest > LONGEST_MS; i++) {
      long start = System.nanoTime();
      host.vnetctl(words.split(" ")).as(User.NOBODY).run().expect(0);
      fastest = Math.min(fastest, (System.nanoTime() - start) / 1_000_000);
    }
    assertTrue(fastest <= LONGEST_MS, words + " takes " + fastest + " ms");
  }
}
