package io.vnetctl.cli.host;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vnetctl.cli.call.CallException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class SwitchPlaceTest {
  @TempDir Path folder;

  private void assertRefused(String why, SwitchFiles files) {
    CallException refused = assertThrows(CallException.class, new SwitchPlace(files)::check);
    assertEquals(1, refused.status());
    assertTrue(refused.getMessage().contains(why), refused::getMessage);
  }

  @Test
  void aFreePlaceIsGoodAndSoIsOneWithTheOwnersSockets() throws Exception {
    new SwitchPlace(inside().files()).check();
    inside().leave("s/ctl", "m");
    new SwitchPlace(inside().files()).check();
  }

  @Test
  void whatIsNoSocketIsRefused() throws Exception {
    Files.writeString(folder.resolve("m"), "note");

    assertRefused("m is there, not a socket", inside().files());
  }

  @Test
  void linksAreRefused() throws Exception {
    inside().leave("target/ctl");
    Files.createSymbolicLink(folder.resolve("s"), folder.resolve("target"));
    Files.createSymbolicLink(folder.resolve("m"), folder.resolve("target/ctl"));

    assertRefused("s is a symbolic link, not a directory", inside().files());
    Files.delete(folder.resolve("s"));
    assertRefused("m is a symbolic link, not a socket", inside().files());
  }

  @Test
  void aDirectoryThatOthersUseForOtherThingsIsRefused() throws Exception {
    inside().leave("s/ctl");
    Files.createFile(folder.resolve("s/hosts"));
    Files.setPosixFilePermissions(
        folder.resolve("s"), PosixFilePermissions.fromString("rwxr-xr-x"));

    CallException refused =
        assertThrows(CallException.class, new SwitchPlace(inside().files())::checkDirectory);
    assertTrue(refused.getMessage().contains("such as hosts;"), refused::getMessage);

    Files.setPosixFilePermissions(
        folder.resolve("s"), PosixFilePermissions.fromString("rwx------"));
    new SwitchPlace(inside().files()).checkDirectory();
  }

  private SwitchFolder inside() {
    return new SwitchFolder(folder);
  }
}
