package io.vnetctl.vde;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * The names of data sockets that a listener has to remove with their clients. While a switch passes
 * from one process to another none is: if it goes wrong, the other still needs them. Switch thread,
 * but for the first {@link #own}.
 */
final class SocketNames {
  private final Consumer<String> log;
  private final List<Path> due = new ArrayList<>();
  private boolean owned;

  SocketNames(Consumer<String> log) {
    this.log = log;
  }

  /** From now on names are removed at once; those that are due are. */
  void own() {
    owned = true;
    due.forEach(this::delete);
    due.clear();
  }

  void remove(Path name) {
    if (owned) {
      delete(name);
    } else {
      due.add(name);
    }
  }

  private void delete(Path name) {
    try {
      Files.deleteIfExists(name);
    } catch (IOException e) {
      log.accept("cannot remove the data socket " + e.getMessage());
    }
  }
}
