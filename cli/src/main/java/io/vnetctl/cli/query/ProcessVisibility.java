package io.vnetctl.cli.query;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

/**
 * Whether procfs shows this process those of other users: not where it is mounted with {@code
 * hidepid} (proc(5)).
 */
final class ProcessVisibility {
  private static final int MOUNT_POINT = 4;
  private static final String SHOWS_ALL = "hidepid=off";

  /** The same, as kernels before 5.8 write it. */
  private static final String SHOWS_ALL_BY_NUMBER = "hidepid=0";

  private static final String GROUP = "gid=";

  /** Bit of CapEff: sees every process (capabilities(7)). */
  private static final int CAP_SYS_PTRACE = 19;

  private ProcessVisibility() {}

  /** Whether some processes are hidden from this one. */
  static boolean isLimited() {
    try {
      return isLimited(read("/proc/self/mountinfo"), read("/proc/self/status"));
    } catch (IOException withoutProc) {
      return true;
    }
  }

  /**
   * Whether some are hidden from a process.
   *
   * @param mountinfo its mounts (proc_pid_mountinfo(5))
   * @param status its groups and capabilities (proc_pid_status(5))
   */
  static boolean isLimited(String mountinfo, String status) {
    List<String> options = optionsOfProc(mountinfo);
    boolean hides =
        options.stream()
            .anyMatch(
                option ->
                    option.startsWith("hidepid=")
                        && !option.equals(SHOWS_ALL)
                        && !option.equals(SHOWS_ALL_BY_NUMBER));
    if (!hides) {
      return false;
    }
    long capabilities = Long.parseUnsignedLong(fields(status, "CapEff:").getFirst(), 16);
    if ((capabilities >>> CAP_SYS_PTRACE & 1) != 0) {
      return false;
    }
    return options.stream()
        .filter(option -> option.startsWith(GROUP))
        .map(option -> option.substring(GROUP.length()))
        .noneMatch(
            group ->
                fields(status, "Groups:").contains(group)
                    || fields(status, "Gid:").getLast().equals(group));
  }

  /** Of the uppermost mount at /proc: those of the file system are the last field. */
  private static List<String> optionsOfProc(String mountinfo) {
    return mountinfo
        .lines()
        .filter(line -> line.split(" ")[MOUNT_POINT].equals("/proc"))
        .reduce((lower, upper) -> upper)
        .map(line -> List.of(line.substring(line.lastIndexOf(' ') + 1).split(",")))
        .orElse(List.of());
  }

  private static List<String> fields(String status, String key) {
    return status
        .lines()
        .filter(line -> line.startsWith(key))
        .findFirst()
        .map(line -> Arrays.asList(line.substring(key.length()).strip().split("\\s+")))
        .orElse(List.of("0"));
  }

  private static String read(String file) throws IOException {
    return Files.readString(Path.of(file), StandardCharsets.ISO_8859_1);
  }
}
