package io.vnetctl.bench;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A host on a TAP device of a switch and one on a VDE port, real stacks at both ends. */
final class TapToVde implements Benchmark {
  private static final List<String> TO_VDE = List.of("TCP stream, TAP to VDE");
  private static final List<String> TO_TAP = List.of("TCP stream, VDE to TAP");
  private static final List<String> PING = List.of("ping");

  @Override
  public Optional<String> obstacle() {
    return HostPrograms.obstacle();
  }

  @Override
  public Findings run(Setting setting) throws IOException {
    Plan plan = setting.plan();
    try (Resources resources = new Resources()) {
      Map<String, HostTraffic> traffic = new LinkedHashMap<>();
      for (Contender contender : List.of(setting.ours(), setting.reference())) {
        Hosts hosts =
            resources.add(
                TapVdeHosts.open(
                    contender, setting.placement(), setting.room().resolve("v" + traffic.size())));
        traffic.put(
            contender.name(),
            resources.add(HostTraffic.between(hosts, setting.placement(), setting.room())));
      }
      Comparison comparison = new Comparison(List.of("traffic"), List.copyOf(traffic.keySet()));
      for (Map.Entry<String, HostTraffic> one : traffic.entrySet()) {
        setting.progress().say("warming up %s", one.getKey());
        one.getValue().stream(false, plan.hostWarmUpS(), (quantity, figure) -> {});
        one.getValue().stream(true, plan.hostWarmUpS(), (quantity, figure) -> {});
      }
      for (int round = 0; round < plan.rounds(); round++) {
        for (Map.Entry<String, HostTraffic> one : traffic.entrySet()) {
          String name = one.getKey();
          one.getValue().stream(
              false,
              plan.lengths().streamS(),
              (quantity, x) -> comparison.add(quantity, TO_VDE, name, x));
          one.getValue().stream(
              true,
              plan.lengths().streamS(),
              (quantity, x) -> comparison.add(quantity, TO_TAP, name, x));
          one.getValue()
              .pings(
                  plan.lengths().pings(), (quantity, x) -> comparison.add(quantity, PING, name, x));
        }
      }
      for (List<String> row : List.of(TO_VDE, TO_TAP)) {
        setting
            .progress()
            .say("%s", comparison.summary(row, HostTraffic.RECEIVED, HostTraffic.SWITCH_CPU));
      }
      setting.progress().say("%s", comparison.summary(PING, HostTraffic.PING_MEDIAN));
      return new Findings(
          comparison,
          setting.hostNotes(
              "the stack on the VDE side is behind a plug of ours, as vde_plug2tap is one, but"
                  + " with sendmmsg and recvmmsg: it has a share in Gbit/s, none in the CPU time of"
                  + " the switch"),
          goals(comparison, setting.ours().name(), setting.reference().name()));
    }
  }

  private static List<Goal> goals(Comparison comparison, String ours, String reference) {
    return List.of(TO_VDE, TO_TAP).stream()
        .map(
            row ->
                Goal.atMost(
                    row.getFirst() + ": CPU of the switch per byte to " + reference,
                    comparison.ratio(HostTraffic.SWITCH_CPU, row, ours, reference),
                    0.5,
                    Goal.TIMES))
        .toList();
  }
}
