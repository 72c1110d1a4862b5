package io.vnetctl.core.io;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.netty.channel.SelectStrategy;
import io.netty.util.IntSupplier;
import io.vnetctl.core.twin.HandClock;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

final class AdaptivePollingTest {
  private static final long SHORT_NS = AdaptivePolling.SHORT_WAIT_NS / 2;
  private static final long LONG_NS = 10 * AdaptivePolling.SHORT_WAIT_NS;
  private static final long LOOK_NS = 1_000;
  private static final long POLL_NS = 50_000;

  private final HandClock clock = new HandClock();
  private final AdaptivePolling polling = new AdaptivePolling(clock, POLL_NS);
  private int looks;

  @Test
  void sleepsWhileWaitsAreLong() throws Exception {
    for (int i = 0; i < 100; i++) {
      assertEquals(SelectStrategy.SELECT, waitFor(LONG_NS));
    }
    assertEquals(100, looks, "one before each sleep");
  }

  @Test
  void workThatIsThereAtOnceIsNoReasonToPoll() throws Exception {
    for (int i = 0; i < 100; i++) {
      waitFor(SHORT_NS);
      assertEquals(2, polling.calculateStrategy(() -> 2, false));
    }
    assertEquals(100, looks);
  }

  @Test
  void looksAtOnceWhenThereAreTasks() throws Exception {
    assertEquals(3, polling.calculateStrategy(() -> 3, true));
  }

  @Test
  void neverPollsWhenItIsOff() throws Exception {
    AdaptivePolling off = new AdaptivePolling(clock, 0);
    for (int i = 0; i < 100; i++) {
      assertEquals(
          SelectStrategy.SELECT,
          off.calculateStrategy(
              () -> {
                throw new AssertionError("looked");
              },
              false));
    }
    assertEquals(3, off.calculateStrategy(() -> 3, true));
  }

  @Test
  void pollsAfterSeveralShortWaits() throws Exception {
    for (int i = 0; i < AdaptivePolling.MIN_SHORT_WAITS; i++) {
      assertEquals(i, looks);
      waitFor(SHORT_NS);
    }
    assertEquals(1, polling.calculateStrategy(() -> 1, false));
  }

  @Test
  void pollsNoLongerThanItsLimitAndSleepsThen() throws Exception {
    learnToPoll();
    long before = clock.getAsLong();
    assertEquals(SelectStrategy.SELECT, polling.calculateStrategy(this::nothing, false));
    assertTrue(clock.getAsLong() - before <= POLL_NS + 2 * LOOK_NS);
  }

  @Test
  void pollsLessOftenTheMoreOftenItWasInVain() throws Exception {
    for (int i = 0; i < 10_000; i++) {
      waitFor(SHORT_NS);
    }
    int polls = (looks - 10_000) / (int) (POLL_NS / LOOK_NS);
    assertTrue(polls <= 10_000 / AdaptivePolling.MAX_SHORT_WAITS + 10, polls + " polls");
  }

  @Test
  void sleepsAgainOnceTrafficHasEnded() throws Exception {
    learnToPoll();
    polling.calculateStrategy(this::nothing, false);
    looks = 0;
    for (int i = 0; i < 100; i++) {
      waitFor(LONG_NS);
    }
    assertEquals(100, looks);
  }

  private void learnToPoll() throws Exception {
    for (int i = 0; i < AdaptivePolling.MIN_SHORT_WAITS; i++) {
      waitFor(SHORT_NS);
    }
  }

  /** One turn of a loop in which nothing is ready until the sleep has lasted some time. */
  private int waitFor(long sleepNs) throws Exception {
    IntSupplier nothing = this::nothing;
    int strategy = polling.calculateStrategy(nothing, false);
    clock.advance(sleepNs, TimeUnit.NANOSECONDS);
    return strategy;
  }

  private int nothing() {
    looks++;
    clock.advance(LOOK_NS, TimeUnit.NANOSECONDS);
    return 0;
  }
}
