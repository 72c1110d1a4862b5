package io.vnetctl.cli.host;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vnetctl.cli.call.CallException;
import io.vnetctl.cli.settings.SwitchPaths;
import io.vnetctl.vde.Identity;
import io.vnetctl.vde.UnixFiles;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class SwitchFilesTest {
  @TempDir Path folder;
  private final List<String> warnings = new ArrayList<>();

  private SwitchFiles files() {
    return files(Identity.effectiveUid());
  }

  private SwitchFiles files(int uid) {
    return new SwitchFiles(
        new SwitchPaths("user", folder.resolve("s"), folder.resolve("m"), folder.resolve("pid")),
        uid,
        false);
  }

  private ServerSocketChannel listen(String name) throws IOException {
    Path path = folder.resolve(name);
    Files.createDirectories(path.getParent());
    return ServerSocketChannel.open(StandardProtocolFamily.UNIX)
        .bind(UnixDomainSocketAddress.of(path));
  }

  private void leave(String... names) throws IOException {
    for (String name : names) {
      listen(name).close();
    }
  }

  private List<String> removed() throws IOException {
    List<String> removed = new ArrayList<>();
    files().removeDead(path -> removed.add(folder.relativize(path).toString()), warnings::add);
    return removed.stream().sorted().toList();
  }

  private void assertRefused(String why, SwitchFiles files) {
    CallException refused = assertThrows(CallException.class, files::check);
    assertEquals(1, refused.status());
    assertTrue(refused.getMessage().contains(why), refused::getMessage);
  }

  @Test
  void nothingIsThereAndNothingIsRemoved() throws Exception {
    files().check();
    assertEquals(List.of(), removed());
    assertEquals(List.of(), files().present());
  }

  @Test
  void everyDeadSocketGoesAndThenTheDirectory() throws Exception {
    leave("s/ctl", "s/001.7", "s/1234.56", "s/.00123-00001", "s.00123-00001", "m");
    files().check();
    assertEquals(
        List.of("m", "s", "s.00123-00001", "s/.00123-00001", "s/001.7", "s/1234.56", "s/ctl"),
        files().present().stream()
            .map(path -> folder.relativize(path).toString())
            .sorted()
            .toList());
    assertEquals(
        List.of("m", "s", "s.00123-00001", "s/.00123-00001", "s/001.7", "s/1234.56", "s/ctl"),
        removed());
    assertEquals(List.of(), warnings);
  }

  @Test
  void socketsInUseAndOtherNamesStay() throws Exception {
    leave("s/ctl", "s/01.7", "s/note-1", "s2.00123-00001", "s.00123");
    try (var _ = listen("s/002.7");
        var _ = listen("m")) {
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
    assertRefused("m is there, not a socket", files());
  }

  @Test
  void linksAreNotFollowed() throws Exception {
    leave("target/ctl", "target/001.7");
    Files.createSymbolicLink(folder.resolve("s"), folder.resolve("target"));
    Files.createSymbolicLink(folder.resolve("m"), folder.resolve("target/ctl"));

    assertEquals(List.of(), removed());
    assertTrue(Files.exists(folder.resolve("target/ctl")));
    assertRefused("s is a symbolic link, not a directory", files());
    Files.delete(folder.resolve("s"));
    assertRefused("m is a symbolic link, not a socket", files());
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
    leave("real/s/ctl");

    files.check();
    files.removeDead(_ -> {}, warnings::add);
    assertFalse(Files.exists(real.resolve("s")));
  }

  @Test
  void modesAreSetOnTheOwnersFilesAlone() throws Exception {
    leave("s/ctl", "m");
    files().restrict(true);
    assertEquals(02700, UnixFiles.status(folder.resolve("s")).orElseThrow().permissions());
    assertEquals(02600, UnixFiles.status(folder.resolve("s/ctl")).orElseThrow().permissions());
    assertEquals(02600, UnixFiles.status(folder.resolve("m")).orElseThrow().permissions());

    Files.setPosixFilePermissions(
        folder.resolve("s"), PosixFilePermissions.fromString("rwxr-xr-x"));
    assertThrows(IOException.class, () -> files(Identity.effectiveUid() + 1).restrict(false));
    assertEquals(0755, UnixFiles.status(folder.resolve("s")).orElseThrow().permissions() & 0777);
  }

  @Test
  void directoryWithoutItsSocketsIsNotClosed() throws Exception {
    Files.createDirectory(folder.resolve("s"));

    IOException failed = assertThrows(IOException.class, () -> files().restrict(false));
    assertTrue(failed.getMessage().contains("ctl is not there"), failed::getMessage);
  }

  @Test
  void aDirectoryThatOthersUseForOtherThingsIsRefused() throws Exception {
    leave("s/ctl");
    Files.createFile(folder.resolve("s/hosts"));
    Files.setPosixFilePermissions(
        folder.resolve("s"), PosixFilePermissions.fromString("rwxr-xr-x"));

    CallException refused = assertThrows(CallException.class, files()::checkDirectory);
    assertTrue(refused.getMessage().contains("such as hosts;"), refused::getMessage);

    Files.setPosixFilePermissions(
        folder.resolve("s"), PosixFilePermissions.fromString("rwx------"));
    files().checkDirectory();
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
}
