package io.vnetctl.bench;

import java.util.Locale;
import java.util.Optional;

/**
 * What was asked for beside what was measured.
 *
 * @param what a figure, or a ratio to another
 * @param bound the limit in words
 * @param measured median and ends in words, or why there is none
 * @param reached whether the median keeps the limit; empty when nothing was measured
 */
record Goal(String what, String bound, String measured, Optional<Boolean> reached) {
  static final String TIMES = " times";

  private static final String NOT_MEASURED = "not measured";

  /** {@code unit} follows the figures, such as " times" or " MB". */
  static Goal atMost(String what, Optional<Spread> measured, double limit, String unit) {
    return new Goal(
        what,
        "at most " + number(limit) + unit,
        text(measured, unit),
        measured.map(spread -> spread.median() <= limit));
  }

  /** {@code unit} follows the figures, such as " times" or " MB". */
  static Goal atLeast(String what, Optional<Spread> measured, double limit, String unit) {
    return new Goal(
        what,
        "at least " + number(limit) + unit,
        text(measured, unit),
        measured.map(spread -> spread.median() >= limit));
  }

  String verdict() {
    return reached.map(yes -> yes ? "reached" : "**not reached**").orElse("-");
  }

  private static String text(Optional<Spread> measured, String unit) {
    return measured
        .map(
            spread ->
                "%s (%s to %s)%s"
                    .formatted(
                        number(spread.median()), number(spread.min()), number(spread.max()), unit))
        .orElse(NOT_MEASURED);
  }

  private static String number(double value) {
    return String.format(Locale.ROOT, value == Math.rint(value) ? "%.0f" : "%.2f", value);
  }
}
