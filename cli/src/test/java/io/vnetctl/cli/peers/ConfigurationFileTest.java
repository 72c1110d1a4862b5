package io.vnetctl.cli.peers;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A switch with a configuration file: start, reload, save, restart. */
final class ConfigurationFileTest {
  private static final String VNETCTL = Repository.file("bin/vnetctl").toString();

  private static final String BEFORE =
      """
      # of the test
      [switch]
      numports = 16

      [vlan 10]
      [vlan 20]

      [port 3]
      vlan = 10
      # trunk
      tagged = 20
      mac-limit = 5
      """;

  @TempDir Path folder;

  /** What a program has said. */
  private record Said(int status, String output, String errors) {}

  @Test
  void reloadIsWholeOrNotAtAll() throws IOException {
    Path file = Files.writeString(folder.resolve("a.conf"), BEFORE);
    try (SwitchProcess vde = SwitchProcess.start(folder, "sw", "--config", file.toString());
        Plug plug = Plug.connect(vde, 3)) {
      String mgmt = vde.management().toString();
      String start = vde.ask("config/print");
      assertTrue(start.contains("[port 3]\nvlan = 10\ntagged = 20\nmac-limit = 5\n"), start);
      assertTrue(vde.ask("vlan/allprint 20").contains("Port 0003 tagged=1"));

      Files.writeString(file, BEFORE + "[port 4]\nvlan = 30\nfoo = 1\n");
      assertEquals(
          new Said(
              1,
              "",
              """
              %1$s:14: no VLAN 30: a section [vlan 30] makes it
              %1$s:15: unknown key 'foo' in [port 4]
              vnetctl reload: nothing has changed
              """
                  .formatted(file)),
          vnetctl("reload", "-M", mgmt));
      assertEquals(start, vde.ask("config/print"));

      Files.writeString(file, "[switch]\nnumports = 2\n");
      assertEquals(
          new Said(
              1,
              "",
              """
              numports = 2 leaves out port 3, which has a client; unplug it first
              vnetctl reload: nothing has changed
              """),
          vnetctl("reload", "-M", mgmt));
      assertEquals(start, vde.ask("config/print"));

      Files.writeString(
          file,
          BEFORE.replace("vlan 20", "vlan 30").replace("tagged = 20", "tagged = 30")
              + "[tap tap7]\n");
      Said dry = vnetctl("reload", "--dry-run", "-M", mgmt);
      assertEquals(start, vde.ask("config/print"));
      assertEquals(
          new Said(
              0,
              """
              [vlan 20] is gone
              [port 3] tagged: 20 -> 30
              [vlan 30] is new
              [tap tap7]: (not given) -> any port waits for a restart
              """,
              ""),
          dry);
      assertEquals(dry, vnetctl("reload", "-M", mgmt));
      assertTrue(vde.ask("vlan/allprint 30").contains("Port 0003 tagged=1 active=1"));
      assertFalse(plug.isUnplugged());
    }
  }

  @Test
  void whatIsSavedIsWhatIsStarted() throws IOException {
    Path file = Files.writeString(folder.resolve("a.conf"), BEFORE);
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r-----"));
    try (SwitchProcess vde = SwitchProcess.start(folder, "sw", "--config", file.toString())) {
      for (String command :
          List.of(
              "vlan/create 40",
              "port/create 5",
              "port/setvlan 5 40",
              "port/setuser 5 root",
              "port/setvlan 3 4095",
              "port/floodlimit all 100",
              "port/userlimit 4",
              "fstp/setfstp 1")) {
        vde.succeed(command);
      }
      assertEquals(
          new Said(0, "saved " + file + "\n", ""),
          vnetctl("config", "save", "-M", vde.management().toString()));
    }
    String saved = Files.readString(file);
    assertEquals(
        """
        # of the test
        [switch]
        numports = 16
        fstp = yes
        user-limit = 4

        [vlan 10]
        [vlan 20]

        [port 3]
        vlan = none
        # trunk
        tagged = 20
        mac-limit = 5

        [vlan 40]

        [port all]
        flood-limit = 100

        [port 5]
        vlan = 40
        allocatable = no
        user = root
        """,
        saved);
    assertEquals("rw-r-----", PosixFilePermissions.toString(Files.getPosixFilePermissions(file)));
    assertEquals(new Said(0, file + ": good\n", ""), vnetctl("config", "check", file.toString()));
    try (SwitchProcess vde = SwitchProcess.start(folder, "sw", "--config", file.toString())) {
      assertEquals(
          new Said(0, saved, ""),
          vnetctl("config", "save", "-M", vde.management().toString(), "--output", "-"));
    }
  }

