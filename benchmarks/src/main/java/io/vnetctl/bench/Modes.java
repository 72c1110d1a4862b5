package io.vnetctl.bench;

import java.io.IOException;
import java.util.List;
import java.util.Map;

/** What a switch does to frames besides passing them: VLAN tags on and off; and a hub. */
final class Modes implements Benchmark {
  private static final int FRAME_BYTES = 1_000;
  private static final Load LOAD = new Load(64);
  private static final List<String> PLAIN = List.of("switch, no tag");
  private static final List<String> PUSH = List.of("VLAN tag pushed");
  private static final List<String> POP = List.of("VLAN tag popped");
  private static final List<String> HUB = List.of("hub");

  /** Port 1 is an untagged member of a VLAN, port 2 a tagged one. */
  private static final List<String> VLAN_COMMANDS =
      List.of(
          "vlan/create " + Tagging.VLAN,
          "port/create 1",
          "port/create 2",
          "port/setvlan 1 " + Tagging.VLAN,
          "vlan/addport " + Tagging.VLAN + " 2");

  @Override
  public Findings run(Setting setting) throws IOException {
    Plan plan = setting.plan();
    Flow flow = Flow.plain(FRAME_BYTES);
    try (Resources resources = new Resources()) {
      Map<String, VdeLine> plain =
          VdeLine.ofBoth(setting, resources, "plain", List.of(), List.of());
      Map<String, VdeLine> vlan =
          VdeLine.ofBoth(setting, resources, "vlan", List.of(), VLAN_COMMANDS);
      Map<String, VdeLine> hub =
          VdeLine.ofBoth(setting, resources, "hub", List.of("-x"), List.of());
      new WarmUp(plan, setting.progress()).run(plain);
      new WarmUp(plan, setting.progress()).run(hub);
      Comparison comparison = new Comparison(List.of("mode"), List.copyOf(plain.keySet()));
      for (String name : vlan.keySet()) {
        // in place of the usual warm-up, which knows no tags
        measure(plan, vlan.get(name).generator(push(flow)), vlan.get(name));
        measure(plan, vlan.get(name).backward(push(flow).reversed()), vlan.get(name));
      }
      for (int round = 0; round < plan.rounds(); round++) {
        for (String name : plain.keySet()) {
          VdeLine tagging = vlan.get(name);
          comparison.add(
              PLAIN, name, measure(plan, plain.get(name).generator(flow), plain.get(name)));
          comparison.add(PUSH, name, measure(plan, tagging.generator(push(flow)), tagging));
          comparison.add(
              POP, name, measure(plan, tagging.backward(push(flow).reversed()), tagging));
          comparison.add(HUB, name, measure(plan, hub.get(name).generator(flow), hub.get(name)));
        }
      }
      List.of(PLAIN, PUSH, POP, HUB).forEach(row -> setting.progress().frames(comparison, row));
      return new Findings(
          comparison,
          setting.notes("frames of %d bytes, %s in flight, two ports".formatted(FRAME_BYTES, LOAD)),
          List.of());
    }
  }

  private static Flow push(Flow flow) {
    return flow.with(Tagging.UNTAGGED, Tagging.TAGGED);
  }

  /** Closes the generator. */
  private static Sample measure(Plan plan, LoadGenerator generator, VdeLine line)
      throws IOException {
    try (generator) {
      if (!generator.prepare()) {
        throw new IOException("frames do not arrive as they should");
      }
      return generator.measure(LOAD, line.cpuClock(), plan.pace());
    }
  }
}
