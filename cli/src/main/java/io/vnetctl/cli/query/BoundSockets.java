package io.vnetctl.cli.query;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;

/**
 * The names of the UNIX sockets that are open in this network namespace (/proc/net/unix, see
 * proc(5)). A socket that is not among them may still be open in another namespace.
 *
 * @param paths as they were bound, absolute or not
 */
record BoundSockets(Set<String> paths) {
  /** The seventh column is the inode, the last one before the path. */
  private static final int COLUMNS_BEFORE_PATH = 7;

  /** Those of now; none if the kernel does not tell. */
  static BoundSockets now() {
    try {
      return parse(
          new String(Files.readAllBytes(Path.of("/proc/self/net/unix")), StandardCharsets.UTF_8));
    } catch (IOException hidden) {
      return new BoundSockets(Set.of());
    }
  }

  static BoundSockets parse(String table) {
    Set<String> paths = new HashSet<>();
    int start = 0;
    while (start < table.length()) {
      int end = table.indexOf('\n', start);
      end = end < 0 ? table.length() : end;
      int path = pathIn(table, start, end);
      if (path < end && table.charAt(path) != '@') {
        paths.add(table.substring(path, end));
      }
      start = end + 1;
    }
    return new BoundSockets(paths);
  }

  /** Columns are padded with blanks; a path may contain them. */
  private static int pathIn(String table, int start, int end) {
    int at = start;
    for (int column = 0; column < COLUMNS_BEFORE_PATH; column++) {
      while (at < end && table.charAt(at) == ' ') {
        at++;
      }
      while (at < end && table.charAt(at) != ' ') {
        at++;
      }
    }
    return Math.min(at + 1, end);
  }

  boolean contains(Path socket) {
    return paths.contains(socket.toString());
  }
}
