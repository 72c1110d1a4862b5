package io.vnetctl.cli.requirements;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vnetctl.cli.peers.User;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** R3 to R17 as far as no action is carried out. */
final class CommandLineTest {
  private static final String FORMAT =
      "(vnetctl|ctys-setupVDE|ctys-vnetctl):[^:@]+@[^:]+:[0-9]+:ERROR:[12]:.+";

  private static Host host;

  @BeforeAll
  static void start() {
    host = Host.bare();
  }

  @AfterAll
  static void stop() {
    host.close();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "foo",
        "create cancel",
        "create foo",
        "-y",
        "-nX",
        "-b",
        "create --jsn",
        "create -b a/b",
        "list -l jo",
        "create -d x",
        "create -Z x",
      })
  void r6_r16_wrongWordsEndWithOneLineAndStatusOneAndChangeNothing(String words) {
    String before = snapshot();
    Ended ended = host.vnetctl(words.split(" ")).run().expect(1);
    assertEquals("", ended.out());
    assertEquals(1, ended.err().lines().count(), ended.err());
    assertTrue(ended.err().strip().matches(FORMAT), ended.err());
    assertEquals(before, snapshot());
  }

  @Test
  void r8_helpIsShownAndTheActionIsNotDone() {
    String before = snapshot();
    Ended ended = host.vnetctl("create", "-h").run().expect(0);
    assertTrue(ended.out().startsWith("NAME\n  vnetctl create - "), ended.out());
    assertEquals("", ended.err());
    Ended ctys = host.ours("ctys-vnetctl", "-h", "create").run().expect(0);
    assertTrue(ctys.out().startsWith("NAME\n  ctys-vnetctl - "), ctys.out());
    assertEquals(before, snapshot());
  }

  @Test
  void r9_theManualIsShownByManWhereThereIsOne() {
    try (Host own = Host.bare()) {
      Stubs stubs =
          new Stubs(own)
              .add("man", "echo \"$*\" >> " + Stubs.LOG + "; echo page; [ \"$1\" != nosuch ]");
      assertEquals("page\n", Stubs.first(own.vnetctl("-H")).run().expect(0).out());
      Stubs.first(own.vnetctl("-H", "man=7")).run().expect(0);
      Stubs.first(own.vnetctl("-H", "qemu")).run().expect(0);
      Stubs.first(own.vnetctl("-H", "nosuch")).run().expect(1);
      assertEquals(java.util.List.of("vnetctl", "7 vnetctl", "qemu", "nosuch"), stubs.log());
    }
  }

  @Test
  void aMisspeltTopicIsMended() {
    for (String path : new String[] {"", "/usr/bin:/bin"}) {
      Ended ended = host.vnetctl("-H", "crate").env("PATH", path).run().expect(1);
      assertTrue(ended.err().endsWith("'crate'; did you mean -H create?\n"), ended.err());
    }
  }

  @Test
  void r9_anotherViewerIsASetting() {
    try (Host own = Host.bare()) {
      Stubs stubs = new Stubs(own).add("viewer", "echo \"$*\" >> " + Stubs.LOG);
      String viewer = Stubs.FOLDER + "/viewer -x";
      own.vnetctl("-H").env("CTYS_MANVIEWER", viewer).run().expect(0);
      assertEquals(java.util.List.of("-x vnetctl"), stubs.log());
      own.vnetctl("-H").env("CTYS_MANVIEWER", "/nonexistent").run().expect(1);
    }
  }

  @Test
  void r9_theManualNeedsNoViewer() {
    Ended ended = host.vnetctl("-H").env("PATH", "").run().expect(0);
    assertTrue(
        ended.out().startsWith("NAME\n    vnetctl, ctys-vnetctl, ctys-setupVDE - "), ended.out());
    assertTrue(ended.out().contains("\nEXIT STATUS\n"), ended.out());
    assertEquals("", ended.err());
    Ended missing = host.vnetctl("-H", "qemu").env("PATH", "").run().expect(1);
    assertTrue(missing.err().contains("CTYS_MANVIEWER"), missing.err());
  }

  @Test
  void r9_topicsAndFoldersAreListed() {
    assertTrue(host.vnetctl("-H", "list").run().expect(0).out().startsWith("man "));
    assertTrue(host.vnetctl("-H", "path").run().expect(0).lines().contains("/usr/share/man"));
  }

  @Test
  void r10_versionIsABlockOfFactsOrABareNumber() {
    String facts = host.vnetctl("create", "-V").run().expect(0).out();
    String number = host.vnetctl("-X", "-V").run().expect(0).out();
    assertTrue(number.matches("[0-9]{2,}_[0-9]{2,}_[0-9]{3,}"), number);
    assertEquals(number, host.vnetctl("-V", "-X").run().expect(0).out());
    assertTrue(facts.contains("\nVERSION          = " + number + "\n"), facts);
  }

  @Test
  void r15_oldNamesWorkAndAreWhatMessagesBeginWith() {
    for (String name : new String[] {"ctys-setupVDE", "ctys-vnetctl"}) {
      Ended ended = host.ours(name, "foo").run().expect(1);
      assertTrue(ended.err().startsWith(name + ":root@"), ended.err());
      // A sub-command of vnetctl is no action of ctys.
      host.ours(name, "version").run().expect(1);
    }
  }

  @Test
  void r15_aSymbolicLinkOfTheOldNameWorks() throws IOException {
    Path link = host.file("/run/ctys-setupVDE");
    Files.createSymbolicLink(link, Host.installed("vnetctl").toRealPath());
    Ended ended = host.program("/run/ctys-setupVDE", "foo").run().expect(1);
    assertTrue(ended.err().startsWith("ctys-setupVDE:root@"), ended.err());
    assertEquals(0, host.program("/run/ctys-setupVDE", "-X", "-V").run().status());
  }

  @Test
  void r17_theUserIsTheEffectiveOneAndColoursAreForTerminals() {
    Ended ended =
        host.vnetctl("foo").as(User.NOBODY).env("USER", "liar").env("TERM", "xterm").run();
    assertTrue(ended.err().startsWith("vnetctl:nobody@"), ended.err());
    assertFalse(ended.err().contains("\033"), ended.err());
  }

  @Test
  void r17_aTerminalHasColoursUnlessTheyAreNotWanted() {
    String call = Host.installed("vnetctl") + " foo";
    assertTrue(onTerminal(call).contains(":\033[31mERROR\033[0m:1:"));
    assertTrue(onTerminal("NO_COLOR=1 " + call).contains(":ERROR:1:"));
  }

  @Test
  void noCallLoadsWhatOnlySubCommandsNeed() throws IOException {
    for (String words : new String[] {"-h", "-X -V", "-H path", "foo"}) {
      host.vnetctl(words.split(" "))
          .env("VNETCTL_JAVA_OPTIONS", "-Xlog:class+load:file=/run/classes")
          .run();
      String classes = Files.readString(host.file("/run/classes"));
      assertTrue(classes.contains("io.vnetctl.cli.VnetctlMain"), words);
      for (String name : new String[] {"picocli.", "io.netty.", "com.sun.jna.", "newsclub"}) {
        assertFalse(classes.contains(" " + name) || classes.contains("org." + name), words);
      }
    }
  }

  private static String onTerminal(String command) {
    return host.program("script", "-qec", command, "/dev/null").env("TERM", "xterm").run().out();
  }

  private static String snapshot() {
    return host.run("sh", "-c", "ip -br link; ls -lR /var/tmp /run");
  }
}
