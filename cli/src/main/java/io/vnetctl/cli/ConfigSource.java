package io.vnetctl.cli;

import java.io.IOException;
import java.nio.file.Path;

/** Where the text of a configuration file comes from. */
public interface ConfigSource {
  /**
   * The text.
   *
   * @param file absolute
   * @throws IOException in one line, if it cannot be had
   */
  String read(Path file) throws IOException;
}
