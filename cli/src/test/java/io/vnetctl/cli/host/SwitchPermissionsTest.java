package io.vnetctl.cli.host;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vnetctl.vde.Identity;
import io.vnetctl.vde.UnixFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class SwitchPermissionsTest {
  @TempDir Path folder;

  @Test
  void modesAreSetOnTheOwnersFilesAlone() throws Exception {
    inside().leave("s/ctl", "m");
    new SwitchPermissions(inside().files()).restrict(true);
    assertEquals(02700, UnixFiles.status(folder.resolve("s")).orElseThrow().permissions());
    assertEquals(02600, UnixFiles.status(folder.resolve("s/ctl")).orElseThrow().permissions());
    assertEquals(02600, UnixFiles.status(folder.resolve("m")).orElseThrow().permissions());

    Files.setPosixFilePermissions(
        folder.resolve("s"), PosixFilePermissions.fromString("rwxr-xr-x"));
    assertThrows(
        IOException.class,
        () -> new SwitchPermissions(inside().files(Identity.effectiveUid() + 1)).restrict(false));
    assertEquals(0755, UnixFiles.status(folder.resolve("s")).orElseThrow().permissions() & 0777);
  }

  @Test
  void directoryWithoutItsSocketsIsNotClosed() throws Exception {
    Files.createDirectory(folder.resolve("s"));

    IOException failed =
        assertThrows(
            IOException.class, () -> new SwitchPermissions(inside().files()).restrict(false));
    assertTrue(failed.getMessage().contains("ctl is not there"), failed::getMessage);
  }

  private SwitchFolder inside() {
    return new SwitchFolder(folder);
  }
}