  @Test
  void aSwitchWithoutAFileIsSavedToANewOne() throws IOException {
    Path file = folder.resolve("new.conf");
    String before;
    try (SwitchProcess vde =
        SwitchProcess.start(folder, "sw", "-n", "8", "-m", "660", "--isolated", "2")) {
      String mgmt = vde.management().toString();
      Said nowhere = vnetctl("config", "save", "-M", mgmt);
      assertEquals(1, nowhere.status());
      assertTrue(nowhere.errors().contains("name one (--output)"), nowhere.errors());
      assertEquals(1, vnetctl("reload", "-M", mgmt).status());
      assertEquals(0, vnetctl("config", "save", "-M", mgmt, "--output", file.toString()).status());
      before = vde.ask("config/print");
    }
    assertTrue(Files.readString(file).contains("mode = 0660\n"), Files.readString(file));
    try (SwitchProcess vde = SwitchProcess.start(folder, "sw", "--config", file.toString())) {
      assertEquals(before, vde.ask("config/print"));
    }
  }

  @Test
  void hotRestartChangesNothingAndReloadGoesOn() throws IOException {
    Path file = Files.writeString(folder.resolve("a.conf"), BEFORE);
    try (Succeeding vde = Succeeding.start(folder, "--config", file.toString());
        Plug plug = Plug.connect(vde.first(), 3)) {
      vde.ask("vlan/create 50");
      String before = vde.ask("config/print");
      // What the file says meanwhile, and be it nonsense, waits for a reload.
      Files.writeString(file, "[nonsense]\n");

      vde.restart();
      vde.restart();

      assertEquals(before, vde.ask("config/print"));
      assertFalse(plug.isUnplugged());
      Files.writeString(file, BEFORE + "[port 6]\nvlan = 20\n");
      vde.signal("HUP");
      vde.awaitLog("[vlan 50] is gone");
      assertTrue(vde.ask("port/allprint 6").contains("untagged_vlan=0020"));
      Files.writeString(file, "[nonsense]\n");
      vde.signal("HUP");
      vde.awaitLog(file + ":1: unknown section [nonsense]");
      assertTrue(vde.ask("port/allprint 6").contains("untagged_vlan=0020"));
    }
  }

  @Test
  void startFilesRunAfterTheFile() throws IOException {
    Path file = Files.writeString(folder.resolve("a.conf"), BEFORE);
    Path rc = Files.writeString(folder.resolve("a.rc"), "port/setvlan 3 20\nvlan/create 60\n");
    try (SwitchProcess vde =
        SwitchProcess.start(folder, "sw", "--config", file.toString(), "-f", rc.toString())) {
      assertTrue(vde.ask("port/allprint 3").contains("untagged_vlan=0020"));
      assertTrue(vde.ask("vlan/allprint 60").contains("VLAN 0060"));
    }
  }

  @Test
  void nobodyReadsAnothersFileByReload() throws IOException {
    User.requireRoot();
    Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxrwxrwx"));
    Path file = Files.writeString(folder.resolve("a.conf"), BEFORE);
    Path secret = Files.writeString(folder.resolve("secret"), "root:hash\n");
    Files.setPosixFilePermissions(secret, PosixFilePermissions.fromString("rw-------"));
    try (SwitchProcess vde =
        SwitchProcess.start(folder, "sw", "--config", file.toString(), "--mgmtmode", "666")) {
      Files.delete(file);
      Files.createSymbolicLink(file, secret);

      Said said =
          run(
              User.NOBODY.command(
                  "/usr/bin/python3",
                  "-c",
                  """
                  import socket, sys
                  s = socket.socket(socket.AF_UNIX); s.connect(sys.argv[1])
                  s.sendall(b"config/reload\\nlogout\\n")
                  data = b""
                  while chunk := s.recv(4096): data += chunk
                  print(data.decode())
                  """,
                  vde.management().toString()));

      assertTrue(said.output().contains("Permission denied"), said::toString);
      assertFalse(said.output().contains("hash"), said::toString);
    }
  }

