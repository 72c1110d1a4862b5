package io.vnetctl.bench;

import java.util.EnumSet;
import java.util.Set;
import java.util.function.ToDoubleFunction;

/** A figure of a sample of frames. */
enum Metric {
  DELIVERED(
      Quantity.compared("Delivered, thousand frames/s", "%.1f"), s -> s.framesPerSecond() / 1e3),
  SWITCH_CPU(
      Quantity.compared("CPU time of the switch per delivered frame, µs", "%.2f"),
      Sample::switchCpuUsPerFrame),
  LATENCY_MEDIAN(Quantity.compared("Latency, median, µs", "%.1f"), Sample::latencyMedianUs),
  LATENCY_P99(Quantity.compared("Latency, 99th percentile, µs", "%.1f"), Sample::latencyP99Us),
  LOSS(Quantity.told("Loss, % of frames sent", "%.2f"), Sample::lossPercent),
  GENERATOR_BUSY(Quantity.told("Load generator, % of a CPU", "%.0f"), Sample::generatorBusyPercent),
  FOREIGN(
      Quantity.told("Everything else on the machine, % of a CPU", "%.0f"), Sample::foreignPercent),
  GENERATOR_CPU(
      Quantity.compared("CPU time of the load generator per delivered frame, µs", "%.2f"),
      Sample::generatorCpuUsPerFrame);

  /** Those that say something about a switch. */
  static final Set<Metric> OF_SWITCH = EnumSet.range(DELIVERED, FOREIGN);

  private final Quantity quantity;
  private final ToDoubleFunction<Sample> value;

  Metric(Quantity quantity, ToDoubleFunction<Sample> value) {
    this.quantity = quantity;
    this.value = value;
  }

  Quantity quantity() {
    return quantity;
  }

  double of(Sample sample) {
    return value.applyAsDouble(sample);
  }
}
