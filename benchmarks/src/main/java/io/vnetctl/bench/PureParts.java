package io.vnetctl.bench;

import io.vnetctl.core.AddressTableBenchmark;
import io.vnetctl.core.ForwardingBenchmark;
import io.vnetctl.core.offload.OffloadBenchmark;
import io.vnetctl.vde.client.ConsoleDecoderBenchmark;
import io.vnetctl.vde.wire.PortRequestBenchmark;
import java.io.IOException;
import java.util.List;

/** The parts of the switch that need nothing of the system, by JMH. */
final class PureParts implements Benchmark {
  private static final List<Class<?>> CLASSES =
      List.of(
          AddressTableBenchmark.class,
          ForwardingBenchmark.class,
          OffloadBenchmark.class,
          PortRequestBenchmark.class,
          ConsoleDecoderBenchmark.class);
  private static final String OURS = "vnetctl";

  /** JMH shows a few hundredths at most where nothing is allocated. */
  private static final double NOTHING = 0.05;

  @Override
  public Findings run(Setting setting) throws IOException {
    Comparison comparison = new Comparison(List.of("part", "of"), List.of(OURS));
    new JmhRounds(setting, CLASSES)
        .run(
            (benchmark, parameters, ns, bytes) -> {
              List<String> row = List.of(benchmark, parameters);
              comparison.add(JmhRounds.TIME, row, OURS, ns);
              comparison.add(JmhRounds.ALLOCATED, row, OURS, bytes);
            });
    comparison
        .rows(JmhRounds.TIME)
        .forEach(
            row ->
                setting
                    .progress()
                    .say("%s", comparison.summary(row, JmhRounds.TIME, JmhRounds.ALLOCATED)));
    return new Findings(
        comparison,
        List.of(
            "JMH with -prof gc, each in a JVM of its own in every round",
            "forwarding: bursts of 64 frames of 1514 bytes through a switch whose devices are memory"),
        comparison.rows(JmhRounds.ALLOCATED).stream()
            .filter(row -> row.getFirst().startsWith("Forwarding"))
            .map(
                row ->
                    Goal.atMost(
                        "Allocated per forwarded frame, %s (0.05 is what JMH can tell)"
                            .formatted(row.getLast()),
                        comparison.spread(JmhRounds.ALLOCATED, row, OURS),
                        NOTHING,
                        " bytes"))
            .toList());
  }
}
