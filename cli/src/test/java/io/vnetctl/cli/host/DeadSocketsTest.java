package io.vnetctl.cli.host;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vnetctl.cli.settings.SwitchPaths;
import io.vnetctl.vde.Identity;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class DeadSocketsTest {
  @TempDir Path folder;

  private final List<String> warnings = new ArrayList<>();

  private List<String> removed() throws IOException {
    List<String> removed = new ArrayList<>();
    new DeadSockets(inside().files())
        .remove(path -> removed.add(folder.relativize(path).toString()), warnings::add);
    return removed.stream().sorted().toList();
  }

  @Test
  void nothingIsThereAndNothingIsRemoved() throws Exception {
    assertEquals(List.of(), removed());
  }

  @Test
  void everyDeadSocketGoesAndThenTheDirectory() throws Exception {
    inside().leave("s/ctl", "s/001.7", "s/1234.56", "s/.00123-00001", "s.00123-00001", "m");
    assertEquals(
        List.of("m", "s", "s.00123-00001", "s/.00123-00001", "s/001.7", "s/1234.56", "s/ctl"),
        removed());
    assertEquals(List.of(), warnings);
  }

  @Test
  void socketsInUseAndOtherNamesStay() throws Exception {
    inside().leave("s/ctl", "s/01.7", "s/note-1", "s2.00123-00001", "s.00123");
    try (var _ = inside().listen("s/002.7");
        var _ = inside().listen("m")) {
      assertEquals(List.of("s/ctl"), removed());
    }
    assertEquals(1, warnings.size());
    for (String name : List.of("01.7", "note-1", "002.7")) {
      assertTrue(warnings.getFirst().contains(name), warnings::toString);
    }
    assertEquals(List.of("m", "s/002.7"), removed());
  }

  @Test
  void whatIsNoSocketStaysUnderAnyName() throws Exception {
    Files.createDirectories(folder.resolve("s/ctl"));
    Files.writeString(folder.resolve("s/003.4"), "note");
    Files.writeString(folder.resolve("m"), "note");

    assertEquals(List.of(), removed());
  }

  @Test
  void linksAreNotFollowed() throws Exception {
    inside().leave("target/ctl", "target/001.7");
    Files.createSymbolicLink(folder.resolve("s"), folder.resolve("target"));
    Files.createSymbolicLink(folder.resolve("m"), folder.resolve("target/ctl"));

    assertEquals(List.of(), removed());
    assertTrue(Files.exists(folder.resolve("target/ctl")));
  }

  @Test
  void parentMayBeALinkOfTheOwner() throws Exception {
    Path real = Files.createDirectory(folder.resolve("real"));
    Path link = Files.createSymbolicLink(folder.resolve("link"), real);
    SwitchFiles files =
        new SwitchFiles(
            new SwitchPaths("user", link.resolve("s"), link.resolve("m"), link.resolve("pid")),
            Identity.effectiveUid(),
            false);
    inside().leave("real/s/ctl");

    new SwitchPlace(files).check();
    new DeadSockets(files).remove(_ -> {}, warnings::add);
    assertFalse(Files.exists(real.resolve("s")));
  }

  private SwitchFolder inside() {
    return new SwitchFolder(folder);
  }
}
