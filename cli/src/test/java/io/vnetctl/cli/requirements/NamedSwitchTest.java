package io.vnetctl.cli.requirements;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vnetctl.cli.peers.User;
import io.vnetctl.tap.Requirement;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Switches elsewhere than create makes them, named by their control directory or their console. */
final class NamedSwitchTest {
  private static final String SOCK = "/run/lab.ctl";
  private static final String MGMT = "/run/lab.mgmt";

  private static Host host;

  @BeforeAll
  static void start() throws IOException {
    host = Host.bare();
    Files.writeString(host.file("/etc/lab.conf"), "[switch]\nsock = %s\n".formatted(SOCK));
    host.run(
        words(Host.installed("vnetctl") + " switch --config /etc/lab.conf -M " + MGMT + " -d"));
    host.run("mkdir", "-m", "777", "/run/jo");
    String vdeSwitch = Host.installed("vde_switch").toString();
    host.program(vdeSwitch, "-s", "/run/jo/ctl.d", "-M", "/run/jo/mgmt", "-d")
        .as(User.NOBODY)
        .run()
        .expect(0);
  }

  @AfterAll
  static void stop() {
    host.close();
  }

  private static String[] words(String text) {
    return text.split(" ");
  }

  private static Ended vnetctl(String words) {
    return host.vnetctl(words(words)).run();
  }

  @Test
  void eitherPathNamesTheSwitchToEachQuery() {
    for (String name : List.of("-s " + SOCK, "-S " + MGMT, "-M " + MGMT, "--mgmt=" + MGMT)) {
      String info = vnetctl("--json info " + name).expect(0).out();
      assertTrue(info.contains("\"sock\":\"" + SOCK + "\""), info);
      assertTrue(info.contains("\"mgmt\":\"" + MGMT + "\""), info);
      for (String query : List.of("ports", "fdb", "vlans")) {
        vnetctl(query + " " + name).expect(0);
      }
      String check = vnetctl("--json check " + name).expect(1).out();
      assertTrue(check.contains("\"ok\":false,\"running\":true"), check);
      String args = vnetctl("qemu-args " + name).expect(0).out();
      assertTrue(args.contains("sock=" + SOCK), args);
    }
  }

  @Test
  void itsOwnerFindsTheConsoleOfADirectoryToo() {
    Ended ended = host.vnetctl("--json", "info", "-s", "/run/jo/ctl.d").as(User.NOBODY).run();
    assertTrue(ended.expect(0).out().contains("\"mgmt\":\"/run/jo/mgmt\""), ended.out());
  }

  @Test
  void debiansSwitchIsFoundToo() {
    Requirement.program("vde_switch", "vde-switch");
    host.run(words("/usr/bin/vde_switch -s /run/deb.ctl -M /run/deb.mgmt -d"));

    assertTrue(vnetctl("--json info -s /run/deb.ctl").expect(0).out().contains("/run/deb.mgmt"));
    String bySocket = vnetctl("--json info -M /run/deb.mgmt").expect(0).out();
    assertTrue(bySocket.contains("\"sock\":\"/run/deb.ctl\""), bySocket);
    host.run(words(Host.installed("unixcmd") + " -s /run/deb.mgmt shutdown"));
  }

  @Test
  void reloadAndRestartTakeEither() {
    for (String name : List.of("-s " + SOCK, "-S " + MGMT, "-M " + MGMT)) {
      assertEquals(
          "{\"valid\":true,\"dry_run\":true,\"changes\":[],\"errors\":[]}\n",
          vnetctl("reload --dry-run --json " + name).expect(0).out());
      assertEquals("nothing to change\n", vnetctl("reload " + name).expect(0).out());
    }
    String restarted = vnetctl("restart --json -s " + SOCK).expect(0).out();
    assertTrue(restarted.matches("\\{\"pid_before\":[0-9]+,\"pid\":[0-9]+}\n"), restarted);
    vnetctl("restart -M " + MGMT).expect(0);
  }

  @Test
  void othersMayNotUseThemAndAreToldSo() {
    for (String directory : List.of(SOCK, "/run/jo/ctl.d")) {
      for (String command : List.of("restart", "ports")) {
        Ended ended = host.vnetctl(command, "-s", directory).as(User.NAMELESS).run().expect(2);
        assertTrue(
            ended.err().matches(".*(owner and root may|be its owner or root).*\n"), ended.err());
      }
    }
  }

  @Test
  void aCheckSaysThatASwitchWithoutATapRunsAllTheSame() {
    Ended ended = vnetctl("check -M " + MGMT).expect(1);
    assertTrue(ended.err().contains("the switch runs and answers; status 1 says"), ended.err());
    assertTrue(ended.err().contains("the switch has no TAP"), ended.err());
  }

  @Test
  void listShowsThemByTheirPath() {
    for (String action : List.of("list", "listall")) {
      String rows = vnetctl("-n " + action).expect(0).out();
      assertTrue(rows.startsWith("/run/jo/ctl.d   "), rows);
      assertTrue(rows.contains("\n/run/lab.ctl   "), rows);
    }
    assertTrue(vnetctl("--json list").expect(0).out().contains("\"path\":\"/run/lab.ctl\""));
    assertEquals(1, vnetctl("-n -u nobody list").expect(0).lines().size());
    Ended ordinary = host.vnetctl("-X", "list").as(User.NAMELESS).run().expect(0);
    assertTrue(ordinary.out().startsWith("/run/jo/ctl.d;nobody;"), ordinary.out());
    assertFalse(ordinary.out().contains("lab"), "closed to others: " + ordinary.out());
  }

  @Test
  void r91_ctysListsTheNamesOfQemusockAlone() {
    assertEquals("", host.ours("ctys-vnetctl", "-n", "list").run().expect(0).out());
  }

  @Test
  void whatIsNotThereIsToldWithWhatIs() {
    String near = vnetctl("fdb -S /run/lab.mgm").expect(2).err();
    assertTrue(near.contains("did you mean -S /run/lab.mgmt? 'vnetctl list' shows"), near);
    assertFalse(near.contains("create"), near);
    String wrong = vnetctl("vlans -s " + MGMT).expect(2).err();
    assertTrue(wrong.contains("it is no directory; a console is named with -S"), wrong);
    String other = vnetctl("ports -S " + SOCK).expect(1).err();
    assertTrue(other.contains("this is a directory; a control directory is named with -s"), other);
    String none = host.vnetctl().run().expect(2).err();
    assertTrue(none.contains("make one with 'vnetctl -u root create', or name"), none);
    assertTrue(none.contains("'vnetctl -h' explains all commands"), none);
  }

  @Test
  void createAndCancelAskForTheConsoleThatGoesWithTheDirectory() {
    for (String action : List.of("create", "cancel")) {
      String said = vnetctl(action + " -s " + SOCK).expect(1).err();
      assertTrue(said.contains("another console: name it, too, with -S " + MGMT), said);
    }
  }

  @Test
  void messagesNameTheProgramThatWasCalled() {
    Ended ended = host.vnetctl(words("switch -s " + SOCK)).run();
    assertTrue(
        ended.err().lines().allMatch(line -> line.startsWith("vnetctl switch: ")), ended.err());
    assertFalse(ended.err().isEmpty());
  }
}
