package io.vnetctl.core.twin;

import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/** A monotonic clock in nanoseconds that moves only when told to. */
public final class HandClock implements LongSupplier {
  private long nowNs;

  /** Lets time pass; amounts of several calls add up. */
  public void advance(long amount, TimeUnit unit) {
    nowNs += unit.toNanos(amount);
  }

  @Override
  public long getAsLong() {
    return nowNs;
  }
}
