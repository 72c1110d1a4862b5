package io.vnetctl.cli.host;

import io.vnetctl.cli.settings.SwitchPaths;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The processes that are switches, by their command line (R57), of which the kernel keeps a copy. A
 * command line is what its process says of itself: only of a process that is the owner's, or
 * root's, does it count, and only where its paths mean the same files as here.
 */
final class SwitchProcesses {
  private static final String PROGRAM = "vde_switch";

  /** How the switch of this project looks until it has its title. */
  private static final String MAIN_CLASS = "io.vnetctl.cli.VdeSwitchMain";

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
    List<String> words = process.commandLine();
    SwitchPaths paths = files.paths();
    return isSwitch(words)
        && (words.contains(paths.qemuSock().toString())
            || words.contains(paths.qemuMgmt().toString()))
        && (process.isOf(files.ownerUid()) || process.isOf(0))
        && process.seesFilesOfThisProcess();
  }

  /** Whether a process is a switch, be it whose it may. */
  static boolean isSwitch(RunningProcess process) {
    return isSwitch(process.commandLine());
  }

  /** The TAP that a switch was started with. */
  static Optional<String> tap(RunningProcess process) {
    List<String> words = process.commandLine();
    for (int i = 0; i + 1 < words.size(); i++) {
      if (List.of("-t", "-tap", "--tap").contains(words.get(i))) {
        return Optional.of(words.get(i + 1));
      }
    }
    return Optional.empty();
  }

  /** The program itself, or what runs it: the shell of its launcher, and then Java. */
  private static boolean isSwitch(List<String> words) {
    if (words.isEmpty()) {
      return false;
    }
    String program = lastName(words.getFirst());
    return program.equals(PROGRAM)
        || program.equals("sh") && words.size() > 1 && lastName(words.get(1)).equals(PROGRAM)
        || program.equals("java") && words.contains(MAIN_CLASS);
  }

  private static String lastName(String path) {
    return path.substring(path.lastIndexOf('/') + 1);
  }
}
