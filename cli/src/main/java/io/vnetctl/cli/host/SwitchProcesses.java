package io.vnetctl.cli.host;

import io.vnetctl.cli.process.SwitchTitle;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * The processes that are switches, by their command line (R57), of which the kernel keeps a copy. A
 * command line is what its process says of itself: only of a process that is the owner's, or
 * root's, does it count, and only where its paths mean the same files as here.
 */
final class SwitchProcesses {
  private SwitchProcesses() {}

  /** Those that serve the control directory or the console of these files. */
  static List<RunningProcess> serving(SwitchFiles files) {
    try (Stream<Path> processes = Files.list(Path.of("/proc"))) {
      return processes
          .map(process -> process.getFileName().toString())
          .filter(name -> name.matches("[0-9]+"))
          .flatMap(name -> RunningProcess.of(Long.parseLong(name)).stream())
          .filter(process -> serves(process, files))
          .toList();
    } catch (IOException e) {
      return List.of();
    }
  }

  /** Whether a process is a switch that serves one of these paths, and may do so. */
  static boolean serves(RunningProcess process, SwitchFiles files) {
    SwitchTitle title = process.title();
    return title.isSwitch()
        && (title.names(files.paths().qemuSock()) || title.names(files.paths().qemuMgmt()))
        && (process.isOf(files.ownerUid()) || process.isOf(0))
        && process.seesFilesOfThisProcess();
  }

  /** Whether a process is a switch, be it whose it may. */
  static boolean isSwitch(RunningProcess process) {
    return process.title().isSwitch();
  }
}
