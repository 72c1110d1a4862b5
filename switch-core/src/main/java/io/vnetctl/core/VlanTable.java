package io.vnetctl.core;

import java.util.ArrayList;
import java.util.List;

/** The VLANs that exist, the only record of who carries what. VLAN 0 always exists. */
final class VlanTable {
  /** The VLAN of untagged ports unless set otherwise. */
  static final int DEFAULT = 0;

  /** Highest VLAN that may be made: VDE keeps 4094 back. */
  static final int LAST = 4093;

  private static final int IDENTIFIERS = 4096;

  private final PortTable ports;
  private final Vlan[] byId = new Vlan[IDENTIFIERS];

  VlanTable(PortTable ports) {
    this.ports = ports;
    byId[DEFAULT] = new Vlan(DEFAULT);
  }

  /** The VLAN of this identifier (0 to 4095), or null. */
  Vlan get(int id) {
    return byId[id];
  }

  boolean exists(int id) {
    return byId[id] != null;
  }

  Vlan create(int id) {
    byId[id] = new Vlan(id);
    return byId[id];
  }

  void remove(int id) {
    byId[id] = null;
  }

  /** All VLANs, ascending. */
  List<Vlan> all() {
    List<Vlan> all = new ArrayList<>();
    for (Vlan vlan : byId) {
      if (vlan != null) {
        all.add(vlan);
      }
    }
    return all;
  }

  /** VLANs of which a port is a member, ascending. */
  List<Vlan> of(Port port) {
    return all().stream().filter(vlan -> vlan.isMember(port.number)).toList();
  }

  /** To be called after membership, tagging, activity, isolation or the tree's state changed. */
  void rebuild(Vlan vlan) {
    vlan.rebuild(ports);
  }
}
