package io.vnetctl.cli.peers;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * What a user may get wrong: one line that says what, why and what to do, the status of the
 * original, nothing left behind and nothing of others touched (vde-cli 1).
 */
final class BadInputTest {
  @TempDir Path folder;

  /** Blanks part the words of the command line, {@code W} is the folder of the test. */
  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          -s W/d --bogus             | 1   | unrecognized option '--bogus'; see --help
          -s W/d -Z                  | 1   | unrecognized option '-Z'; see --help
          -M                         | 1   | option requires an argument -- 'M'; see --help
          -s W/d -n 0                | 1   | must have at least 1 port and at most 65536
          -s W/d -g nonesuch         | 1   | No such group 'nonesuch'; needs the name of one in
          -s W/LONG                  | 255 | File name too long
          -s W/d -M W/LONG           | 1   | more than 107 bytes; choose a shorter one
          -s W/file                  | 255 | Not a directory; choose another name
          -s W/none/d                | 255 | No such file or directory; make the directory above it
          -s W/d -M W/file           | 1   | no socket is there; choose another path or remove it
          -s W/d -M W/empty          | 1   | no socket is there; choose another path or remove it
          -s W/d -M W/none/m         | 1   | No such file or directory; make its directory first
          -s W/d -M W/none/m -d      | 1   | No such file or directory; make its directory first
          -s W/d -M W/file/m         | 1   | Not a directory; choose another path
          -s W/d -p W/none/p         | 1   | No such file or directory: make its folder first
          -s W/d -p W/file           | 1   | File exists: it is not a pid file; remove it or name
          -s W/d -p W/alive          | 1   | File exists: process PID is running; stop it or name
          """)
  void isAnsweredInOneLine(String words, int status, String reason) throws IOException {
    String pid = String.valueOf(ProcessHandle.current().pid());
    Files.writeString(folder.resolve("file"), "precious\n");
    Files.writeString(folder.resolve("alive"), pid + "\n");
    Files.createDirectory(folder.resolve("empty"));
    List<String> before = everything();

    try (PeerProcess refused = start(words.replace("LONG", "l".repeat(108)))) {
      refused.closeInput();

      assertEquals(status, refused.awaitExit(), refused::toString);
      assertOneLine(refused, reason.replace("PID", pid));
      assertEquals("", refused.output());
    }
    assertEquals(before, everything());
  }

  @Test
  void directoryOfAnotherUserIsLeftAlone() throws IOException {
    User.requireRoot();
    Path foreign = Files.createDirectory(folder.resolve("foreign"));
    Files.setAttribute(foreign, "unix:uid", (int) User.NAMELESS.uid());
    List<String> before = everything();

    try (PeerProcess refused = start("-s W/foreign -m 666")) {
      assertEquals(255, refused.awaitExit(), refused::toString);
      assertOneLine(refused, "belongs to uid 12345, not to you (uid 0); choose another");
    }
    assertEquals(before, everything());
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          -s W/closed/d              | 255 | Permission denied; choose a control directory where
          -s W/open/d -M W/closed/m  | 1   | Permission denied; choose a directory where you may write
          -s W/open/d -M W/m         | 1   | Permission denied; choose a directory where you may write
          -s W/open/d -p W/p         | 1   | Permission denied: name a file where you may write
          """)
  void lackOfPermissionIsTold(String words, int status, String reason) throws IOException {
    User.requireRoot();
    Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
    Files.setPosixFilePermissions(
        Files.createDirectory(folder.resolve("open")),
        PosixFilePermissions.fromString("rwxrwxrwx"));
    Files.setPosixFilePermissions(
        Files.createDirectory(folder.resolve("closed")),
        PosixFilePermissions.fromString("rwx------"));
    List<String> before = everything();

    List<String> command = new ArrayList<>(User.NAMELESS.prefix());
    command.addAll(command(words));
    try (PeerProcess refused = PeerProcess.start(command)) {
      assertEquals(status, refused.awaitExit(), refused::toString);
      assertOneLine(refused, reason);
    }
    assertEquals(before, everything());
  }

  @Test
  void consoleOfALiveSwitchIsNotTaken() throws IOException {
    try (SwitchProcess alive = SwitchProcess.start(folder, "sw");
        PeerProcess second = start("-s W/other -M W/sw.mgmt")) {
      assertEquals(1, second.awaitExit(), second::toString);
      assertOneLine(second, "Address already in use by a running switch; choose another path");
      alive.succeed("port/showinfo");
      alive.stop();
    }
    assertEquals(List.of(), everything());
  }

  @Test
  void wordsThatVnetctlDoesNotKnowAreNamed() {
    try (PeerProcess refused =
        PeerProcess.start(Repository.file("bin/vnetctl").toString(), "swich")) {
      assertEquals(1, refused.awaitExit());
      assertEquals(1, refused.errors().lines().count(), refused::toString);
      assertTrue(
          refused.errors().contains("unknown action 'swich'; did you mean switch?"),
          refused::toString);
    }
  }

  private PeerProcess start(String words) {
    return PeerProcess.start(command(words));
  }

  private List<String> command(String words) {
    List<String> command = new ArrayList<>(List.of(SwitchProcess.program().toString()));
    Arrays.stream(words.split(" "))
        .map(word -> word.replaceFirst("^W/", folder + "/"))
        .forEach(command::add);
    return command;
  }

  private static void assertOneLine(PeerProcess refused, String reason) {
    assertEquals(1, refused.errors().lines().count(), refused::toString);
    assertTrue(refused.errors().startsWith("vde_switch: "), refused::toString);
    assertTrue(refused.errors().contains(reason), refused::toString);
  }

  /** Every file of the folder with owner, mode and content. */
  private List<String> everything() throws IOException {
    try (Stream<Path> files = Files.walk(folder).skip(1)) {
      List<String> seen = new ArrayList<>();
      for (Path file : files.sorted().toList()) {
        String content = Files.isRegularFile(file) ? Files.readString(file) : "";
        seen.add(file + " " + Files.readAttributes(file, "unix:uid,gid,mode") + content);
      }
      return seen;
    }
  }
}
