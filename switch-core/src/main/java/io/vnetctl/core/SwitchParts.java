package io.vnetctl.core;

import io.vnetctl.core.state.MacStates;
import io.vnetctl.core.state.PortState;
import io.vnetctl.core.state.SwitchState;
import io.vnetctl.core.state.VlanState;
import java.util.BitSet;

/** The parts of a switch that remember: what they know is taken, or given to new ones, as one. */
record SwitchParts(
    PortTable ports,
    LimitTable limits,
    VlanTable vlans,
    MacTable macs,
    SpanningTree stp,
    Bridge bridge) {

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
        limits.state(shut()),
        ports.all().stream().map(Port::state).toList(),
        vlans.all().stream().map(vlan -> vlan.state(stp.state(vlan))).toList(),
        addresses ? macs.state() : MacStates.NONE);
  }

  private BitSet shut() {
    BitSet shut = new BitSet();
    ports.all().stream().filter(Port::isShut).forEach(port -> shut.set(port.number));
    return shut;
  }

  /** For parts of a switch that was made with the settings of the state. */
  void restore(SwitchState state) {
    limits.restore(state.limits());
    for (PortState known : state.ports()) {
      Port port = ports.create(known.number(), known.allocatable());
      port.restore(known);
      port.setLimits(limits.of(port.number));
      port.setShut(state.limits().shut().get(port.number));
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
