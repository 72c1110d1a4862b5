package io.vnetctl.bench;

import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;

/** A figure of a sample as results show it. */
enum Metric {
  DELIVERED("Delivered, thousand frames/s", "%.1f", true, s -> s.framesPerSecond() / 1e3),
  SWITCH_CPU(
      "CPU time of the switch per delivered frame, µs", "%.2f", true, Sample::switchCpuUsPerFrame),
  LATENCY_MEDIAN("Latency, median, µs", "%.1f", true, Sample::latencyMedianUs),
  LATENCY_P99("Latency, 99th percentile, µs", "%.1f", true, Sample::latencyP99Us),
  LOSS("Loss, % of frames sent", "%.2f", false, Sample::lossPercent),
  GENERATOR_BUSY("Load generator, % of a CPU", "%.0f", false, Sample::generatorBusyPercent),
  FOREIGN("Everything else on the machine, % of a CPU", "%.0f", false, Sample::foreignPercent),
  GENERATOR_CPU(
      "CPU time of the load generator per delivered frame, µs",
      "%.2f",
      false,
      Sample::generatorCpuUsPerFrame);

  private final String title;
  private final String format;
  private final boolean comparable;
  private final ToDoubleFunction<Sample> value;

  Metric(String title, String format, boolean comparable, ToDoubleFunction<Sample> value) {
    this.title = title;
    this.format = format;
    this.comparable = comparable;
    this.value = value;
  }

  String title() {
    return title;
  }

  /** Whether a ratio of two such figures says something. */
  boolean comparable() {
    return comparable;
  }

  double[] values(List<Sample> samples) {
    return samples.stream().mapToDouble(value).toArray();
  }

  String median(List<Sample> samples) {
    return number(Spread.of(values(samples)).median());
  }

  String spread(List<Sample> samples) {
    Spread spread = Spread.of(values(samples));
    return "%s (%s to %s)"
        .formatted(number(spread.median()), number(spread.min()), number(spread.max()));
  }

  String ratio(List<Sample> samples, List<Sample> references) {
    Spread ratio = Spread.ofRatios(values(samples), values(references));
    return String.format(
        Locale.ROOT, "%.2f (%.2f to %.2f)", ratio.median(), ratio.min(), ratio.max());
  }

  private String number(double figure) {
    return String.format(Locale.ROOT, format, figure);
  }
}
