package io.vnetctl.cli.query;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vnetctl.cli.query.SwitchFile.Kind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class SwitchFileTest {
  @ParameterizedTest
  @CsvSource({
    "40700, drwx------",
    "42700, drwx--S---",
    "42770, drwxrws---",
    "140600, srw-------",
    "142600, srw---S---",
    "41777, drwxrwxrwt",
    "41776, drwxrwxrwT",
    "104755, -rwsr-xr-x",
    "104644, -rwSr--r--",
    "120777, lrwxrwxrwx",
    "10644, prw-r--r--",
    "20600, crw-------",
    "60660, brw-rw----"
  })
  void r95_showsTypeAndPermissionsAsLsDoes(String mode, String access) {
    SwitchFile file =
        new SwitchFile("n", Path.of("n"), Kind.BASE, "u", "g", Integer.parseInt(mode, 8));

    assertEquals(access, file.access());
  }

  @Test
  void r97_looksAtALinkItself(@TempDir Path folder) throws IOException {
    Path link = Files.createSymbolicLink(folder.resolve("link"), folder);

    SwitchFile found = SwitchFile.at(link, "link", Kind.BASE).orElseThrow();

    assertTrue(found.isLink());
    assertFalse(found.isDirectory());
    assertEquals("lrwxrwxrwx", found.access());
  }

  @Test
  void looksAtFilesOfTheDisk(@TempDir Path folder) throws IOException {
    Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-x---"));

    SwitchFile found = SwitchFile.at(folder, "n", Kind.BASE).orElseThrow();

    assertEquals("drwxr-x---", found.access());
    assertEquals(Files.getOwner(folder).getName(), found.user());
    assertEquals(Optional.empty(), SwitchFile.at(folder.resolve("absent"), "n", Kind.BASE));
  }
}
