package io.vnetctl.cli.doctor;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/**
 * How file systems are mounted (proc_pid_mountinfo(5)).
 *
 * @param lines of mountinfo, a later mount above an earlier one
 */
record MountOptions(List<String> lines) {
  private static final int MOUNT_POINT = 4;
  private static final int OPTIONS = 5;

  static MountOptions of(Surroundings host) {
    try {
      return new MountOptions(host.lines("/proc/self/mountinfo"));
    } catch (IOException hidden) {
      return new MountOptions(List.of());
    }
  }

  /** Whether no program or library on the file system of a path may be run. */
  boolean isNoexec(Path path) {
    String options = "";
    int longest = -1;
    for (String line : lines) {
      String[] fields = line.split(" ");
      if (fields.length > OPTIONS) {
        Path mountPoint = Path.of(fields[MOUNT_POINT].replace("\\040", " "));
        if (path.startsWith(mountPoint) && mountPoint.getNameCount() >= longest) {
          longest = mountPoint.getNameCount();
          options = fields[OPTIONS];
        }
      }
    }
    return List.of(options.split(",")).contains("noexec");
  }
}
