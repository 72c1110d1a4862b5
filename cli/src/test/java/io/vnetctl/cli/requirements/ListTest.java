package io.vnetctl.cli.requirements;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vnetctl.cli.peers.Eventually;
import io.vnetctl.cli.peers.PeerProcess;
import io.vnetctl.cli.peers.User;
import io.vnetctl.tap.Requirement;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The actions list and listall. */
final class ListTest {
  private static final List<String> HEADING =
      List.of(
          "",
          "switch                        |UID         |GID         |access      |machine-address",
          "------------------------------+------------+------------+------------+"
              + "-------------------------");

  private final Host host = Host.bare();

  @AfterEach
  void stop() {
    host.close();
  }

  private String name() {
    return host.run("uname", "-n").strip();
  }

  @Test
  void r94_r14_withoutSwitchesThereIsOnlyTheHeading() {
    for (String action : List.of("list", "listall")) {
      assertEquals(HEADING, host.vnetctl(action).run().expect(0).lines());
      assertEquals("", host.vnetctl("-n", action).run().expect(0).out());
      assertEquals("", host.vnetctl("-X", action).run().expect(0).out());
      assertEquals("[]\n", host.vnetctl("--json", action).run().expect(0).out());
    }
  }

  @Test
  void r91_r95_listShowsTheBaseEntriesOfAllUsers() {
    Requirement.program("vde_plug", "vdeplug");
    SwitchByHand roots = SwitchByHand.start(host, "root");
    SwitchByHand.start(host, "nobody");
    host.run("touch", "/var/tmp/vde_switch0.root.01234-00000");
    try (PeerProcess _ = host.program("vde_plug", roots.sock()).start()) {
      roots.awaitPort("unix prog");

      List<String> lines = host.vnetctl("list").run().expect(0).lines();
      assertEquals(HEADING, lines.subList(0, 3));
      assertEquals(
          List.of(
              "vde_switch0.nobody            |nobody      |nogroup     |drwx--S---  |" + name(),
              "vde_switch0.root              |root        |root        |drwx--S---  |" + name()),
          lines.subList(3, lines.size()));
      assertEquals(lines.subList(3, 5), host.vnetctl("-n", "list").run().expect(0).lines());
    }
  }

  @Test
  void r96_withAUserListShowsHisAlone() {
    host.run("mkdir", "/var/tmp/vde_switch0.nobody", "/var/tmp/vde_switch0.nobody2");
    host.run("mkdir", "/var/tmp/vde_switch0.root");

    Ended ended = host.vnetctl("-n", "-u", "nobody", "list").run().expect(0);
    assertEquals(1, ended.lines().size(), ended.out());
    assertTrue(ended.out().startsWith("vde_switch0.nobody  "), ended.out());
    assertEquals(3, host.vnetctl("-n", "list").as(User.NOBODY).run().expect(0).lines().size());
  }

  @Test
  void r92_listallShowsTheSocketsOfPortsToo() {
    Requirement.program("qemu-system-x86_64", "qemu-system-x86");
    SwitchByHand vde = SwitchByHand.start(host, "root");
    host.run("touch", "/var/tmp/vde_switch0.u.01234-00000");
    try (PeerProcess _ = host.program(Qemu.words("-nic", "vde,sock=" + vde.sock())).start()) {
      vde.awaitPort(": QEMU ");

      List<String> lines = host.vnetctl("-n", "listall").run().expect(0).lines();
      assertEquals(3, lines.size(), lines.toString());
      assertTrue(lines.get(0).matches("vde_switch0\\.root +\\|root +\\|root +\\|drwx--S--- .*"));
      assertTrue(lines.get(1).matches("vde_switch0\\.root/002\\.[0-9]+ +\\|root.*\\|" + name()));
      assertTrue(lines.get(2).matches("vde_switch0\\.u\\.01234-00000 +\\|.*\\|dangling"));

      List<String> records = host.vnetctl("-X", "listall").run().expect(0).lines();
      assertTrue(records.get(0).endsWith(";" + name() + ";base;live"), records.toString());
      assertTrue(records.get(1).endsWith(";" + name() + ";port;live"), records.toString());
      assertTrue(records.get(2).endsWith(";" + name() + ";client;dangling"), records.toString());
    }
  }

