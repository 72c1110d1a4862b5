package io.vnetctl.bench;

import java.io.IOException;
import java.util.List;

/**
 * What the load generator reaches on a bare socket pair, without any switch: the most it can show,
 * and the floor of what a frame costs that is sent and received once.
 */
final class Ceiling implements Benchmark {
  static final String CONTENDER = "socket pair";

  private static final Load BURST = new Load(64);

  @Override
  public Findings run(Setting setting) throws IOException {
    Plan plan = setting.plan();
    Comparison comparison = new Comparison(List.of("bytes"), List.of(CONTENDER));
    try (BareLine line = BareLine.open()) {
      for (int frameBytes : plan.cases().sizes()) {
        List<String> row = List.of(Integer.toString(frameBytes));
        try (LoadGenerator generator = line.generator(frameBytes)) {
          generator.measure(
              BURST, line.cpuClock(), 0, plan.pace().warmUpNs() / plan.cases().sizes().size());
          for (int round = 0; round < plan.rounds(); round++) {
            Sample sample = generator.measure(BURST, line.cpuClock(), plan.pace());
            for (Metric metric : List.of(Metric.DELIVERED, Metric.GENERATOR_CPU)) {
              comparison.add(metric.quantity(), row, CONTENDER, metric.of(sample));
            }
          }
        }
        setting
            .progress()
            .say(
                "%s",
                comparison.summary(
                    row, Metric.DELIVERED.quantity(), Metric.GENERATOR_CPU.quantity()));
      }
    }
    return new Findings(
        comparison,
        List.of(
            "sendmmsg and recvmmsg of up to %s frames in one thread, alone on a CPU"
                .formatted(BURST)),
        List.of());
  }
}
