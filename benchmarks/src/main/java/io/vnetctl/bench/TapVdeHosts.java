package io.vnetctl.bench;

import java.io.IOException;
import java.nio.file.Path;

/** Host A on a TAP device of a switch, host B on a VDE port of it, by a plug of ours. */
final class TapVdeHosts {
  private static final String TAP_A = "tapa";
  private static final String PLUG_B = "plugb";
  private static final int PORT = 9;

  private TapVdeHosts() {}

  static Hosts open(Contender contender, Placement placement, Path room) throws IOException {
    return Resources.build(
        resources -> {
          NetworkNamespace a = resources.add(NetworkNamespace.open());
          NetworkNamespace b = resources.add(NetworkNamespace.open());
          SwitchProcess process =
              resources.add(SwitchProcess.withTaps(contender, a, placement, room, TAP_A));
          resources.add(TapPlug.start(process.directory(), PORT, b, PLUG_B, placement));
          Hosts hosts = new Hosts(a, b, process.cpuClock(), resources);
          hosts.up(TAP_A, PLUG_B);
          return hosts;
        });
  }
}
