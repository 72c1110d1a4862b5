package io.vnetctl.cli.query;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * A switch that runs on this host, as far as the caller may know.
 *
 * @param pid its process; empty if it cannot be told which one it is
 * @param directory its control directory
 * @param console its console; empty if it has none, or that cannot be told
 */
public record LiveSwitch(OptionalLong pid, Path directory, Optional<Path> console) {
  /** Whether this is its control directory, by whatever name. */
  boolean isAt(Path path) {
    return directory.equals(path) || real(directory).equals(real(path));
  }

  private static Path real(Path path) {
    try {
      return path.toRealPath();
    } catch (IOException hidden) {
      return path;
    }
  }
}
