package io.vnetctl.bench;

import java.io.PrintStream;
import java.util.List;
import java.util.Locale;

/** Tells what goes on while it goes on. */
final class Progress {
  private final PrintStream out;
  private final long startNs = System.nanoTime();

  Progress(PrintStream out) {
    this.out = out;
  }

  void say(String format, Object... arguments) {
    out.printf(Locale.ROOT, "%4d s  ", (System.nanoTime() - startNs) / 1_000_000_000L);
    out.printf(Locale.ROOT, format, arguments);
    out.println();
  }

  /** What came of frames in a row. */
  void frames(Comparison comparison, List<String> row) {
    say("%s", comparison.summary(row, Metric.DELIVERED.quantity(), Metric.SWITCH_CPU.quantity()));
  }
}
