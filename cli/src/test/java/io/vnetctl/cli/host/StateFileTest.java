package io.vnetctl.cli.host;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class StateFileTest {
  @TempDir Path folder;

  @Test
  void isReplacedAsAWhole() throws IOException {
    StateFile file = new StateFile(folder.resolve("state"));
    assertEquals(Optional.empty(), file.read());

    file.write(List.of("one", "two", "three"));
    Object first = Files.getAttribute(file.path(), "unix:ino");
    file.write(List.of("four"));

    assertEquals(Optional.of(List.of("four")), file.read());
    assertTrue(!first.equals(Files.getAttribute(file.path(), "unix:ino")));
    assertEquals(
        "rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(file.path())));
    try (var files = Files.list(folder)) {
      assertEquals(List.of(file.path()), files.toList());
    }
  }

  @Test
  void mayBeDeletedTwice() throws IOException {
    StateFile file = new StateFile(folder.resolve("state"));
    file.write(List.of());
    file.delete();
    file.delete();

    assertEquals(Optional.empty(), file.read());
  }

  @Test
  void failureNamesTheFileAndTheReason() {
    StateFile file = new StateFile(folder.resolve("missing/state"));
    IOException failed = assertThrows(IOException.class, () -> file.write(List.of("one")));

    assertEquals(
        "cannot write " + file.path() + ": No such file or directory", failed.getMessage());
  }

  @Test
  void unfinishedOnesAreSweptAway() throws IOException {
    StateDirectory state = new StateDirectory(folder);
    new StateFile(folder.resolve("switch.1")).write(List.of("one"));
    Files.writeString(folder.resolve("next.switch.1"), "on");
    state.removeUnfinished();

    try (var files = Files.list(folder)) {
      assertEquals(List.of(folder.resolve("switch.1")), files.toList());
    }
  }
}
