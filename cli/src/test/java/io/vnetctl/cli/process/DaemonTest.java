package io.vnetctl.cli.process;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class DaemonTest {
  @TempDir private Path folder;

  @Test
  void parentReturnsWhenTheChildIsReadyAndTheChildLivesOnAlone()
      throws IOException, InterruptedException {
    Path pidFile = folder.resolve("pid");
    ProcessBuilder builder =
        new ProcessBuilder(
            Stream.concat(
                    // A descriptor of the caller's that the daemon must not keep.
                    Stream.of("sh", "-c", "exec 7</etc/passwd; exec \"$@\"", "sh"),
                    Jvm.command("daemon", "ready", pidFile.toString()).stream())
                .toList());
    builder.directory(folder.toFile());
    try (Jvm parent = Jvm.start(builder)) {
      assertEquals(0, parent.status());
      // The end of the output shows that the child has let go of it.
      assertEquals("a word before\n", parent.readAll());
      assertEquals("", parent.readErrors());
      long pid = Long.parseLong(Files.readString(pidFile));
      try {
        assertDetached(pid, parent.pid());
      } finally {
        LibC.kill((int) pid, 15);
        ProcessHandle.of(pid).ifPresent(child -> child.onExit().join());
      }
    }
  }

  private void assertDetached(long pid, long parent) throws IOException {
    assertNotEquals(parent, pid);
    Path proc = Path.of("/proc/" + pid);
    for (String standard : List.of("0", "1", "2")) {
      assertEquals(Path.of("/dev/null"), proc.resolve("fd").resolve(standard).toRealPath());
    }
    try (Stream<Path> descriptors = Files.list(proc.resolve("fd"))) {
      List<Path> files = descriptors.map(DaemonTest::target).toList();
      assertTrue(!files.contains(Path.of("/etc/passwd")), files.toString());
    }
    assertEquals(folder.toRealPath(), proc.resolve("cwd").toRealPath());
    String[] stat = Files.readString(proc.resolve("stat")).split("\\) ")[1].split(" ");
    assertEquals(Long.toString(pid), stat[3], "leader of its own session");
  }

  @Test
  void parentPassesOnMessagesAndStatusOfAChildThatFails() throws IOException, InterruptedException {
    try (Jvm parent = Jvm.start("daemon", "fail")) {
      assertEquals(255, parent.status());
      assertEquals("vde_switch: no such group\n", parent.readErrors());
    }
  }

  @Test
  void deathByASignalIsTold() throws IOException, InterruptedException {
    try (Jvm parent = Jvm.start("daemon", "die")) {
      assertEquals(1, parent.status());
      assertEquals("vde_switch: the daemon was ended by signal 9\n", parent.readErrors());
    }
  }

  @Test
  void childThatIsNeverReadyIsKilled() throws IOException, InterruptedException {
    try (Jvm parent = Jvm.start("daemon", "hang")) {
      assertEquals(1, parent.status());
      String[] lines = parent.readErrors().split("\n");
      assertEquals("vde_switch: the daemon was not ready after 3 s and was killed", lines[1]);
      ProcessHandle.of(Long.parseLong(lines[0])).ifPresent(child -> child.onExit().join());
    }
  }

  private static Path target(Path link) {
    try {
      return Files.readSymbolicLink(link);
    } catch (IOException e) {
      return link;
    }
  }
}
