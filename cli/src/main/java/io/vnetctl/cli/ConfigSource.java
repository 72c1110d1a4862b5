package io.vnetctl.cli;

import java.io.IOException;
import java.nio.file.Path;

/** Where the text of a configuration file comes from. */
public interface ConfigSource {
  /**
   * The text.
   *
   * @param file absolute
   * @throws IOException if it cannot be had; why, in one line that does not name the file
   */
  String read(Path file) throws IOException;
}