  @Test
  void checkTellsAllInTextAndJson() throws IOException {
    Path good = Files.writeString(folder.resolve("good.conf"), BEFORE);
    Path bad = Files.writeString(folder.resolve("bad.conf"), "[switch]\nnumport = 2\nhub = x\n");

    assertEquals(
        new Said(
            1,
            good + ": good\n",
            """
            %1$s:2: unknown key 'numport' in [switch]; did you mean 'numports'?
            %1$s:3: hub needs yes or no, not 'x'
            """
                .formatted(bad)),
        vnetctl("config", "check", good.toString(), bad.toString()));
    assertEquals(
        new Said(
            1,
            "[{\"file\":\"%s\",\"valid\":false,\"errors\":[".formatted(bad)
                + "{\"line\":2,\"message\":\"unknown key 'numport' in [switch];"
                + " did you mean 'numports'?\"},"
                + "{\"line\":3,\"message\":\"hub needs yes or no, not 'x'\"}]}]\n",
            ""),
        vnetctl("config", "check", "--json", bad.toString()));
  }

  @Test
  void aSwitchDoesNotStartWithAWrongFile() throws IOException {
    Path bad = Files.writeString(folder.resolve("bad.conf"), "[switch]\nnumports = 0\n");
    String sockets = folder.resolve("sw").toString();

    assertEquals(
        new Said(
            78,
            "",
            "vde_switch: %s:2: numports needs a whole number from 1 to 65536, not '0'\n"
                .formatted(bad)),
        run(
            List.of(
                SwitchProcess.program().toString(), "-s", sockets, "--config", bad.toString())));
    assertFalse(Files.exists(Path.of(sockets)));
  }

  @Test
  void aFileThatIsNotThereIsNamedOnce() {
    Path gone = folder.resolve("gone.conf");
    assertEquals(
        new Said(1, "", gone + ": cannot be read: No such file or directory\n"),
        vnetctl("config", "check", folder + "/./gone.conf"));
    assertEquals(
        new Said(1, "", folder + ": is a directory, where a file is needed\n"),
        vnetctl("config", "check", folder.toString()));
  }

  @Test
  void aNameThatIsNoFilesIsAnsweredInOneLine() throws IOException {
    assertEquals(
        new Said(
            1,
            "",
            "vnetctl config check: a NAME is empty; name a file, or none for all in"
                + " /etc/vnetctl/switch\n"),
        vnetctl("config", "check", ""));
    assertEquals(
        new Said(
            1,
            "",
            "/etc/vnetctl/switch/no?such.conf: cannot be read: No such file or directory;"
                + " a file elsewhere is named by its path, with a slash\n"),
        vnetctl("config", "check", "no\nsuch"));
    assertEquals(
        new Said(1, "", "/dev/zero: is no plain file; name one\n"),
        vnetctl("config", "check", "/dev/zero"));
    Path open = Files.writeString(folder.resolve("open.conf"), BEFORE);
    Files.setPosixFilePermissions(open, PosixFilePermissions.fromString("rw-rw-rw-"));
    assertEquals(
        new Said(
            1,
            "",
            "%1$s: is not trusted: all users can write it; chmod o-w %1$s\n".formatted(open)),
        vnetctl("config", "check", open.toString()));
    Path utf16 = Files.write(folder.resolve("16.conf"), new byte[] {(byte) 0xff, (byte) 0xfe});
    assertEquals(
        new Said(1, "", utf16 + ": is no text in UTF-8; save it as that\n"),
        vnetctl("config", "check", utf16.toString()));
  }

