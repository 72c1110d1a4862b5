package io.vnetctl.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

class LatencyHistogramTest {
  private final LatencyHistogram histogram = new LatencyHistogram();

  @Test
  void hasNoLatencyBeforeFirstRecord() {
    assertEquals(0, histogram.percentileNs(50));
  }

  @Test
  void isExactBelow64Ns() {
    for (int ns = 1; ns <= 60; ns++) {
      histogram.record(ns);
    }
    assertEquals(30, histogram.percentileNs(50));
    assertEquals(60, histogram.percentileNs(99));
    assertEquals(60, histogram.percentileNs(100));
  }

  @Test
  void staysWithinOnePointSixPercentOfSortedTimes() {
    Random random = new Random(1);
    long[] times = random.longs(10_000, 0, 34).map(bits -> random.nextLong(1L << bits)).toArray();
    for (long ns : times) {
      histogram.record(ns);
    }
    Arrays.sort(times);
    for (int percent = 1; percent <= 100; percent++) {
      long expected = times[percent * times.length / 100 - 1];
      assertEquals(expected, histogram.percentileNs(percent), expected * 0.016);
    }
  }

  @Test
  void keepsTimesOutOfRangeAtItsEnds() {
    histogram.record(-5);
    assertEquals(0, histogram.percentileNs(100));
    histogram.record(Long.MAX_VALUE);
    assertEquals(1L << 40, histogram.percentileNs(100), 1L << 34);
  }

  @Test
  void forgetsWhenCleared() {
    histogram.record(1_000_000);
    histogram.clear();
    histogram.record(7);
    assertEquals(7, histogram.percentileNs(99));
  }
}
