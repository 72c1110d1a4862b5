package io.vnetctl.bench;

import java.io.IOException;
import java.nio.file.Path;

/** Two hosts with TAP devices that a switch has opened. */
final class TapHosts {
  private static final String TAP_A = "tapa";
  private static final String TAP_B = "tapb";

  private TapHosts() {}

  /** Starts the switch in a namespace of its own; it keeps its TAPs when they move to the hosts. */
  static Hosts open(Contender contender, Placement placement, Path room) throws IOException {
    return Resources.build(
        resources -> {
          NetworkNamespace home = resources.add(NetworkNamespace.open());
          NetworkNamespace a = resources.add(NetworkNamespace.open());
          NetworkNamespace b = resources.add(NetworkNamespace.open());
          SwitchProcess process =
              resources.add(SwitchProcess.withTaps(contender, home, placement, room, TAP_A, TAP_B));
          home.move(TAP_A, a);
          home.move(TAP_B, b);
          Hosts hosts = new Hosts(a, b, process.cpuClock(), resources);
          hosts.up(TAP_A, TAP_B);
          return hosts;
        });
  }
}
