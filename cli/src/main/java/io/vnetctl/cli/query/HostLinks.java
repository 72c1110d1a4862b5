package io.vnetctl.cli.query;

import io.vnetctl.cli.call.CallException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;

/** The network interfaces of this process's network namespace, by name, from /proc/net/dev. */
final class HostLinks {
  private static final Path TABLE = Path.of("/proc/self/net/dev");
  private static final int HEADING_LINES = 2;

  private HostLinks() {}

  static Set<String> names() throws CallException {
    try {
      return parse(Files.readString(TABLE, StandardCharsets.ISO_8859_1));
    } catch (IOException e) {
      throw CallException.missing(
          TABLE + " cannot be read (" + e.getMessage() + "); mount proc at /proc", e);
    }
  }

  /** A name ends at a colon that a blank or a number follows; it may contain colons itself. */
  static Set<String> parse(String table) {
    Set<String> names = new TreeSet<>();
    String[] lines = table.split("\n");
    for (int i = HEADING_LINES; i < lines.length; i++) {
      int colon = lines[i].lastIndexOf(':');
      if (colon > 0) {
        names.add(lines[i].substring(0, colon).strip());
      }
    }
    return names;
  }
}
