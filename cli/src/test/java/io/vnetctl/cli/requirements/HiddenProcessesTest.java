package io.vnetctl.cli.requirements;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vnetctl.cli.peers.User;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Where /proc hides the processes of others, what cannot be seen is said, and nothing wrong. */
final class HiddenProcessesTest {
  private static final String OTHERS = "/run/lab.ctl";
  private static final String OWN = "/run/jo/ctl.d";

  private static Host host;

  @BeforeAll
  static void start() {
    host = Host.bare();
    host.run("mkdir", "-m", "777", "/run/jo");
    String program = Host.installed("vde_switch").toString();
    host.run(program, "-s", OTHERS, "-M", "/run/lab.mgmt", "-m", "666", "--dirmode", "755", "-d");
    host.program(program, "-s", OWN, "-M", "/run/jo/mgmt", "-d").as(User.NOBODY).run().expect(0);
    host.run("mount", "-t", "proc", "-o", "hidepid=invisible", "proc", "/proc");
  }

  @AfterAll
  static void stop() {
    host.close();
  }

  private static Ended asNobody(String... words) {
    return host.vnetctl(words).as(User.NOBODY).run();
  }

  @Test
  void listsSayWhatTheyCannotTell() {
    for (String action : new String[] {"list", "listall"}) {
      Ended ended = asNobody("-n", action).expect(0);
      assertTrue(ended.out().startsWith(OWN + " "), ended.out());
      assertFalse(ended.out().contains(OTHERS), ended.out());
      assertEquals(1, ended.err().lines().count(), ended.err());
      assertTrue(
          ended
              .err()
              .contains(
                  "/proc hides processes of other users from you (hidepid), and with them whether"
                      + " these are switches: /run/lab.ctl; root sees all"),
          ended.err());
    }
  }

  @Test
  void rootSeesAllAllTheSame() {
    Ended ended = host.vnetctl("-n", "list").run().expect(0);
    assertTrue(ended.out().contains(OTHERS + " "), ended.out());
    assertEquals("", ended.err());
  }

  @Test
  void aSwitchWhoseProcessIsHiddenIsNotSaidToBeGone() {
    for (String[] words :
        new String[][] {
          {"info", "-s", OTHERS}, {"restart", "-s", OTHERS}, {"ports", "-s", OTHERS}
        }) {
      String said = asNobody(words).expect(2).err();
      assertTrue(said.contains("somebody listens there whose process is hidden from you"), said);
      assertFalse(said.contains("no switch"), said);
    }
    String check = asNobody("check", "-s", OTHERS).expect(1).err();
    assertTrue(check.contains("somebody listens there whose process is hidden"), check);
    assertTrue(check.contains("processes that you may see (/proc hides others): 1"), check);
  }

  @Test
  void onesOwnIsFoundAsEver() {
    String info = asNobody("--json", "info", "-s", OWN).expect(0).out();
    assertTrue(info.contains("\"mgmt\":\"/run/jo/mgmt\""), info);
  }
}
