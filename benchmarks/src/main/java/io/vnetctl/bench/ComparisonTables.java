package io.vnetctl.bench;

import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/** Outcomes of two contenders as Markdown, a table for each metric. */
final class ComparisonTables {
  private static final Set<Metric> METRICS = EnumSet.range(Metric.DELIVERED, Metric.FOREIGN);

  private final Contender ours;
  private final Contender reference;

  ComparisonTables(Contender ours, Contender reference) {
    this.ours = ours;
    this.reference = reference;
  }

  String of(List<Outcome> outcomes) {
    StringBuilder out = new StringBuilder();
    for (Metric metric : METRICS) {
      out.append('\n').append(metric.title()).append(":\n\n");
      out.append("| bytes | in flight | %s | %s |".formatted(ours.name(), reference.name()));
      out.append(metric.comparable() ? " ratio |\n" : "\n");
      out.append("| ---: | ---: | ---: | ---: |");
      out.append(metric.comparable() ? " ---: |\n" : "\n");
      outcomes.forEach(outcome -> out.append(row(metric, outcome)));
    }
    return out.toString();
  }

  private String row(Metric metric, Outcome outcome) {
    List<Sample> own = outcome.of(ours);
    List<Sample> other = outcome.of(reference);
    String row =
        "| %d | %s | %s | %s |"
            .formatted(
                outcome.frameBytes(), outcome.load(), cell(metric, own), cell(metric, other));
    if (metric.comparable()) {
      boolean both = !own.isEmpty() && !other.isEmpty();
      row += " %s |".formatted(both ? metric.ratio(own, other) : "-");
    }
    return row + "\n";
  }

  private static String cell(Metric metric, List<Sample> samples) {
    return samples.isEmpty() ? "cut" : metric.spread(samples);
  }
}
