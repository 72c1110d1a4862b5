package io.vnetctl.cli.query;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The UNIX streams that programs of this network namespace listen on (/proc/net/unix, see proc(5)),
 * but those whose path says nothing without a working directory.
 *
 * @param paths as they were bound, by inode
 */
record Listeners(Map<String, Path> paths) {
  /** Flags (__SO_ACCEPTCON) and type (SOCK_STREAM) of one that accepts connections. */
  private static final String ACCEPTS = " 00010000 0001 ";

  /** Name of the socket in a control directory where clients register. */
  static final Path CTL = Path.of("ctl");

  /** Those of now; none if the kernel does not tell. */
  static Listeners now() {
    try {
      return parse(
          new String(Files.readAllBytes(Path.of("/proc/self/net/unix")), StandardCharsets.UTF_8));
    } catch (IOException hidden) {
      return new Listeners(Map.of());
    }
  }

  static Listeners parse(String table) {
    Map<String, Path> paths = new LinkedHashMap<>();
    int at = table.indexOf(ACCEPTS);
    while (at >= 0) {
      int end = table.indexOf('\n', at);
      String line =
          table.substring(at + ACCEPTS.length(), end < 0 ? table.length() : end).stripLeading();
      // behind them are state and inode, which may be padded, then the path, which may have blanks
      String inodeAndPath = line.substring(line.indexOf(' ') + 1).stripLeading();
      int path = inodeAndPath.indexOf(' ') + 1;
      if (path > 0 && inodeAndPath.startsWith("/", path)) {
        paths.put(inodeAndPath.substring(0, path - 1), Path.of(inodeAndPath.substring(path)));
      }
      at = end < 0 ? -1 : table.indexOf(ACCEPTS, end);
    }
    return new Listeners(paths);
  }

  /** Whether there are such that look like those of a switch, elsewhere than in a folder. */
  boolean hasControlSocketOutside(Path folder) {
    for (Path path : paths.values()) {
      if (path.endsWith(CTL) && !folder.equals(path.getParent().getParent())) {
        return true;
      }
    }
    return false;
  }
}
