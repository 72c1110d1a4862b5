package io.vnetctl.vde;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class PinnedDirectoryTest {
  @TempDir Path folder;

  @Test
  void staysItselfWhenALinkTakesItsName() throws Exception {
    Path own = Files.createDirectory(folder.resolve("own"));
    Path foreign = Files.createDirectory(folder.resolve("foreign"));
    Files.createFile(own.resolve("ctl"));
    Path precious = Files.createFile(foreign.resolve("ctl"));

    try (PinnedDirectory pinned = PinnedDirectory.open(own).orElseThrow()) {
      Files.move(own, folder.resolve("away"));
      Files.createSymbolicLink(own, foreign);

      assertEquals(List.of("ctl"), pinned.names());
      Files.delete(pinned.entry("ctl"));
      pinned.chmod(0500);
    }
    assertTrue(Files.exists(precious));
    assertEquals(0500, UnixFiles.status(folder.resolve("away")).orElseThrow().permissions());
  }

  @Test
  void opensNeitherLinksNorFilesNorNothing() throws Exception {
    Path directory = Files.createDirectory(folder.resolve("d"));
    Path file = Files.createFile(folder.resolve("f"));

    assertEquals(
        Optional.empty(),
        PinnedDirectory.open(Files.createSymbolicLink(folder.resolve("l"), directory)));
    assertEquals(Optional.empty(), PinnedDirectory.open(file));
    assertEquals(Optional.empty(), PinnedDirectory.open(folder.resolve("none")));
    assertEquals(Optional.empty(), PinnedDirectory.open(file.resolve("below")));
  }

  @Test
  void namesOnlyEntriesOfItsOwn() throws Exception {
    try (PinnedDirectory pinned = PinnedDirectory.open(folder).orElseThrow()) {
      for (String name : List.of("", ".", "..", "a/b", "/etc")) {
        assertThrows(IllegalArgumentException.class, () -> pinned.entry(name));
      }
      assertEquals(Optional.empty(), pinned.status("none"));
    }
  }
}
