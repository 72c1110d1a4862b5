package io.vnetctl.bench;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Frames to many addresses behind one port, which the switch has to find in its table. */
final class AddressTable implements Benchmark {
  private static final int FRAME_BYTES = 60;
  private static final Load LOAD = new Load(64);
  private static final long FIRST_ADDRESS = 0x0200_1000_0000L;
  private static final List<Integer> SIZES = List.of(1, 1_000, 10_000, 60_000);
  private static final List<String> LARGE_HASH = List.of("--hashsize", "65536");

  @Override
  public Findings run(Setting setting) throws IOException {
    Plan plan = setting.plan();
    String usual = setting.reference().name() + ", 128 chains";
    try (Resources resources = new Resources()) {
      Map<String, VdeLine> lines = new LinkedHashMap<>();
      lines.put(
          setting.ours().name(), open(setting, resources, setting.ours(), LARGE_HASH, "ours"));
      lines.put(
          setting.reference().name(),
          open(setting, resources, setting.reference(), LARGE_HASH, "other"));
      lines.put(usual, open(setting, resources, setting.reference(), List.of(), "usual"));
      new WarmUp(plan, setting.progress()).run(lines);
      Comparison comparison = new Comparison(List.of("addresses"), List.copyOf(lines.keySet()));
      for (int count : SIZES) {
        List<String> row = List.of("%,d".formatted(count));
        for (int round = 0; round < plan.rounds(); round++) {
          for (Map.Entry<String, VdeLine> line : lines.entrySet()) {
            comparison.add(row, line.getKey(), measure(plan, line.getValue(), count));
          }
        }
        setting.progress().frames(comparison, row);
      }
      return new Findings(
          comparison,
          setting.notes(
              "frames of %d bytes, %s in flight, to the addresses in turns; the receiver announced"
                      .formatted(FRAME_BYTES, LOAD)
                  + " them before",
              "%s: its usual hash size; the others run with %s"
                  .formatted(usual, String.join(" ", LARGE_HASH))),
          List.of());
    }
  }

  private static VdeLine open(
      Setting setting,
      Resources resources,
      Contender contender,
      List<String> options,
      String directory)
      throws IOException {
    return resources.add(
        VdeLine.open(
            contender, setting.placement(), setting.room().resolve(directory), options, List.of()));
  }

  private static Sample measure(Plan plan, VdeLine line, int count) throws IOException {
    Flow flow = Flow.plain(FRAME_BYTES);
    Flow announcement = flow.reversed().with(AddressPattern.sources(FIRST_ADDRESS, count));
    try (LoadGenerator announcer = line.backward(announcement)) {
      announcer.prepare();
      announcer.deliver(LOAD, count);
    }
    try (LoadGenerator generator =
        line.generator(flow.with(AddressPattern.destinations(FIRST_ADDRESS, count)))) {
      generator.prepare();
      return generator.measure(LOAD, line.cpuClock(), plan.pace());
    }
  }
}
