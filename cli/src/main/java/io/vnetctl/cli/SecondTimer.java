package io.vnetctl.cli;

import io.vnetctl.core.Switch;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** Ticks on the switch thread, where it is started and stopped, too. */
final class SecondTimer implements Switch.Timer {
  private final ScheduledExecutorService loop;
  private final Runnable tick;
  private Future<?> ticking;

  SecondTimer(ScheduledExecutorService loop, Runnable tick) {
    this.loop = loop;
    this.tick = tick;
  }

  @Override
  public void start() {
    if (ticking == null) {
      ticking = loop.scheduleAtFixedRate(tick, 1, 1, TimeUnit.SECONDS);
    }
  }

  @Override
  public void stop() {
    if (ticking != null) {
      ticking.cancel(false);
      ticking = null;
    }
  }
}
