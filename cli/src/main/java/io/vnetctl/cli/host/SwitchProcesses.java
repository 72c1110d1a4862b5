package io.vnetctl.cli.host;

import io.vnetctl.cli.settings.SwitchPaths;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The processes that are switches, by their command line (R57), of which the kernel keeps a copy.
 */
final class SwitchProcesses {
  private static final String PROGRAM = "vde_switch";

  /** How the switch of this project looks until it has its title. */
  private static final String MAIN_CLASS = "io.vnetctl.cli.VdeSwitchMain";

  private SwitchProcesses() {}

  /** Those that serve the control directory or the console of these paths. */
  static List<RunningProcess> serving(SwitchPaths paths) {
    try (Stream<Path> processes = Files.list(Path.of("/proc"))) {
      return processes
          .map(process -> process.getFileName().toString())
          .filter(name -> name.matches("[0-9]+"))
          .flatMap(name -> RunningProcess.of(Long.parseLong(name)).stream())
          .filter(process -> serves(process, paths))
          .toList();
    } catch (IOException e) {
      return List.of();
    }
  }

  /** Whether a process is a switch that serves one of these paths. */
  static boolean serves(RunningProcess process, SwitchPaths paths) {
    List<String> words = process.commandLine();
    return isSwitch(words)
        && (words.contains(paths.qemuSock().toString())
            || words.contains(paths.qemuMgmt().toString()));
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

  private static boolean isSwitch(List<String> words) {
    return words.stream()
        .anyMatch(
            word ->
                word.equals(MAIN_CLASS) || word.equals(PROGRAM) || word.endsWith("/" + PROGRAM));
  }
}
