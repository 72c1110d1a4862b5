package io.vnetctl.cli.peers;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/** Waits for something that another process brings about, looking every few milliseconds. */
public final class Eventually {
  public static final Duration PATIENCE = Duration.ofSeconds(20);
  private static final long PAUSE_NS = TimeUnit.MILLISECONDS.toNanos(3);

  private Eventually() {}

  /** Waits until {@code condition} holds; fails with {@code otherwise} when it does not in time. */
  public static void await(BooleanSupplier condition, Supplier<String> otherwise) {
    if (!within(PATIENCE, condition)) {
      throw new AssertionError("waited " + PATIENCE.toSeconds() + " s: " + otherwise.get());
    }
  }

  /** Whether {@code condition} comes to hold before {@code limit} has passed. */
  public static boolean within(Duration limit, BooleanSupplier condition) {
    long end = System.nanoTime() + limit.toNanos();
    while (!condition.getAsBoolean()) {
      if (System.nanoTime() - end >= 0) {
        return false;
      }
      LockSupport.parkNanos(PAUSE_NS);
    }
    return true;
  }
}
