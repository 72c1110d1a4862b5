package io.vnetctl.bench;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** Resident size of a fresh switch, with ports and after many addresses; what it does when idle. */
final class Memory implements Benchmark {
  private static final Quantity RESIDENT = Quantity.compared("Resident size, MB", "%.1f");
  private static final Quantity GROWTH = Quantity.told("Growth by these addresses, MB", "%.2f");
  private static final Quantity IDLE_CPU = Quantity.told("CPU time when idle, ms per s", "%.3f");
  private static final Quantity WAKE_UPS = Quantity.told("Wake-ups when idle, 1/s", "%.2f");

  private static final List<String> IDLE = List.of("idle");
  private static final List<String> PORTS = List.of("32 ports attached");
  private static final List<String> TRAFFIC = List.of("after frames between 2 ports");

  private static final int ATTACHED = 32;
  private static final int FRAME_BYTES = 60;
  private static final Load LOAD = new Load(200);

  /** As many frames of one address as of random ones would take too long. */
  private static final int PART_OF_PLAIN_FRAMES = 4;

  /**
   * vde_switch keeps what it learns in chains: at its usual 128 they would be too long to search.
   */
  private static final List<String> OPTIONS = List.of("-n", "64", "--hashsize", "65536");

  private static final double NS_PER_MS = 1e6;
  private static final int SETTLE_MS = 1_000;

  @Override
  public Findings run(Setting setting) throws IOException {
    Plan plan = setting.plan();
    List<String> flooded =
        List.of("after %,d random source addresses".formatted(plan.lengths().randomAddresses()));
    Comparison comparison =
        new Comparison(
            List.of("state"), List.of(setting.ours().name(), setting.reference().name()));
    for (int round = 0; round < plan.rounds(); round++) {
      setting.progress().say("round %d of %d", round + 1, plan.rounds());
      round(setting, comparison, flooded, round);
    }
    setting.progress().say("%s", comparison.summary(IDLE, RESIDENT, IDLE_CPU, WAKE_UPS));
    setting.progress().say("%s", comparison.summary(PORTS, RESIDENT));
    setting.progress().say("%s", comparison.summary(flooded, RESIDENT, GROWTH));
    return new Findings(
        comparison,
        List.of(
            "a fresh process of each switch in every round, options %s"
                .formatted(String.join(" ", OPTIONS)),
            "idle: %d ms after two clients came, for %d ms, both switches at once; wake-ups are"
                    .formatted(SETTLE_MS, plan.lengths().idleMs())
                + " voluntary context switches of all threads"),
        goals(comparison, setting.ours().name(), flooded));
  }

  private static void round(Setting setting, Comparison comparison, List<String> flooded, int round)
      throws IOException {
    try (Resources resources = new Resources()) {
      Map<String, VdeLine> lines =
          VdeLine.ofBoth(setting, resources, Integer.toString(round), OPTIONS, List.of());
      Pause.ms(SETTLE_MS);
      idle(setting.plan(), comparison, lines);
      for (Map.Entry<String, VdeLine> line : lines.entrySet()) {
        grow(setting.plan(), comparison, line.getKey(), line.getValue(), flooded);
      }
    }
  }

  private static void idle(Plan plan, Comparison comparison, Map<String, VdeLine> lines)
      throws IOException {
    Map<String, Long> wakeUps = new LinkedHashMap<>();
    Map<String, Long> cpuNs = new LinkedHashMap<>();
    for (Map.Entry<String, VdeLine> line : lines.entrySet()) {
      wakeUps.put(line.getKey(), line.getValue().status().wakeUps());
      cpuNs.put(line.getKey(), line.getValue().cpuClock().readNs());
    }
    Pause.ms(plan.lengths().idleMs());
    double seconds = plan.lengths().idleMs() / (double) TimeUnit.SECONDS.toMillis(1);
    for (Map.Entry<String, VdeLine> line : lines.entrySet()) {
      String name = line.getKey();
      double ms = (line.getValue().cpuClock().readNs() - cpuNs.get(name)) / NS_PER_MS;
      long woken = line.getValue().status().wakeUps() - wakeUps.get(name);
      comparison.add(RESIDENT, IDLE, name, line.getValue().status().residentMegabytes());
      comparison.add(IDLE_CPU, IDLE, name, ms / seconds);
      comparison.add(WAKE_UPS, IDLE, name, woken / seconds);
    }
  }

  private static void grow(
      Plan plan, Comparison comparison, String name, VdeLine line, List<String> flooded)
      throws IOException {
    line.attach(ATTACHED);
    comparison.add(RESIDENT, PORTS, name, line.status().residentMegabytes());
    line.detach();
    // first from one address, so that what mere traffic takes is not in the growth
    double before =
        deliver(
            line, Flow.plain(FRAME_BYTES), plan.lengths().randomAddresses() / PART_OF_PLAIN_FRAMES);
    comparison.add(RESIDENT, TRAFFIC, name, before);
    double after =
        deliver(
            line,
            Flow.plain(FRAME_BYTES).with(AddressPattern.randomSources()),
            plan.lengths().randomAddresses());
    comparison.add(RESIDENT, flooded, name, after);
    comparison.add(GROWTH, flooded, name, after - before);
  }

  /** The resident size afterwards. */
  private static double deliver(VdeLine line, Flow flow, int frames) throws IOException {
    try (LoadGenerator generator = line.generator(flow)) {
      generator.prepare();
      generator.deliver(LOAD, frames);
    }
    return line.status().residentMegabytes();
  }

  private static List<Goal> goals(Comparison comparison, String ours, List<String> flooded) {
    return List.of(
        Goal.atMost("Resident size, idle", comparison.spread(RESIDENT, IDLE, ours), 80, " MB"),
        Goal.atMost(
            "Growth " + flooded.getFirst(), comparison.spread(GROWTH, flooded, ours), 4, " MB"),
        Goal.atMost(
            "Idle: CPU time (0.1 % is what can be told)",
            comparison.spread(IDLE_CPU, IDLE, ours), 1, " ms per s"),
        Goal.atMost("Idle: wake-ups", comparison.spread(WAKE_UPS, IDLE, ours), 2, " per s"));
  }
}
