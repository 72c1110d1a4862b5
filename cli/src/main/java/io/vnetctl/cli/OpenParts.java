package io.vnetctl.cli;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.Consumer;

/** What a switch has opened, to be closed in the reverse order. One thread, not the switch's. */
final class OpenParts implements AutoCloseable {
  private final Consumer<String> log;
  private final Deque<AutoCloseable> opened = new ArrayDeque<>();

  OpenParts(Consumer<String> log) {
    this.log = log;
  }

  <T extends AutoCloseable> T keep(T part) {
    opened.push(part);
    return part;
  }

  /** Closes all, the last first; what fails is logged. */
  @Override
  public void close() {
    while (!opened.isEmpty()) {
      try {
        opened.pop().close();
      } catch (Exception e) {
        log.accept("while stopping: " + e.getMessage());
      }
    }
  }
}
