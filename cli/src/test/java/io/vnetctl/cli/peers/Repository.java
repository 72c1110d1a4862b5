package io.vnetctl.cli.peers;

import java.nio.file.Files;
import java.nio.file.Path;

/** Where this project's own files are. */
public final class Repository {
  private Repository() {}

  /** A file of the project, named from its top folder. */
  public static Path file(String name) {
    Path folder = Path.of("").toAbsolutePath();
    while (!Files.exists(folder.resolve("build/guest-image.sh"))) {
      folder = folder.getParent();
      if (folder == null) {
        throw new IllegalStateException("run the tests inside the project's folder");
      }
    }
    return folder.resolve(name);
  }
}
