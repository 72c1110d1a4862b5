package io.vnetctl.vde;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ControlDirectoryTest {
  private static final int SOMEBODY = 12_345;
  private static final ControlDirectory.Modes MODES =
      new ControlDirectory.Modes(0600, 02700, OptionalInt.empty());

  @TempDir Path home;

  private static int permissions(Path path) throws IOException {
    return UnixFiles.status(path).orElseThrow().permissions();
  }

  @Test
  void makesTheDirectoryAndTakesItAwayAgain() throws IOException {
    Path wanted = home.resolve("ctl.d");
    ControlDirectory directory = ControlDirectory.open(wanted, MODES);
    assertEquals(02700, permissions(wanted));
    directory.close();
    assertFalse(Files.exists(wanted));
  }

  @Test
  void takesADirectoryThroughAnOwnLink() throws IOException {
    Path own = Files.createDirectory(home.resolve("own"));
    Path link = Files.createSymbolicLink(home.resolve("link"), own);
    assertEquals(own.toRealPath(), ControlDirectory.open(link, MODES).path());
  }

  @Test
  void refusesALinkOfSomebodyElseToAnOwnDirectory() throws IOException {
    assumeTrue(Identity.isRoot(), "giving files away needs root");
    Path own = Files.createDirectory(home.resolve("own"));
    UnixFiles.chmod(own, 0755);
    Path link = Files.createSymbolicLink(home.resolve("link"), own);
    UnixFiles.chown(link, SOMEBODY, -1);

    IOException refusal = assertThrows(IOException.class, () -> ControlDirectory.open(link, MODES));

    assertTrue(refusal.getMessage().contains("link made by uid 12345"), refusal::getMessage);
    assertEquals(0755, permissions(own));
    assertTrue(Files.exists(link));
  }

  @Test
  void refusesADirectoryOfSomebodyElse() throws IOException {
    assumeTrue(Identity.isRoot(), "giving files away needs root");
    Path foreign = Files.createDirectory(home.resolve("foreign"));
    UnixFiles.chmod(foreign, 0755);
    UnixFiles.chown(foreign, SOMEBODY, -1);

    assertThrows(IOException.class, () -> ControlDirectory.open(foreign, MODES));

    assertEquals(0755, permissions(foreign));
  }
}
