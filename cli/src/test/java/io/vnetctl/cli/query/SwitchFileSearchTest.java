package io.vnetctl.cli.query;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class SwitchFileSearchTest {
  @TempDir Path folder;

  @BeforeEach
  void plant() throws IOException {
    for (String name :
        List.of("vde_switch0.ann", "vde_switch0.ann.b", "vde_switch0.bob", "qemumon.vm.1.ann")) {
      Files.createDirectory(folder.resolve(name));
    }
    for (String name :
        List.of(
            "vde_mgmt0.ann",
            "vde_switch0.ann.01234-00000",
            "vde_switch0.bob.5-6",
            "vde_switch0.ann/ctl",
            "vde_switch0.ann/001.7",
            "vde_switch0.ann/.77-00001",
            "vde_switch0.ann/note",
            "vde_switch0.bob/012.10")) {
      Files.createFile(folder.resolve(name));
    }
    Files.createSymbolicLink(folder.resolve("vde_switch0.eve"), folder.resolve("vde_switch0.ann"));
  }

  @Test
  void r91_basesAreThoseOfAllUsers() {
    assertEquals(
        List.of("vde_switch0.ann", "vde_switch0.ann.b", "vde_switch0.bob", "vde_switch0.eve"),
        names(
            new SwitchFileSearch(
                    folder.resolve("vde_switch0.ann"), "ann", Optional.empty(), List.of())
                .bases()));
  }

  @Test
  void r96_basesOfOneUserAreHisAlone() {
    assertEquals(
        List.of("vde_switch0.ann"),
        names(
            new SwitchFileSearch(
                    folder.resolve("vde_switch0.ann"), "root", Optional.of("ann"), List.of())
                .bases()));
    assertEquals(
        List.of("vde_switch0.ann"),
        names(
            new SwitchFileSearch(
                    folder.resolve("vde_switch0.ann"), "ann", Optional.of("ann"), List.of())
                .bases()));
  }

  @Test
  void r92_dynamicSocketsFollowTheirSwitchAndLinksAreNotFollowed() {
    assertEquals(
        List.of(
            "base vde_switch0.ann",
            "client vde_switch0.ann/.77-00001",
            "port vde_switch0.ann/001.7",
            "client vde_switch0.ann.01234-00000",
            "base vde_switch0.ann.b",
            "base vde_switch0.bob",
            "port vde_switch0.bob/012.10",
            "client vde_switch0.bob.5-6",
            "base vde_switch0.eve"),
        ofFolder(
            new SwitchFileSearch(
                folder.resolve("vde_switch0.ann"), "ann", Optional.empty(), List.of())));
  }

  @Test
  void r96_dynamicSocketsOfOneUserAreHisAlone() {
    assertEquals(
        List.of(
            "base vde_switch0.ann",
            "client vde_switch0.ann/.77-00001",
            "port vde_switch0.ann/001.7",
            "client vde_switch0.ann.01234-00000"),
        ofFolder(
            new SwitchFileSearch(
                folder.resolve("vde_switch0.ann"), "root", Optional.of("ann"), List.of())));
  }

  @Test
  void aNameThatDoesNotEndInTheCallersIsAPrefix() {
    assertEquals(
        List.of("vde_switch0.ann", "vde_switch0.ann.b"),
        names(
            new SwitchFileSearch(
                    folder.resolve("vde_switch0.an"), "bob", Optional.empty(), List.of())
                .bases()));
  }

  @Test
  void r94_whereNothingIsNothingIsFound() {
    assertEquals(
        List.of(),
        new SwitchFileSearch(
                folder.resolve("absent/vde_switch0.ann"), "ann", Optional.empty(), List.of())
            .bases());
  }

  private static List<String> names(List<SwitchFile> files) {
    return files.stream().map(SwitchFile::name).toList();
  }

  /** Without those that this machine may have in shared places. */
  private List<String> ofFolder(SwitchFileSearch files) {
    return files.all().stream()
        .filter(file -> file.path().startsWith(folder))
        .map(file -> file.kind().word() + " " + file.name())
        .toList();
  }
}
