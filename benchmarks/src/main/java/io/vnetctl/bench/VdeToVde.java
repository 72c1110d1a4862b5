package io.vnetctl.bench;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Frames from one VDE port to another, through each switch in turns, and past any switch. */
final class VdeToVde implements Benchmark {
  private static final String FLOOR = "floor";

  /** Least window at which the floor is measured: as large as a burst can be. */
  private static final int FLOOR_WINDOW = 64;

  private static final int GOAL_BYTES = 1514;
  private static final Load ONE = new Load(1);
  private static final Load FEW = new Load(8);
  private static final Load BURST = new Load(64);
  private static final Load MANY = new Load(200);

  @Override
  public Findings run(Setting setting) throws IOException {
    Plan plan = setting.plan();
    Contender ours = setting.ours();
    Contender reference = setting.reference();
    try (Line first = VdeLine.open(ours, setting.placement(), setting.room().resolve("a"));
        Line second = VdeLine.open(reference, setting.placement(), setting.room().resolve("b"));
        Line bare = BareLine.open()) {
      Map<String, Line> lines = new LinkedHashMap<>();
      lines.put(ours.name(), first);
      lines.put(reference.name(), second);
      lines.put(FLOOR, bare);
      new WarmUp(plan, setting.progress()).run(lines);
      Comparison comparison =
          new Comparison(List.of("bytes", "in flight"), List.copyOf(lines.keySet()));
      for (int frameBytes : plan.cases().sizes()) {
        for (Load load : plan.cases().loads()) {
          for (int round = 0; round < plan.rounds(); round++) {
            measure(plan, comparison, lines, frameBytes, load);
          }
          setting.progress().frames(comparison, row(frameBytes, load));
        }
      }
      return new Findings(
          comparison,
          setting.notes(
              "-: the switch cuts frames of this size",
              "%s: the load generator on a bare socket pair, up to %d frames a call, same rounds"
                  .formatted(FLOOR, FLOOR_WINDOW)),
          goals(comparison, ours.name(), reference.name()));
    }
  }

  private static List<String> row(int frameBytes, Load load) {
    return List.of(Integer.toString(frameBytes), load.toString());
  }

  private static void measure(
      Plan plan, Comparison comparison, Map<String, Line> lines, int frameBytes, Load load)
      throws IOException {
    for (Map.Entry<String, Line> line : lines.entrySet()) {
      boolean floor = line.getKey().equals(FLOOR);
      if (floor && (load.window() < FLOOR_WINDOW || load.equals(Load.FLOOD))) {
        continue;
      }
      List<String> row = row(frameBytes, load);
      try (LoadGenerator generator = line.getValue().generator(frameBytes)) {
        if (!generator.prepare()) {
          continue;
        }
        CpuClock clock = line.getValue().cpuClock();
        Sample sample = generator.measure(floor ? BURST : load, clock, plan.pace());
        if (floor) {
          Quantity cpu = Metric.SWITCH_CPU.quantity();
          comparison.add(cpu, row, FLOOR, Metric.GENERATOR_CPU.of(sample));
        } else {
          comparison.add(row, line.getKey(), sample);
        }
      }
    }
  }

  private static List<Goal> goals(Comparison comparison, String ours, String reference) {
    Quantity cpu = Metric.SWITCH_CPU.quantity();
    List<Goal> goals = new ArrayList<>();
    for (Load load : List.of(BURST, MANY)) {
      List<String> row = row(GOAL_BYTES, load);
      String what =
          "VDE to VDE, %d bytes, %s in flight: CPU per frame to ".formatted(GOAL_BYTES, load);
      goals.add(
          Goal.atMost(
              what + reference, comparison.ratio(cpu, row, ours, reference), 0.55, Goal.TIMES));
      goals.add(
          Goal.atMost(what + FLOOR, comparison.ratio(cpu, row, ours, FLOOR), 1.3, Goal.TIMES));
    }
    goals.add(rate(comparison, ours, reference, MANY, 1.5));
    goals.add(rate(comparison, ours, reference, FEW, 1.1));
    goals.add(
        Goal.atMost(
            "VDE to VDE, %d bytes, 1 in flight: median latency to %s"
                .formatted(GOAL_BYTES, reference),
            comparison.ratio(
                Metric.LATENCY_MEDIAN.quantity(), row(GOAL_BYTES, ONE), ours, reference),
            0.4,
            Goal.TIMES));
    goals.add(rate(comparison, ours, reference, Load.FLOOD, 1.5));
    goals.add(
        Goal.atMost(
            "VDE to VDE, %d bytes, flood: frames lost".formatted(GOAL_BYTES),
            comparison.spread(Metric.LOSS.quantity(), row(GOAL_BYTES, Load.FLOOD), ours),
            0,
            " %"));
    return goals;
  }

  private static Goal rate(
      Comparison comparison, String ours, String reference, Load load, double limit) {
    return Goal.atLeast(
        "VDE to VDE, %d bytes, %s: frames/s to %s"
            .formatted(GOAL_BYTES, load.equals(Load.FLOOD) ? load : load + " in flight", reference),
        comparison.ratio(Metric.DELIVERED.quantity(), row(GOAL_BYTES, load), ours, reference),
        limit,
        Goal.TIMES);
  }
}
