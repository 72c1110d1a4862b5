package io.vnetctl.cli.query;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class LiveSwitchesTest {
  @TempDir Path proc;

  @Test
  void whatAProcessHasOpenTellsWhereItIs() throws IOException {
    process("12", "vde_switch\0--config\0lab\0", "11", "22", "33");
    Listeners listeners =
        new Listeners(Map.of("11", Path.of("/run/lab.ctl/ctl"), "22", Path.of("/run/lab.mgmt")));

    assertEquals(List.of(live(12, "/run/lab.ctl", "/run/lab.mgmt")), find(listeners));
  }

  @Test
  void whereItHidesThatItsCommandLineDoes() throws IOException {
    process("12", "vde_switch\0-s\0/run/a\0-M\0/run/a.mgmt\0");
    process("13", "/usr/bin/vde_switch\0--sock=/run/b\0-d\0");
    process("14", "grep\0vde_switch\0-s\0/run/c\0");
    process("15", "vde_switch\0-s\0relative\0");

    assertEquals(
        List.of(
            live(12, "/run/a", "/run/a.mgmt"),
            new LiveSwitch(OptionalLong.of(13), Path.of("/run/b"), Optional.empty())),
        find(new Listeners(Map.of())));
  }

  @Test
  void whereItHidesBothASocketOfItsUserDoes(@TempDir Path folder) throws IOException {
    process("12", "vde_switch\0--config\0lab\0");
    Path own = Files.createFile(Files.createDirectory(folder.resolve("own")).resolve("ctl"));
    Path other = Files.createFile(Files.createDirectory(folder.resolve("a")).resolve("other"));

    assertEquals(
        List.of(new LiveSwitch(OptionalLong.empty(), own.getParent(), Optional.empty())),
        find(new Listeners(Map.of("1", own, "2", other, "3", folder.resolve("gone/ctl")))));
  }

  @Test
  void whatListensAndHidesItsProcessIsUntold() throws IOException {
    process("12", "vde_switch\0-s\0/run/seen\0", "1");
    Listeners listeners =
        new Listeners(
            Map.of(
                "1", Path.of("/run/seen/ctl"), "2", Path.of("/run/lab/ctl"), "3", Path.of("/s")));

    assertEquals(List.of(Path.of("/run/lab")), LiveSwitches.find(proc, listeners, true).untold());
    assertEquals(List.of(), LiveSwitches.find(proc, listeners, false).untold());
  }

  @Test
  void withoutProcessesThereIsNone() {
    assertEquals(
        List.of(), LiveSwitches.find(proc.resolve("x"), new Listeners(Map.of()), true).all());
  }

  @Test
  void theNearestPathHasAlmostTheSameLastName() {
    List<Path> paths = List.of(Path.of("/run/vde.mgmt"), Path.of("/srv/lab.mgmt"));

    assertEquals(Optional.of(paths.get(1)), LiveSwitches.nearest(Path.of("/root/lab.mgtm"), paths));
    assertEquals(Optional.of(paths.get(0)), LiveSwitches.nearest(Path.of("/vde.mgmt"), paths));
    assertEquals(Optional.empty(), LiveSwitches.nearest(Path.of("/run/x"), paths));
  }

  private List<LiveSwitch> find(Listeners listeners) {
    return LiveSwitches.find(proc, listeners, false).all();
  }

  private static LiveSwitch live(long pid, String directory, String console) {
    return new LiveSwitch(OptionalLong.of(pid), Path.of(directory), Optional.of(Path.of(console)));
  }

  private void process(String pid, String words, String... inodes) throws IOException {
    Path process = Files.createDirectory(proc.resolve(pid));
    Files.writeString(process.resolve("cmdline"), words);
    Object uid = Files.getAttribute(proc, "unix:uid");
    Files.writeString(
        process.resolve("status"), "Name:\tvde_switch\nUid:\t%s\t%s\n".formatted(uid, uid));
    Path files = Files.createDirectory(process.resolve("fd"));
    Files.createSymbolicLink(files.resolve("0"), Path.of("pipe:[7]"));
    for (String inode : inodes) {
      Files.createSymbolicLink(files.resolve(inode), Path.of("socket:[" + inode + "]"));
    }
  }
}
