package io.vnetctl.cli.process;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vnetctl.tap.Requirement;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class PidFileTest {
  private static final String OWN = ProcessHandle.current().pid() + "\n";

  @TempDir private Path folder;
  private Path file;

  @BeforeEach
  void name() {
    file = folder.resolve("pid");
  }

  @Test
  void holdsThePidAndGoesAtTheEnd() throws IOException {
    try (PidFile _ = PidFile.create(file)) {
      assertEquals(OWN, Files.readString(file));
      assertEquals(
          PosixFilePermissions.fromString("rw-r--r--"), Files.getPosixFilePermissions(file));
    }
    assertFalse(Files.exists(file));
  }

  @Test
  void umaskNarrowsItsMode() throws IOException, InterruptedException {
    ProcessBuilder shell =
        new ProcessBuilder(
            Stream.concat(
                    List.of("sh", "-c", "umask 077; exec \"$@\"", "sh").stream(),
                    Jvm.command("pidfile", file.toString()).stream())
                .toList());
    try (Jvm jvm = Jvm.start(shell)) {
      assertEquals("ready", jvm.readLine());
      assertEquals(jvm.pid() + "\n", Files.readString(file));
      assertEquals(
          PosixFilePermissions.fromString("rw-------"), Files.getPosixFilePermissions(file));
      jvm.endInput();
      assertEquals(0, jvm.status());
    }
    assertFalse(Files.exists(file));
  }

  @Test
  void refusesThatOfALivingProcessAndLeavesIt() throws IOException {
    refuses("1\n", "File exists: process 1 is running");
  }

  @Test
  void refusesWhatIsNoPidFileAndLeavesIt() throws IOException {
    for (String content : List.of("", "root:x:0:0\n", "-1\n", "0\n", "12 34\n", "1".repeat(20))) {
      refuses(content, "File exists: it is not a pid file");
    }
    Files.delete(file);
    Files.createDirectory(file);
    assertTrue(message().contains("File exists"), message());
    Files.delete(file);
    Files.createSymbolicLink(file, folder.resolve("elsewhere"));
    assertTrue(message().contains("File exists"), message());
    assertFalse(Files.exists(folder.resolve("elsewhere")));
  }

  @Test
  void replacesThatOfAProcessThatWasKilled() throws IOException, InterruptedException {
    try (Jvm jvm = Jvm.start("pidfile", file.toString())) {
      assertEquals("ready", jvm.readLine());
      jvm.signal(9);
      assertEquals(128 + 9, jvm.status());
      assertEquals(jvm.pid() + "\n", Files.readString(file));
    }
    replaces();
  }

  @Test
  void replacesThatOfAZombie() throws IOException {
    // The shell becomes a program that does not know of its child, which therefore stays a zombie.
    Process parent = new ProcessBuilder("sh", "-c", "sh -c 'echo $$' & exec sleep 60").start();
    try {
      String pid = parent.inputReader().readLine();
      Path stat = Path.of("/proc", pid, "stat");
      while (!Files.readString(stat).contains(") Z ")) {
        Thread.onSpinWait();
      }
      Files.writeString(file, pid + "\n");
      replaces();
    } finally {
      parent.destroyForcibly();
    }
  }

  @Test
  void replacesOneWithItsOwnPid() throws IOException {
    Files.writeString(file, OWN);
    replaces();
  }

  @Test
  void missingFolderIsNamed() {
    file = folder.resolve("x/pid");
    assertTrue(message().startsWith("pid file " + file + ": No such file"), message());
  }

  @Test
  void leavesTheFileOfAnotherAtTheEnd() throws IOException {
    try (PidFile _ = PidFile.create(file)) {
      Files.writeString(file, "1\n");
    }
    assertEquals("1\n", Files.readString(file));
  }

  @Test
  void oneOfTwoThatReplaceAtOnceWins() throws IOException {
    Files.writeString(file, "999999999\n");
    try (Jvm first = Jvm.start("pidfile", file.toString());
        Jvm second = Jvm.start("pidfile", file.toString())) {
      List<String> answers = List.of(first.readLine(), second.readLine());
      Jvm winner = answers.getFirst().equals("ready") ? first : second;
      assertEquals(1, answers.stream().filter("ready"::equals).count(), answers.toString());
      assertEquals(winner.pid() + "\n", Files.readString(file));
    }
  }

  @Test
  void doesNotWaitForWhoeverKeepsAStaleOneLocked() throws IOException, InterruptedException {
    Requirement.program("python3", "python3");
    Files.writeString(file, "999999999\n");
    String lock =
        "import fcntl, sys; f = open(sys.argv[1], 'r+'); fcntl.lockf(f, fcntl.LOCK_EX);"
            + " print('locked', flush=True); sys.stdin.read()";
    Process other = new ProcessBuilder("python3", "-c", lock, file.toString()).start();
    try (BufferedReader said = other.inputReader()) {
      assertEquals("locked", said.readLine());
      assertTrue(message().contains("another process keeps it locked"), message());
      assertEquals("999999999\n", Files.readString(file));
    } finally {
      other.destroyForcibly().waitFor();
    }
    replaces();
  }

  private void replaces() throws IOException {
    try (PidFile _ = PidFile.create(file)) {
      assertEquals(OWN, Files.readString(file));
    }
    assertFalse(Files.exists(file));
  }

  private void refuses(String content, String reason) throws IOException {
    Files.writeString(file, content);
    assertTrue(message().contains(reason), message());
    assertEquals(content, Files.readString(file));
  }

  private String message() {
    return assertThrows(IOException.class, () -> PidFile.create(file)).getMessage();
  }
}
