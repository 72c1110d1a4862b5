package io.vnetctl.bench;

import java.util.concurrent.TimeUnit;

/**
 * How long the load generator works for a figure.
 *
 * @param warmUpMs load on each switch before the first measurement
 * @param rampMs load before each measured interval
 * @param measuredMs length of a measured interval
 */
record Pace(int warmUpMs, int rampMs, int measuredMs) {
  Pace half() {
    return new Pace(warmUpMs / 2, rampMs / 2, measuredMs / 2);
  }

  long warmUpNs() {
    return TimeUnit.MILLISECONDS.toNanos(warmUpMs);
  }

  long rampNs() {
    return TimeUnit.MILLISECONDS.toNanos(rampMs);
  }

  long measuredNs() {
    return TimeUnit.MILLISECONDS.toNanos(measuredMs);
  }
}
