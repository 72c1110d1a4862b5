package io.vnetctl.bench;

import java.util.Arrays;

/** The middle and the ends of repeated measurements. */
record Spread(double min, double median, double max) {
  /** Of at least one value; of an even number the median is the mean of the middle two. */
  static Spread of(double... values) {
    if (values.length == 0) {
      throw new IllegalArgumentException("no values");
    }
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    int upper = sorted.length / 2;
    int lower = (sorted.length - 1) / 2;
    return new Spread(sorted[0], (sorted[lower] + sorted[upper]) / 2, sorted[sorted.length - 1]);
  }

  /**
   * The ratios of values measured in the same round: what the machine did to a whole round falls
   * out.
   */
  static Spread ofRatios(double[] values, double[] references) {
    if (values.length != references.length) {
      throw new IllegalArgumentException(
          "%d values, %d references".formatted(values.length, references.length));
    }
    double[] ratios = new double[values.length];
    for (int i = 0; i < ratios.length; i++) {
      ratios[i] = values[i] / references[i];
    }
    return of(ratios);
  }
}
