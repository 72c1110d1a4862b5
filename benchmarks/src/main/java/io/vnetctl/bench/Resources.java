package io.vnetctl.bench;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;

/** Things that are closed together, the last one first. */
final class Resources implements AutoCloseable {
  private final Deque<AutoCloseable> open = new ArrayDeque<>();

  /** Builds something out of resources. */
  interface Construction<T> {
    T build(Resources resources) throws IOException;
  }

  /** What is built must close its resources; when building fails they are closed here. */
  static <T> T build(Construction<T> construction) throws IOException {
    Resources resources = new Resources();
    try {
      return construction.build(resources);
    } catch (IOException | RuntimeException e) {
      try {
        resources.close();
      } catch (IOException closing) {
        e.addSuppressed(closing);
      }
      throw e;
    }
  }

  <T extends AutoCloseable> T add(T resource) {
    open.push(resource);
    return resource;
  }

  /** Closes all, also when one of them fails. */
  @Override
  public void close() throws IOException {
    IOException failure = null;
    while (!open.isEmpty()) {
      try {
        open.pop().close();
      } catch (Exception e) {
        if (failure == null) {
          failure = new IOException(e.getMessage(), e);
        }
      }
    }
    if (failure != null) {
      throw failure;
    }
  }
}
