package io.vnetctl.bench;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The same frames with many ports attached: to one of them, and broadcast to all. */
final class Ports implements Benchmark {
  static final Quantity COPIES = Quantity.compared("Copies delivered, thousand/s", "%.1f");
  static final Quantity COPY_CPU =
      Quantity.compared("CPU time of the switch per delivered copy, µs", "%.2f");
  static final Quantity COPY_LOSS = Quantity.told("Copies lost, %", "%.2f");

  private static final int FRAME_BYTES = 1514;
  private static final List<Integer> COUNTS = List.of(2, 32, 256, 1_000);
  private static final List<Load> LOADS = List.of(new Load(1), new Load(64), new Load(200));
  private static final int MOST = COUNTS.getLast();
  private static final int FEWEST = COUNTS.getFirst();
  private static final List<String> OPTIONS = List.of("-n", "1024");

  @Override
  public Findings run(Setting setting) throws IOException {
    Plan plan = setting.plan();
    List<String> contenders = List.of(setting.ours().name(), setting.reference().name());
    Comparison comparison = new Comparison(List.of("ports", "frames"), contenders);
    List<Integer> counts = plan.everyCase() ? COUNTS : List.of(FEWEST, MOST);
    try (Resources resources = new Resources()) {
      Map<Integer, Map<String, VdeLine>> lines = open(setting, resources, counts);
      for (Load load : LOADS) {
        for (int round = 0; round < plan.rounds(); round++) {
          for (int count : counts) {
            for (Map.Entry<String, VdeLine> line : lines.get(count).entrySet()) {
              unicast(plan, comparison, row(count, load), line.getKey(), line.getValue(), load);
            }
          }
        }
        counts.forEach(count -> setting.progress().frames(comparison, row(count, load)));
      }
      for (int count : counts) {
        List<String> row = broadcastRow(count);
        for (int round = 0; round <= plan.rounds(); round++) {
          for (Map.Entry<String, VdeLine> line : lines.get(count).entrySet()) {
            // the first round only warms up
            broadcast(plan, comparison, row, line.getKey(), line.getValue(), round > 0);
          }
        }
        setting.progress().say("%s", comparison.summary(row, COPIES, COPY_CPU, COPY_LOSS));
      }
    }
    return new Findings(
        comparison,
        setting.notes(
            "frames of %d bytes; ports have a client each; those that take no part in unicast are"
                    .formatted(FRAME_BYTES)
                + " only attached",
            "broadcast: %d frames, then the next when all copies are in; a copy is one frame to one"
                    .formatted(Broadcast.BURST)
                + " port"),
        goals(comparison, contenders.getFirst(), contenders.getLast()));
  }

  private static Map<Integer, Map<String, VdeLine>> open(
      Setting setting, Resources resources, List<Integer> counts) throws IOException {
    Map<Integer, Map<String, VdeLine>> lines = new LinkedHashMap<>();
    for (int count : counts) {
      Map<String, VdeLine> ofCount = new LinkedHashMap<>();
      for (Contender contender : List.of(setting.ours(), setting.reference())) {
        VdeLine line =
            resources.add(
                VdeLine.open(
                    contender,
                    setting.placement(),
                    setting.room().resolve(count + "-" + ofCount.size()),
                    OPTIONS,
                    List.of()));
        line.attach(count);
        ofCount.put(contender.name(), line);
      }
      setting.progress().say("attached %d ports to each", count);
      lines.put(count, ofCount);
    }
    for (Map<String, VdeLine> ofCount : lines.values()) {
      new WarmUp(setting.plan().withWarmUpMs(setting.plan().warmUpMs() / 2), setting.progress())
          .run(ofCount);
    }
    return lines;
  }

  private static List<String> row(int count, Load load) {
    return List.of("%,d".formatted(count), load + " in flight");
  }

  private static List<String> broadcastRow(int count) {
    return List.of("%,d".formatted(count), "broadcast");
  }

  private static void unicast(
      Plan plan, Comparison comparison, List<String> row, String name, VdeLine line, Load load)
      throws IOException {
    try (LoadGenerator generator = line.generator(FRAME_BYTES)) {
      generator.prepare();
      comparison.add(
          row,
          name,
          generator.measure(load, line.cpuClock(), plan.rampNs(), plan.measuredNs() / 2));
    }
  }

  private static void broadcast(
      Plan plan, Comparison comparison, List<String> row, String name, VdeLine line, boolean counts)
      throws IOException {
    try (Broadcast broadcast = new Broadcast(line.sender(), line.receivers(), FRAME_BYTES)) {
      Sample sample = broadcast.measure(line.cpuClock(), plan.measuredNs());
      if (counts) {
        comparison.add(COPIES, row, name, Metric.DELIVERED.of(sample));
        comparison.add(COPY_CPU, row, name, Metric.SWITCH_CPU.of(sample));
        comparison.add(COPY_LOSS, row, name, Metric.LOSS.of(sample));
      }
    }
  }

  private static List<Goal> goals(Comparison comparison, String ours, String reference) {
    List<Goal> goals = new ArrayList<>();
    for (Load load : LOADS) {
      goals.add(
          Goal.atMost(
              "%,d ports attached, %s in flight: CPU per frame to that with %d"
                  .formatted(MOST, load, FEWEST),
              comparison.ratio(
                  Metric.SWITCH_CPU.quantity(), row(MOST, load), ours, row(FEWEST, load), ours),
              1.1,
              Goal.TIMES));
    }
    goals.add(
        Goal.atMost(
            "Broadcast to %,d ports: CPU per copy to %s".formatted(MOST, reference),
            comparison.ratio(COPY_CPU, broadcastRow(MOST), ours, reference),
            0.6,
            Goal.TIMES));
    return goals;
  }
}
