package io.vnetctl.cli.query;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class SwitchProcessesTest {
  @Test
  void r99_countsProgramsOfThatNameAndNotThoseThatMentionIt(@TempDir Path proc) throws IOException {
    process(proc, "12", "/usr/bin/vde_switch\0-d\0-t\0tap0\0");
    process(proc, "34", "vde_switch -t tap1");
    process(proc, "56", "grep\0vde_switch\0");
    process(proc, "self", "vde_switch\0");
    Files.createDirectory(proc.resolve("78"));

    assertEquals(2, SwitchProcesses.count(proc));
    assertEquals(0, SwitchProcesses.count(proc.resolve("absent")));
  }

  private static void process(Path proc, String pid, String words) throws IOException {
    Files.writeString(Files.createDirectory(proc.resolve(pid)).resolve("cmdline"), words);
  }
}
