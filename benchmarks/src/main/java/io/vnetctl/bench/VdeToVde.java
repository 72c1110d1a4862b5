package io.vnetctl.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Frames from one VDE port to another, through each switch in turns. */
final class VdeToVde {
  static final String NAME = "vde-to-vde";
  static final String TITLE = "VDE port to VDE port";

  private static final int WARM_UP_BYTES = 1514;
  private static final List<Load> WARM_UP = List.of(new Load(1), new Load(64), Load.FLOOD);

  private final Contender ours;
  private final Contender reference;
  private final Placement placement;
  private final Plan plan;
  private final Progress progress;

  VdeToVde(Contender ours, Contender reference, Placement placement, Plan plan, Progress progress) {
    this.ours = ours;
    this.reference = reference;
    this.placement = placement;
    this.plan = plan;
    this.progress = progress;
  }

  /** Runs the switches below {@code room}. */
  List<Outcome> run(Path room) throws IOException {
    try (VdeLine first = VdeLine.open(ours, placement, room.resolve("a"));
        VdeLine second = VdeLine.open(reference, placement, room.resolve("b"))) {
      Map<Contender, VdeLine> lines = new LinkedHashMap<>();
      lines.put(ours, first);
      lines.put(reference, second);
      for (Map.Entry<Contender, VdeLine> line : lines.entrySet()) {
        progress.say("warming up %s", line.getKey().name());
        warmUp(line.getValue());
      }
      List<Outcome> outcomes = new ArrayList<>();
      for (int frameBytes : plan.sizes()) {
        for (Load load : plan.loads()) {
          outcomes.add(measure(lines, frameBytes, load));
        }
      }
      return outcomes;
    }
  }

  private void warmUp(VdeLine line) throws IOException {
    try (LoadGenerator generator = line.generator(WARM_UP_BYTES)) {
      generator.prepare();
      for (Load load : WARM_UP) {
        generator.measure(load, line.cpuClock(), 0, plan.warmUpNs() / WARM_UP.size());
      }
    }
  }

  private Outcome measure(Map<Contender, VdeLine> lines, int frameBytes, Load load)
      throws IOException {
    Map<String, List<Sample>> samples = new LinkedHashMap<>();
    lines.keySet().forEach(contender -> samples.put(contender.name(), new ArrayList<>()));
    for (int round = 0; round < plan.rounds(); round++) {
      for (Map.Entry<Contender, VdeLine> line : lines.entrySet()) {
        try (LoadGenerator generator = line.getValue().generator(frameBytes)) {
          if (generator.prepare()) {
            samples
                .get(line.getKey().name())
                .add(
                    generator.measure(
                        load, line.getValue().cpuClock(), plan.rampNs(), plan.measuredNs()));
          }
        }
      }
    }
    Outcome outcome = new Outcome(frameBytes, load, samples);
    progress.say("%4d bytes, in flight %-5s  %s", frameBytes, load, summary(outcome));
    return outcome;
  }

  private String summary(Outcome outcome) {
    List<Sample> own = outcome.of(ours);
    List<Sample> other = outcome.of(reference);
    if (own.isEmpty() || other.isEmpty()) {
      return "no comparison: frames are cut by " + (own.isEmpty() ? ours.name() : reference.name());
    }
    return "%s k/s, ratio %s; CPU %s us, ratio %s"
        .formatted(
            Metric.DELIVERED.median(own),
            Metric.DELIVERED.ratio(own, other),
            Metric.SWITCH_CPU.median(own),
            Metric.SWITCH_CPU.ratio(own, other));
  }
}
