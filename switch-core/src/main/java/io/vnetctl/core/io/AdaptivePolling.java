package io.vnetctl.core.io;

import io.netty.channel.SelectStrategy;
import io.netty.util.IntSupplier;
import java.util.function.LongSupplier;

/**
 * How the loop waits: while traffic flows it asks for a short time before it sleeps. To wake a
 * sleeping thread costs about 30 µs on a virtual machine, more than ten frames.
 *
 * <p>Frames that are there already are no wait: a loop that has work enough would by polling only
 * take them in smaller bursts. It polls only after several waits in a row were short. A poll that
 * found nothing stops it, and each further one makes it wait for twice as many short waits, up to a
 * bound: steady traffic with gaps that are too long to poll through costs next to nothing, and an
 * idle switch sleeps.
 *
 * <p>For the thread of the loop.
 */
final class AdaptivePolling implements SelectStrategy {
  /** A sleep that ended within this counts as short: two wake-ups and a poll. */
  static final long SHORT_WAIT_NS = 150_000;

  static final int MIN_SHORT_WAITS = 4;
  static final int MAX_SHORT_WAITS = 256;

  private final LongSupplier nanoClock;
  private final long pollNs;
  private int neededShortWaits = MIN_SHORT_WAITS;
  private int shortWaits;
  private long sleptAt;
  private boolean slept;

  /**
   * Polls by a clock.
   *
   * @param pollNs how long a poll lasts at most; 0: there is none
   */
  AdaptivePolling(LongSupplier nanoClock, long pollNs) {
    this.nanoClock = nanoClock;
    this.pollNs = pollNs;
  }

  @Override
  public int calculateStrategy(IntSupplier selectNow, boolean hasTasks) throws Exception {
    if (hasTasks) {
      return selectNow.get();
    }
    if (pollNs == 0) {
      return SelectStrategy.SELECT;
    }
    int atOnce = selectNow.get();
    if (atOnce != 0) {
      shortWaits = 0;
      slept = false;
      return atOnce;
    }
    long now = nanoClock.getAsLong();
    if (slept) {
      shortWaits = now - sleptAt < SHORT_WAIT_NS ? shortWaits + 1 : 0;
      slept = false;
    }
    if (shortWaits >= neededShortWaits) {
      int ready = poll(selectNow, now + pollNs);
      if (ready != 0) {
        neededShortWaits = MIN_SHORT_WAITS;
        return ready;
      }
      shortWaits = 0;
      neededShortWaits = Math.min(2 * neededShortWaits, MAX_SHORT_WAITS);
      now = nanoClock.getAsLong();
    }
    slept = true;
    sleptAt = now;
    return SelectStrategy.SELECT;
  }

  private int poll(IntSupplier selectNow, long until) throws Exception {
    int ready = selectNow.get();
    while (ready == 0 && nanoClock.getAsLong() < until) {
      Thread.onSpinWait();
      ready = selectNow.get();
    }
    return ready;
  }
}
