package io.vnetctl.vde;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class UnixFilesTest {
  @TempDir Path dir;

  @Test
  void setsAllTwelvePermissionBits() throws IOException {
    UnixFiles.chmod(dir, 03750);

    assertEquals(03750, UnixFiles.status(dir).orElseThrow().permissions());
    assertTrue(UnixFiles.status(dir).orElseThrow().isDirectory());
    UnixFiles.chmod(dir, 0700);
  }

  @Test
  void doesNotFollowLinks() throws IOException {
    Path file = Files.createFile(dir.resolve("file"));
    UnixFiles.chmod(file, 0640);
    Path link = Files.createSymbolicLink(dir.resolve("link"), file);

    assertThrows(IOException.class, () -> UnixFiles.chmod(link, 0777));

    assertEquals(0640, UnixFiles.status(file).orElseThrow().permissions());
    assertFalse(UnixFiles.status(link).orElseThrow().isRegular());
  }

  @Test
  void keepsOwnerAndGroupOnMinusOne() throws IOException {
    FileStatus before = UnixFiles.status(dir).orElseThrow();

    UnixFiles.chown(dir, -1, -1);

    FileStatus after = UnixFiles.status(dir).orElseThrow();
    assertEquals(before.uid(), after.uid());
    assertEquals(before.gid(), after.gid());
    assertTrue(before.isSameFile(after));
  }

  @Test
  void seesNothingWhereNothingIs() throws IOException {
    assertEquals(Optional.empty(), UnixFiles.status(dir.resolve("absent")));
  }

  @Test
  void namesPathAndReason() {
    Path absent = dir.resolve("absent");

    IOException chmod = assertThrows(IOException.class, () -> UnixFiles.chmod(absent, 0600));
    IOException chown = assertThrows(IOException.class, () -> UnixFiles.chown(absent, 0, 0));

    assertEquals(
        "cannot set the mode of " + absent + ": No such file or directory", chmod.getMessage());
    assertEquals(
        "cannot set the owner of " + absent + ": No such file or directory", chown.getMessage());
  }

  @Test
  void putsTheUmaskBack() throws IOException {
    int before = UnixFiles.umask(0077);
    try {
      assertEquals(
          0700,
          UnixFiles.status(Files.createDirectory(dir.resolve("d"))).orElseThrow().permissions());
    } finally {
      assertEquals(0077, UnixFiles.umask(before));
    }
  }
}
