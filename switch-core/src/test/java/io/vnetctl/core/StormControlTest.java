package io.vnetctl.core;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vnetctl.core.control.PortLimits;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StormControlTest {
  private static final long SECOND_NS = 1_000_000_000L;

  private final StormControl storm = new StormControl();

  private int admitted(int frames) {
    int admitted = 0;
    for (int i = 0; i < frames; i++) {
      admitted += storm.admits(1) ? 1 : 0;
    }
    return admitted;
  }

  @Test
  void admitsEverythingUnlessARateIsSet() {
    assertEquals(1_000, admitted(1_000));
    storm.setRate(5);
    storm.setRate(0);
    assertEquals(1_000, admitted(1_000));
  }

  @Test
  void admitsASecondsWorthAtOnceAndThenTheRate() {
    storm.setRate(100);
    assertEquals(100, admitted(1_000));
    storm.refill(SECOND_NS / 2);
    assertEquals(50, admitted(1_000));
    storm.refill(100 * SECOND_NS);
    assertEquals(100, admitted(1_000));
  }

  @ParameterizedTest
  @ValueSource(ints = {2, 3, 7, 1_000, 999_983, PortLimits.MAX_FLOODED_FRAMES})
  void losesNothingOfTheRateToRounding(int rate) {
    Random random = new Random(rate);
    storm.setRate(rate);
    assertTrue(storm.admits(rate));
    long now = 0;
    long admitted = 0;
    while (now < 10 * SECOND_NS) {
      now = Math.min(now + random.nextLong(SECOND_NS / 4), 10 * SECOND_NS);
      storm.refill(now);
      int whole = (int) (rate * (double) now / SECOND_NS - admitted - 1e-6);
      assertTrue(whole < 1 || storm.admits(whole));
      admitted += Math.max(whole, 0);
    }
    assertTrue(10L * rate - admitted <= 1, admitted + " of " + 10L * rate);
    admitted += storm.admits(1) ? 1 : 0;
    assertEquals(10L * rate, admitted);
  }

  @Test
  void superFramePassesWholeAndIsPaidBack() {
    storm.setRate(10);
    assertTrue(storm.admits(30));
    storm.refill(SECOND_NS);
    storm.refill(2 * SECOND_NS);
    assertFalse(storm.admits(1));
    storm.refill(3 * SECOND_NS);
    assertEquals(10, admitted(100));
  }

  @Test
  void clockMayStartAnywhere() {
    storm.setRate(10);
    storm.refill(Long.MAX_VALUE - SECOND_NS);
    assertEquals(10, admitted(100));
    storm.refill(Long.MAX_VALUE - SECOND_NS / 2);
    assertEquals(5, admitted(100));
  }
}
