package io.vnetctl.bench;

import java.io.IOException;

/** Waiting where nothing can be waited for. */
final class Pause {
  private Pause() {}

  static void ms(long ms) throws IOException {
    try {
      Thread.sleep(ms);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    }
  }
}