  @Test
  void r93_danglingEntriesCanBeTold() {
    Requirement.program("vde_plug", "vdeplug");
    SwitchByHand vde = SwitchByHand.start(SwitchByHand.DEBIANS, host, "root");
    SwitchByHand dead = SwitchByHand.start(SwitchByHand.DEBIANS, host, "nobody");
    try (PeerProcess client = host.program("vde_plug", dead.sock()).start();
        PeerProcess _ = host.program("vde_plug", vde.sock()).start()) {
      vde.awaitPort("unix prog");
      dead.awaitPort("unix prog");
      dead.kill();
      client.kill();
    }
    host.run("touch", vde.sock() + "/.00001-00000", "/var/tmp/vde.7-1", "/run/vde.8-2");

    String states = states(host.vnetctl("-X", "listall").run().expect(0));
    assertTrue(states.contains("vde_switch0.nobody base dangling\n"), states);
    assertTrue(states.matches("(?s).*vde_switch0\\.nobody/002\\.[0-9]+ port dangling\n.*"), states);
    assertTrue(states.contains("vde_switch0.root base live\n"), states);
    assertTrue(states.contains("vde_switch0.root/.00001-00000 client dangling\n"), states);
    assertTrue(states.contains("vde.7-1 client dangling\n"), states);
    assertTrue(states.contains("vde.8-2 client dangling\n"), states);
  }

  @Test
  void r93_aStoppedSwitchIsLive() {
    SwitchByHand.start(host, "root").signal("STOP");

    String states = states(host.vnetctl("-X", "list").run().expect(0));
    assertEquals("vde_switch0.root base live\n", states);
  }

  @Test
  void r97_itLooksOnlyAndFollowsNoLink() {
    SwitchByHand.start(host, "root");
    host.run("ln", "-s", "/etc", "/var/tmp/vde_switch0.link");
    host.run("mkdir", "/var/tmp/vde_switch0.x");
    host.run("ln", "-s", "/var/tmp/vde_mgmt0.root", "/var/tmp/vde_switch0.x/ctl");
    host.run("ln", "-s", "/var/tmp/vde_mgmt0.root", "/var/tmp/vde_switch0.x/001.2");
    String before = host.run("sh", "-c", "ls -lR --full-time /var/tmp /run");

    Ended all = host.vnetctl("-X", "listall").as(User.NOBODY).run().expect(0);

    assertEquals(
        """
        vde_switch0.link base unknown
        vde_switch0.root base unknown
        vde_switch0.x base dangling
        vde_switch0.x/001.2 port unknown
        """,
        states(all));
    assertEquals("", all.err());
    assertEquals(before, host.run("sh", "-c", "ls -lR --full-time /var/tmp /run"));
  }

  @Test
  void r29_socketsOfGuestsAreNoSwitches() {
    host.run("mkdir", "/var/tmp/vde_switch0.root");
    host.run("touch", "/var/tmp/qemumon.vm.123.root", "/var/tmp/vde_mgmt0.root");

    assertEquals(
        "vde_switch0.root base dangling\n", states(host.vnetctl("-X", "listall").run().expect(0)));
  }

  @Test
  void r97_theSocketOfAProgramInAnotherNetworkIsLive() {
    Requirement.program("vde_plug", "vdeplug");
    SwitchByHand vde = SwitchByHand.start(host, "root");
    try (PeerProcess _ = host.program("vde_plug", vde.sock()).start()) {
      vde.awaitPort("unix prog");

      String states =
          states(
              host.program(
                      "unshare", "--net", Host.installed("vnetctl").toString(), "-X", "listall")
                  .run()
                  .expect(0));
      assertTrue(states.contains("/002."), states);
      assertFalse(states.contains("dangling"), states);
    }
  }

  @Test
  void r135_theSocketOfAPortGoesWithItsClient() {
    Requirement.program("vde_plug", "vdeplug");
    SwitchByHand vde = SwitchByHand.start(host, "root");
    try (PeerProcess client = host.program("vde_plug", vde.sock()).start()) {
      vde.awaitPort("unix prog");
      assertEquals(2, host.vnetctl("-n", "listall").run().expect(0).lines().size());

      client.kill();
      Eventually.await(
          () -> host.run("ls", "-A", vde.sock()).equals("ctl\n"),
          () -> host.run("ls", "-A", vde.sock()));
      assertEquals(1, host.vnetctl("-n", "listall").run().expect(0).lines().size());
    }
  }

  /** Name, kind and state of each record. */
  private static String states(Ended ended) {
    StringBuilder text = new StringBuilder();
    for (String line : ended.lines()) {
      String[] fields = line.split(";");
      assertEquals(7, fields.length, line);
      text.append(fields[0]).append(' ').append(fields[5]).append(' ').append(fields[6]);
      text.append('\n');
    }
    return text.toString();
  }
}
