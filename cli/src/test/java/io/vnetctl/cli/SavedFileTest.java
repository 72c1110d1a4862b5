package io.vnetctl.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class SavedFileTest {
  @TempDir Path folder;

  @Test
  void keepsTheModeAndLeavesNothingElse() throws IOException {
    Path file = Files.writeString(folder.resolve("a.conf"), "old");
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r-----"));

    SavedFile.replace(file, "new\n");

    assertEquals("new\n", Files.readString(file));
    assertEquals("rw-r-----", PosixFilePermissions.toString(Files.getPosixFilePermissions(file)));
    assertEquals(List.of("a.conf"), names());
  }

  @Test
  void makesAFileThatIsNotThere() throws IOException {
    SavedFile.replace(folder.resolve("a.conf"), "new\n");

    assertEquals("new\n", Files.readString(folder.resolve("a.conf")));
    assertEquals(
        "rw-r--r--",
        PosixFilePermissions.toString(Files.getPosixFilePermissions(folder.resolve("a.conf"))));
  }

  @Test
  void writesThroughNoLink() throws IOException {
    Path victim = Files.writeString(folder.resolve("victim"), "precious");
    Path link = Files.createSymbolicLink(folder.resolve("a.conf"), victim);
    Path toFolder = Files.createSymbolicLink(folder.resolve("elsewhere"), folder);
    Path real = Files.createDirectory(folder.resolve("real"));

    refuses(link);
    refuses(toFolder.resolve("b.conf"));
    refuses(toFolder.resolve("real/b.conf"));

    assertEquals("precious", Files.readString(victim));
    assertEquals(List.of("a.conf", "elsewhere", "real", "victim"), names());
    assertEquals(0, real.toFile().list().length);
  }

  @Test
  void writesWhereNobodyElseCanExchangeFiles() throws IOException {
    Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxrwxrwx"));

    refuses(folder.resolve("a.conf"));

    assertEquals(List.of(), names());
  }

  @Test
  void overwritesNoTemporaryFileOfAnother() throws IOException {
    Path other = Files.writeString(folder.resolve(".a.conf.new"), "other's");

    refuses(folder.resolve("a.conf"));

    assertEquals("other's", Files.readString(other));
    assertEquals(List.of(".a.conf.new"), names());
  }

  private static void refuses(Path file) {
    IOException refusal =
        assertThrows(IOException.class, () -> SavedFile.replace(file, "overwritten"));
    assertEquals(1, refusal.getMessage().lines().count(), refusal::getMessage);
  }

  private List<String> names() throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.map(file -> file.getFileName().toString()).sorted().toList();
    }
  }
}
