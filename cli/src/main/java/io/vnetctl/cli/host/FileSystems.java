package io.vnetctl.cli.host;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The mounted file systems (proc_pid_mountinfo(5)): which of them go away with the network.
 *
 * @param mountInfo lines of mountinfo, a later mount above an earlier one
 */
record FileSystems(List<String> mountInfo) {
  /** Kinds that need the network. */
  private static final Set<String> NETWORK =
      Set.of(
          "nfs",
          "nfs4",
          "cifs",
          "smb3",
          "smbfs",
          "ncpfs",
          "afs",
          "auristorfs",
          "ceph",
          "coda",
          "glusterfs",
          "lustre",
          "beegfs",
          "ocfs2",
          "gfs2",
          "9p",
          "fuse.sshfs",
          "fuse.glusterfs",
          "fuse.ceph",
          "fuse.davfs",
          "davfs",
          "fuse.s3fs",
          "fuse.rclone");

  // fields of a line, counted from 0
  private static final int MOUNT_POINT = 4;

  /** Those of this process. */
  static FileSystems ofThisProcess() {
    try {
      return new FileSystems(
          Files.readAllLines(Path.of("/proc/self/mountinfo"), StandardCharsets.UTF_8));
    } catch (IOException e) {
      return new FileSystems(List.of());
    }
  }

  /** The kind of the file system that a path lies on, if it needs the network. */
  Optional<String> networkKind(Path path) {
    Path real = realPath(path);
    String kind = "";
    int longest = -1;
    for (String line : mountInfo) {
      int separator = line.indexOf(" - ");
      String[] fields = line.split(" ");
      if (separator < 0 || fields.length <= MOUNT_POINT) {
        continue;
      }
      Path mountPoint = Path.of(unescape(fields[MOUNT_POINT]));
      if (real.startsWith(mountPoint) && mountPoint.getNameCount() >= longest) {
        longest = mountPoint.getNameCount();
        kind = line.substring(separator + 3).split(" ")[0];
      }
    }
    return NETWORK.contains(kind) ? Optional.of(kind) : Optional.empty();
  }

  private static Path realPath(Path path) {
    try {
      return path.toRealPath();
    } catch (IOException absent) {
      return path.toAbsolutePath().normalize();
    }
  }

  /** Blanks and backslashes stand as three octal digits. */
  private static String unescape(String field) {
    return field
        .replace("\\040", " ")
        .replace("\\011", "\t")
        .replace("\\012", "\n")
        .replace("\\134", "\\");
  }
}
