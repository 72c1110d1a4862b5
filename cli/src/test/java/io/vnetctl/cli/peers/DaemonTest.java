package io.vnetctl.cli.peers;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vnetctl.tap.Requirement;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Option -d as start scripts use it (vde-cli 1 and 2). Paths are relative throughout. */
final class DaemonTest {
  @TempDir Path folder;

  @Test
  void answersWhenTheCallReturns() throws IOException {
    try (DaemonProcess daemon = start("vde_switch", "umask 077")) {
      Console.open(folder.resolve("m")).close();
      assertEquals("vde_switch", daemon.ps("comm"));
      assertEquals("vde_switch -s d -M m -p p -d", daemon.ps("args"));
      assertEquals(folder.toRealPath(), daemon.workingDirectory());
      assertEquals("0077", daemon.status("Umask"));
      assertEquals(02700, mode("d"));
      assertEquals(0600, mode("d/ctl"));
      assertEquals(0600, mode("m"));
      assertEquals(0600, mode("p"));
      assertEquals(daemon.ps("pid"), daemon.ps("sess"));
    }
  }

  @Test
  void vnetctlSwitchIsTheSame() throws IOException {
    try (DaemonProcess daemon = start("vnetctl switch", ":")) {
      assertEquals("vde_switch -s d -M m -p p -d", daemon.ps("args"));
      daemon.signal("TERM");
      daemon.awaitEnd();
    }
    assertNothingIsLeft();
  }

  @Test
  void scriptOfDebianGetsItsModesAndGroupsWhateverTheUmask() throws IOException {
    Requirement.root();
    int games = 60;
    try (DaemonProcess _ =
            start("vde_switch", "umask 000", "-m", "660", "-g", "games", "--mgmtmode", "660");
        Console _ = Console.open(folder.resolve("m"))) {
      assertEquals(02770, mode("d"));
      assertEquals(0660, mode("d/ctl"));
      assertEquals(games, gid("d"));
      assertEquals(games, gid("d/ctl"));
      assertEquals(0660, mode("m"));
      assertEquals(0644, mode("p"));
    }
  }

  @Test
  void onlyTermAndIntEndIt() throws IOException {
    try (DaemonProcess daemon = start("vde_switch", ":");
        Console console = Console.open(folder.resolve("m"))) {
      for (String ignored : List.of("HUP", "USR1", "PIPE", "ALRM", "IO", "PWR")) {
        daemon.signal(ignored);
      }
      console.succeed("port/showinfo");
      daemon.signal("INT");
      daemon.awaitEnd();
    }
    assertNothingIsLeft();
  }

  @Test
  void placeOfAKilledSwitchIsTaken() throws IOException {
    try (DaemonProcess killed = start("vde_switch", ":")) {
      killed.signal("KILL");
      killed.awaitEnd();
    }
    assertTrue(Files.exists(folder.resolve("d/ctl")), "a killed switch leaves its sockets");

    try (DaemonProcess heir = start("vde_switch", ":");
        PeerProcess command = client("unixcmd", "-s", "m", "shutdown")) {
      assertEquals(0, command.awaitExit(), command::toString);
      heir.awaitEnd();
    }
    assertNothingIsLeft();
  }

  @Test
  void consoleClientsAreInterchangeable() throws IOException {
    Requirement.program("/usr/bin/unixterm", "vde2");
    try (DaemonProcess _ = start("vde_switch", ":");
        PeerProcess ours = client("unixterm", "m");
        PeerProcess debian =
            PeerProcess.start("/usr/bin/unixterm", folder.resolve("m").toString())) {
      for (PeerProcess term : List.of(ours, debian)) {
        term.write("port/showinfo\n");
        term.awaitOutput("Numports=32\nHUB=false\ncounters=true\n.\n1000 Success\n\nvde$ ");
        term.write("logout\n");
        assertEquals(0, term.awaitExit(), term::toString);
      }
    }
  }

  @Test
  void ourConsoleClientsServeDebiansSwitch() throws IOException {
    try (SwitchProcess debian =
            SwitchProcess.start(List.of(), SwitchProcess.oracle(), folder, "debian");
        PeerProcess term = client("unixterm", debian.management().toString());
        PeerProcess command =
            client("unixcmd", "-s", debian.management().toString(), "port/showinfo")) {
      term.write("vlan/create 7\nvlan/print 7\n");
      term.closeInput();
      assertEquals(0, term.awaitExit(), term::toString);
      assertTrue(term.output().contains("VLAN 0007\n"), term::toString);
      assertEquals(0, command.awaitExit(), command::toString);
      assertTrue(command.output().startsWith("Numports=32\n"), command::toString);
    }
  }

  /** Calls a program of {@code bin/}, after the words of a shell, and waits until it returns. */
  private DaemonProcess start(String program, String before, String... options) throws IOException {
    String script =
        "cd \"$0\" && bin=$1 && shift && " + before + " && exec \"$bin\"/" + program + " \"$@\"";
    List<String> words = new ArrayList<>(List.of("-s", "d", "-M", "m", "-p", "p"));
    words.addAll(List.of(options));
    words.add("-d");
    List<String> command = new ArrayList<>(List.of("sh", "-c"));
    command.add(script);
    command.addAll(List.of(folder.toString(), Repository.file("bin").toString()));
    command.addAll(words);
    try (PeerProcess caller = PeerProcess.start(command)) {
      assertEquals(0, caller.awaitExit(), caller::toString);
      assertEquals("", caller.output() + withoutNotice(caller.errors()));
    }
    return DaemonProcess.of(folder.resolve("p"));
  }

  /** What {@code vnetctl switch} says of a host whose limit is small is no fault. */
  private static String withoutNotice(String errors) {
    return errors.replaceFirst("^vnetctl switch: net\\.unix\\.max_dgram_qlen is \\d+: .*\n", "");
  }

  private PeerProcess client(String program, String... words) {
    List<String> command = new ArrayList<>();
    command.addAll(List.of("env", "-C", folder.toString()));
    command.add(Repository.file("bin").resolve(program).toString());
    command.addAll(List.of(words));
    return PeerProcess.start(command);
  }

  private int mode(String file) throws IOException {
    return (int) Files.getAttribute(folder.resolve(file), "unix:mode") & 07777;
  }

  private int gid(String file) throws IOException {
    return (int) Files.getAttribute(folder.resolve(file), "unix:gid");
  }

  private void assertNothingIsLeft() throws IOException {
    try (Stream<Path> left = Files.list(folder)) {
      assertEquals(List.of(), left.toList());
    }
  }
}
