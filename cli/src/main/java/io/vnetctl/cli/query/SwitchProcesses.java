package io.vnetctl.cli.query;

import io.vnetctl.cli.process.SwitchTitle;
import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;

/** The processes of switches on this host, known by their command line (spec vnetctl, R57). */
final class SwitchProcesses {
  private SwitchProcesses() {}

  /**
   * How many there are; what cannot be read does not count.
   *
   * @param proc where procfs is mounted
   */
  static int count(Path proc) {
    int count = 0;
    try (DirectoryStream<Path> processes = Files.newDirectoryStream(proc, "[0-9]*")) {
      for (Path process : processes) {
        count += isSwitch(process) ? 1 : 0;
      }
    } catch (IOException | DirectoryIteratorException hidden) {
      return count;
    }
    return count;
  }

  private static boolean isSwitch(Path process) {
    try {
      return SwitchTitle.parse(Files.readAllBytes(process.resolve("cmdline"))).isSwitch();
    } catch (IOException gone) {
      return false;
    }
  }
}
