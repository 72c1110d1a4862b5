package io.vnetctl.bench;

import java.util.Locale;

/**
 * Something that is measured.
 *
 * @param title what, and its unit
 * @param format of a figure, as {@link String#format} takes it
 * @param comparable whether a ratio of two such figures says something
 * @param plotted whether the plot shows it
 */
record Quantity(String title, String format, boolean comparable, boolean plotted) {
  /** One that is compared and plotted. */
  static Quantity compared(String title, String format) {
    return new Quantity(title, format, true, true);
  }

  /** One that is only told. */
  static Quantity told(String title, String format) {
    return new Quantity(title, format, false, false);
  }

  String number(double figure) {
    return String.format(Locale.ROOT, format, figure);
  }

  /** Median and ends. */
  String text(Spread spread) {
    return "%s (%s to %s)"
        .formatted(number(spread.median()), number(spread.min()), number(spread.max()));
  }
}