  @Test
  void pathsThatNoSocketCanHaveAreRefused() throws IOException {
    String path = "/" + "s".repeat(107);
    Path file =
        Files.writeString(
            folder.resolve("long.conf"), "[switch]\nsock = %1$s\nmgmt = %1$s\n".formatted(path));
    assertEquals(
        new Said(
            1,
            "",
            """
            %1$s:2: sock needs an absolute path of at most 92 bytes, not '%2$s'
            %1$s:3: mgmt needs an absolute path of at most 107 bytes, not '%2$s'
            """
                .formatted(file, path.substring(0, 64) + "...")),
        vnetctl("config", "check", file.toString()));
  }

  @Test
  void eachLineOfAnErrorSaysWhoseItIs() throws IOException {
    Path bad = Files.writeString(folder.resolve("bad.conf"), "[switch]\nhub = x\nfstp = y\n");
    String lines =
        """
        vnetctl %1$s: %2$s:2: hub needs yes or no, not 'x'
        vnetctl %1$s: %2$s:3: fstp needs yes or no, not 'y'
        """;
    assertEquals(
        new Said(1, "", lines.formatted("reload", bad)), vnetctl("reload", bad.toString()));
    try (SwitchProcess vde = SwitchProcess.start(folder, "sw")) {
      assertEquals(
          new Said(
              1,
              "",
              lines.formatted("config save", bad)
                  + "vnetctl config save: not saved: mend the file first\n"),
          save(vde, "--output", bad.toString()));
    }
  }

  @Test
  void saysWhereItCannotSave() throws IOException {
    Path link = Files.createSymbolicLink(folder.resolve("link"), folder);
    try (SwitchProcess vde = SwitchProcess.start(folder, "sw")) {
      assertEquals(
          "vnetctl config save: there is no folder %1$s; make it, or name another file (--output)\n"
              .formatted(folder.resolve("gone")),
          save(vde, "--output", folder.resolve("gone/a.conf").toString()).errors());
      assertEquals(
          "vnetctl config save: %s is reached by a link; name the file as %s\n"
              .formatted(link, folder.toRealPath().resolve("a.conf")),
          save(vde, "--output", link.resolve("a.conf").toString()).errors());
      assertEquals(
          "vnetctl config save: the FILE of --output is empty; name one, or - to print it\n",
          save(vde, "--output", "").errors());
    }
  }

  @Test
  void savedAsJsonIsWhichFileAndWhetherItIsAnother() throws IOException {
    Path file = folder.resolve("a.conf");
    String json = "{\"file\":\"%s\",\"changed\":%s}\n";
    try (SwitchProcess vde = SwitchProcess.start(folder, "sw")) {
      assertEquals(
          new Said(0, json.formatted(file, true), ""),
          save(vde, "--json", "--output", file.toString()));
      assertEquals(
          new Said(0, json.formatted(file, false), ""),
          save(vde, "--json", "--output", file.toString()));
      assertEquals(
          new Said(
              1,
              "",
              "vnetctl config save: --output - prints the file, and no JSON; leave out --json, or"
                  + " name a file\n"),
          save(vde, "--json", "--output", "-"));
    }
  }

  private static Said save(SwitchProcess vde, String... words) {
    List<String> all =
        new ArrayList<>(List.of("config", "save", "-M", vde.management().toString()));
    all.addAll(List.of(words));
    return vnetctl(all.toArray(String[]::new));
  }

  @Test
  void savesToAPathOfTheCaller() throws IOException {
    Path file = folder.resolve("mine.conf");
    try (SwitchProcess vde = SwitchProcess.start(folder, "sw")) {
      assertEquals(
          new Said(0, "saved " + file + "\n", ""),
          run(
              List.of(
                  "env",
                  "-C",
                  folder.toString(),
                  VNETCTL,
                  "config",
                  "save",
                  "-M",
                  vde.management().toString(),
                  "--output",
                  "mine.conf")));
    }
    assertTrue(Files.readString(file).startsWith("[switch]\n"));
  }

  private static Said vnetctl(String... words) {
    List<String> command = new ArrayList<>(List.of(VNETCTL));
    command.addAll(List.of(words));
    return run(command);
  }

  private static Said run(List<String> command) {
    try (PeerProcess process = PeerProcess.start(command.toArray(String[]::new))) {
      process.closeInput();
      int status = process.awaitExit();
      return new Said(status, process.output(), process.errors());
    }
  }
}
