package io.vnetctl.bench;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Two hosts with real stacks on two TAP devices of a switch. */
final class TapToTap implements Benchmark {
  private static final List<String> FORTH = List.of("TCP stream, A to B");
  private static final List<String> BACK = List.of("TCP stream, B to A");
  private static final List<String> DATAGRAMS = List.of("UDP flood, A to B");
  private static final List<String> PING = List.of("ping");

  @Override
  public Optional<String> obstacle() {
    return HostPrograms.obstacle();
  }

  @Override
  public Findings run(Setting setting) throws IOException {
    List<String> notes = setting.hostNotes();
    try (Resources resources = new Resources()) {
      Map<String, HostTraffic> traffic = new LinkedHashMap<>();
      for (Contender contender : List.of(setting.ours(), setting.reference())) {
        Hosts hosts =
            TapHosts.open(
                contender, setting.placement(), setting.room().resolve("t" + traffic.size()));
        traffic.put(contender.name(), traffic(setting, resources, hosts));
      }
      traffic.put(BridgeHosts.NAME, traffic(setting, resources, BridgeHosts.open()));
      Optional<String> obstacle = OvsHosts.obstacle();
      if (obstacle.isEmpty()) {
        Hosts hosts = OvsHosts.open(setting.placement(), setting.room().resolve("ovs"));
        traffic.put(OvsHosts.NAME, traffic(setting, resources, hosts));
        notes.add(OvsHosts.NAME + ": " + ProgramOutput.firstLine("ovs-vsctl", "--version"));
      } else {
        notes.add(OvsHosts.NAME + " " + obstacle.get());
        setting.progress().say("%s", notes.getLast());
      }
      Comparison comparison = new Comparison(List.of("traffic"), List.copyOf(traffic.keySet()));
      for (Map.Entry<String, HostTraffic> one : traffic.entrySet()) {
        setting.progress().say("warming up %s", one.getKey());
        one.getValue().stream(false, setting.plan().hostWarmUpS(), (quantity, figure) -> {});
      }
      for (int round = 0; round < setting.plan().rounds(); round++) {
        for (Map.Entry<String, HostTraffic> one : traffic.entrySet()) {
          measure(setting.plan(), comparison, one.getKey(), one.getValue());
        }
      }
      for (List<String> row : List.of(FORTH, BACK, DATAGRAMS)) {
        setting
            .progress()
            .say("%s", comparison.summary(row, HostTraffic.RECEIVED, HostTraffic.SWITCH_CPU));
      }
      setting.progress().say("%s", comparison.summary(PING, HostTraffic.PING_MEDIAN));
      notes.add("the kernel bridge connects veth pairs: no TAP, no switch process");
      return new Findings(comparison, notes, goals(comparison));
    }
  }

  private static HostTraffic traffic(Setting setting, Resources resources, Hosts hosts)
      throws IOException {
    resources.add(hosts);
    return resources.add(HostTraffic.between(hosts, setting.placement(), setting.room()));
  }

  private static void measure(
      Plan plan, Comparison comparison, String contender, HostTraffic traffic) throws IOException {
    traffic.stream(
        false,
        plan.lengths().streamS(),
        (quantity, x) -> comparison.add(quantity, FORTH, contender, x));
    traffic.stream(
        true,
        plan.lengths().streamS(),
        (quantity, x) -> comparison.add(quantity, BACK, contender, x));
    traffic.datagrams(
        plan.lengths().streamS(),
        (quantity, x) -> comparison.add(quantity, DATAGRAMS, contender, x));
    traffic.pings(
        plan.lengths().pings(), (quantity, x) -> comparison.add(quantity, PING, contender, x));
  }

  private static List<Goal> goals(Comparison comparison) {
    String ours = comparison.contenders().get(0);
    String reference = comparison.contenders().get(1);
    return List.of(
        Goal.atLeast(
            "TAP to TAP, one TCP stream, Gbit/s to " + reference,
            comparison.ratio(HostTraffic.RECEIVED, FORTH, ours, reference),
            10,
            Goal.TIMES),
        Goal.atLeast(
            "TAP to TAP, one TCP stream, Gbit/s to " + BridgeHosts.NAME,
            comparison.ratio(HostTraffic.RECEIVED, FORTH, ours, BridgeHosts.NAME),
            0.9,
            Goal.TIMES));
  }
}
