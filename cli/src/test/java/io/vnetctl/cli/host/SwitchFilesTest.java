package io.vnetctl.cli.host;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vnetctl.cli.settings.SwitchPaths;
import io.vnetctl.vde.Identity;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class SwitchFilesTest {
  @TempDir Path folder;

  @Test
  void thoseInTheDirectoryAndBesideItAndTheConsoleAreThere() throws Exception {
    assertEquals(List.of(), inside().files().present());
    assertFalse(inside().files().arePresent());
    inside().leave("s/ctl", "s/001.7", "s/1234.56", "s/.00123-00001", "s.00123-00001", "m");
    assertEquals(
        List.of("m", "s", "s.00123-00001", "s/.00123-00001", "s/001.7", "s/1234.56", "s/ctl"),
        inside().files().present().stream()
            .map(path -> folder.relativize(path).toString())
            .sorted()
            .toList());
    assertTrue(inside().files().arePresent());
  }

  @Test
  void pathsWithoutADirectoryForThemAreRefused() {
    Path nowhere = folder.resolve("absent");
    SwitchFiles files =
        new SwitchFiles(
            new SwitchPaths(
                "user", folder.resolve("s"), nowhere.resolve("m"), folder.resolve("pid")),
            Identity.effectiveUid(),
            false);

    IOException refused = assertThrows(IOException.class, files::arePresent);
    assertTrue(refused.getMessage().startsWith("there is no directory " + nowhere + ", where"));
  }

  private SwitchFolder inside() {
    return new SwitchFolder(folder);
  }
}
