package io.vnetctl.core;

import io.vnetctl.core.state.PortState;
import io.vnetctl.core.state.SwitchState;
import io.vnetctl.core.state.VlanState;
import java.util.List;

/** The parts of a switch that remember: what they know is taken, or given to new ones, as one. */
record SwitchParts(
    PortTable ports, VlanTable vlans, MacTable macs, SpanningTree stp, Bridge bridge) {

  /** The settings in it are those of now, not those of the start. */
  SwitchState state(long startNanos, SwitchConfig started, boolean addresses) {
    return new SwitchState(
        startNanos,
        new SwitchConfig(
            ports.limit(),
            bridge.isHub(),
            stp.isOn(),
            started.mac(),
            started.priority(),
            macs.settings().buckets(),
            started.maxFrameBytes()),
        macs.ageing(),
        stp.hello(),
        ports.all().stream().map(Port::state).toList(),
        vlans.all().stream().map(vlan -> vlan.state(stp.state(vlan))).toList(),
        addresses ? macs.state() : List.of());
  }

  /** For parts of a switch that was made with the settings of the state. */
  void restore(SwitchState state) {
    for (PortState port : state.ports()) {
      ports.create(port.number(), port.allocatable()).restore(port);
    }
    stp.restore(state.hello());
    for (VlanState known : state.vlans()) {
      if (!vlans.exists(known.id())) {
        stp.vlanCreated(vlans.create(known.id()));
      }
      Vlan vlan = vlans.get(known.id());
      vlan.restore(known);
      stp.restore(vlan, known.tree());
      vlans.rebuild(vlan);
    }
    bridge.portsChanged();
    macs.restore(state.addresses(), state.macs());
  }
}
