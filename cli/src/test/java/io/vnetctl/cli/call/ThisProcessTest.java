package io.vnetctl.cli.call;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ThisProcessTest {
  @TempDir Path folder;

  @Test
  void theProgramsPathIsPlainAndKeepsLinks() throws IOException {
    Path bin = Files.createDirectories(folder.resolve("dist.1/bin"));
    Files.createFile(bin.resolve("vnetctl"));
    Path dist = Files.createSymbolicLink(folder.resolve("dist"), folder.resolve("dist.1"));
    Path expected = dist.resolve("bin/vnetctl");
    assertEquals(expected, ThisProcess.plain(dist.resolve("./bin/../bin/vnetctl")));
    // Behind the link, .. is not where it seems to be.
    Files.createDirectories(folder.resolve("other/deep"));
    Path deep = Files.createSymbolicLink(folder.resolve("deep"), folder.resolve("other/deep"));
    Path tricky = deep.resolve("../dist/bin/vnetctl");
    assertEquals(tricky, ThisProcess.plain(tricky));
  }

  @Test
  void theCallerIsWhoRunsTheProcess() throws IOException {
    Caller caller = ThisProcess.caller("/x/ctys-vnetctl");
    assertEquals("ctys-vnetctl", caller.tool());
    assertEquals(Files.getAttribute(Path.of("/proc/self"), "unix:uid"), caller.uid());
    assertEquals(Files.getOwner(Path.of("/proc/self")).getName(), caller.user());
    assertEquals(Files.readString(Path.of("/proc/sys/kernel/hostname")).strip(), caller.host());
  }
}
