package io.vnetctl.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Where figures stand along a line.
 *
 * @param logarithmic equal ratios are equally far apart; otherwise the line starts at 0
 */
record Axis(double from, double to, boolean logarithmic) {
  /** Above this ratio of the greatest to the least the small ones would not be seen. */
  private static final double MOST_LINEAR = 20;

  private static final double[] STEPS = {1, 2, 5};
  private static final int MOST_TICKS = 8;

  /** Has room for all figures from {@code least} to {@code greatest}. */
  static Axis covering(double least, double greatest) {
    if (least > 0 && greatest / least > MOST_LINEAR) {
      return new Axis(below(least), above(greatest), true);
    }
    return new Axis(0, greatest > 0 ? greatest : 1, false);
  }

  /** From 0 at the start of the line to 1 at its end. */
  double position(double figure) {
    return logarithmic
        ? Math.log(figure / from) / Math.log(to / from)
        : (figure - from) / (to - from);
  }

  List<Double> ticks() {
    List<Double> ticks = new ArrayList<>();
    if (logarithmic) {
      for (double decade = decade(from); decade <= to; decade *= 10) {
        for (double step : STEPS) {
          if (step * decade >= from * 0.999 && step * decade <= to * 1.001) {
            ticks.add(step * decade);
          }
        }
      }
      return ticks.size() <= MOST_TICKS
          ? ticks
          : ticks.stream().filter(tick -> isPowerOfTen(tick)).toList();
    }
    double step = step();
    for (int i = 0; i * step <= to * 1.001; i++) {
      ticks.add(i * step);
    }
    return ticks;
  }

  static String label(double tick) {
    return tick >= 1e3
        ? String.format(Locale.ROOT, "%,.0f", tick)
        : String.format(Locale.ROOT, "%.3f", tick).replaceAll("\\.?0+$", "");
  }

  private double step() {
    double decade = decade(to / MOST_TICKS);
    for (double step : STEPS) {
      if (to / (step * decade) <= MOST_TICKS) {
        return step * decade;
      }
    }
    return 10 * decade;
  }

  private static double below(double figure) {
    double decade = decade(figure);
    double found = decade;
    for (double step : STEPS) {
      found = step * decade <= figure ? step * decade : found;
    }
    return found;
  }

  private static double above(double figure) {
    double decade = decade(figure);
    for (double step : STEPS) {
      if (step * decade >= figure) {
        return step * decade;
      }
    }
    return 10 * decade;
  }

  private static double decade(double figure) {
    return Math.pow(10, Math.floor(Math.log10(figure) + 1e-9));
  }

  private static boolean isPowerOfTen(double tick) {
    return Math.abs(Math.log10(tick) - Math.rint(Math.log10(tick))) < 1e-6;
  }
}
