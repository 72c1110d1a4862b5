package io.vnetctl.bench;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The same frames with many ports attached: to one of them, and broadcast to all.
 *
 * <p>All sizes under all loads at all numbers of ports would take a quarter of an hour. What is
 * asked is whether a number of ports makes a difference: frames of 1514 bytes answer that under
 * every load and at every number, those of other sizes at its ends.
 */
final class Ports implements Benchmark {
  static final Quantity COPIES = Quantity.compared("Copies delivered, thousand/s", "%.1f");
  static final Quantity COPY_CPU =
      Quantity.compared("CPU time of the switch per delivered copy, µs", "%.2f");
  static final Quantity COPY_LOSS = Quantity.told("Copies lost, %", "%.2f");

  private static final int USUAL_BYTES = 1514;
  private static final List<Integer> COUNTS = List.of(2, 32, 256, 1_000);
  private static final List<Load> LOADS_OF_OTHER_SIZES =
      List.of(new Load(1), new Load(64), Load.FLOOD);
  private static final int MOST = COUNTS.getLast();
  private static final int FEWEST = COUNTS.getFirst();
  private static final List<String> OPTIONS = List.of("-n", "1024");

  @Override
  public Findings run(Setting usual) throws IOException {
    Setting setting = usual.with(usual.plan().pace().half());
    Plan plan = setting.plan();
    List<String> contenders = List.of(setting.ours().name(), setting.reference().name());
    Comparison comparison = new Comparison(List.of("ports", "bytes", "frames"), contenders);
    List<Integer> counts = plan.cases().all() ? COUNTS : List.of(FEWEST, MOST);
    try (Resources resources = new Resources()) {
      Map<Integer, Map<String, VdeLine>> lines = open(setting, resources, counts);
      for (int bytes : plan.cases().sizes()) {
        List<Integer> some = bytes == USUAL_BYTES ? counts : List.of(FEWEST, MOST);
        for (Load load : loads(plan, bytes)) {
          unicast(setting, comparison, lines, some, bytes, load);
        }
      }
      for (int bytes : plan.cases().sizes()) {
        for (int count : bytes == USUAL_BYTES ? counts : List.of(MOST)) {
          broadcast(setting, comparison, lines.get(count), count, bytes);
        }
      }
    }
    return new Findings(
        comparison,
        setting.notes(
            "ports have a client each; those that take no part in unicast are only attached",
            "a sample: frames of %d bytes under every load with every number of ports, those of"
                    .formatted(USUAL_BYTES)
                + " other sizes under fewer loads with the fewest and the most ports",
            "-: the switch cuts frames of this size",
            "broadcast: %d frames, then the next when all copies are in; a copy is one frame to one"
                    .formatted(Broadcast.BURST)
                + " port"),
        goals(plan, comparison, contenders.getFirst(), contenders.getLast()));
  }

  private static List<Load> loads(Plan plan, int bytes) {
    return plan.cases().loads().stream()
        .filter(load -> bytes == USUAL_BYTES || LOADS_OF_OTHER_SIZES.contains(load))
        .toList();
  }

  private static Map<Integer, Map<String, VdeLine>> open(
      Setting setting, Resources resources, List<Integer> counts) throws IOException {
    Map<Integer, Map<String, VdeLine>> lines = new LinkedHashMap<>();
    for (int count : counts) {
      Map<String, VdeLine> ofCount =
          VdeLine.ofBoth(setting, resources, Integer.toString(count), OPTIONS, List.of());
      for (VdeLine line : ofCount.values()) {
        line.attach(count);
      }
      setting.progress().say("attached %d ports to each", count);
      lines.put(count, ofCount);
    }
    for (Map<String, VdeLine> ofCount : lines.values()) {
      new WarmUp(setting.plan(), setting.progress()).run(ofCount);
    }
    return lines;
  }

  private static List<String> row(int count, int bytes, Load load) {
    return row(count, bytes, load.equals(Load.FLOOD) ? load.toString() : load + " in flight");
  }

  private static List<String> broadcastRow(int count, int bytes) {
    return row(count, bytes, "broadcast");
  }

  private static List<String> row(int count, int bytes, String frames) {
    return List.of("%,d".formatted(count), Integer.toString(bytes), frames);
  }

  private static void unicast(
      Setting setting,
      Comparison comparison,
      Map<Integer, Map<String, VdeLine>> lines,
      List<Integer> counts,
      int bytes,
      Load load)
      throws IOException {
    Plan plan = setting.plan();
    for (int round = 0; round < plan.rounds(); round++) {
      for (int count : counts) {
        for (Map.Entry<String, VdeLine> line : lines.get(count).entrySet()) {
          try (LoadGenerator generator = line.getValue().generator(bytes)) {
            if (generator.prepare()) {
              CpuClock clock = line.getValue().cpuClock();
              Sample sample = generator.measure(load, clock, plan.pace());
              comparison.add(row(count, bytes, load), line.getKey(), sample);
            }
          }
        }
      }
    }
    counts.forEach(count -> setting.progress().frames(comparison, row(count, bytes, load)));
  }

  private static void broadcast(
      Setting setting, Comparison comparison, Map<String, VdeLine> lines, int count, int bytes)
      throws IOException {
    List<String> row = broadcastRow(count, bytes);
    // the first round only warms up
    for (int round = 0; round <= setting.plan().rounds(); round++) {
      for (Map.Entry<String, VdeLine> line : lines.entrySet()) {
        if (arrivesWhole(line.getValue(), bytes)) {
          Sample sample = copies(setting.plan().pace(), line.getValue(), bytes);
          if (round > 0) {
            comparison.add(COPIES, row, line.getKey(), Metric.DELIVERED.of(sample));
            comparison.add(COPY_CPU, row, line.getKey(), Metric.SWITCH_CPU.of(sample));
            comparison.add(COPY_LOSS, row, line.getKey(), Metric.LOSS.of(sample));
          }
        }
      }
    }
    setting.progress().say("%s", comparison.summary(row, COPIES, COPY_CPU, COPY_LOSS));
  }

  private static boolean arrivesWhole(VdeLine line, int bytes) throws IOException {
    try (LoadGenerator generator = line.generator(bytes)) {
      return generator.prepare();
    }
  }

  private static Sample copies(Pace pace, VdeLine line, int bytes) throws IOException {
    try (Broadcast broadcast = new Broadcast(line.sender(), line.receivers(), bytes)) {
      return broadcast.measure(line.cpuClock(), pace.measuredNs());
    }
  }

  private static List<Goal> goals(Plan plan, Comparison comparison, String ours, String reference) {
    List<Goal> goals = new ArrayList<>();
    for (Load load : plan.cases().loads()) {
      List<String> most = row(MOST, USUAL_BYTES, load);
      goals.add(
          Goal.atMost(
              "%,d ports attached, %s: CPU per frame to that with %d"
                  .formatted(MOST, most.getLast(), FEWEST),
              comparison.ratio(
                  Metric.SWITCH_CPU.quantity(), most, ours, row(FEWEST, USUAL_BYTES, load), ours),
              1.1,
              Goal.TIMES));
    }
    goals.add(
        Goal.atMost(
            "Broadcast to %,d ports: CPU per copy to %s".formatted(MOST, reference),
            comparison.ratio(COPY_CPU, broadcastRow(MOST, USUAL_BYTES), ours, reference),
            0.6,
            Goal.TIMES));
    return goals;
  }
}
