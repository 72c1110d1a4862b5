package io.vnetctl.core;

import io.vnetctl.core.control.PortLimits;
import io.vnetctl.core.state.LimitsState;
import java.util.BitSet;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.UnaryOperator;

/**
 * The limits of ports by number, whether or not the ports exist: they can be set before the first
 * client comes. As many entries at most as there may be ports. And how many ports a user may hold.
 */
final class LimitTable {
  private final TreeMap<Integer, PortLimits> own = new TreeMap<>();
  private PortLimits others = PortLimits.NONE;
  private int portsPerUser;

  /** How many ports each user may hold but the owner of the switch and root; 0: any number. */
  int portsPerUser() {
    return portsPerUser;
  }

  void setPortsPerUser(int count) {
    portsPerUser = count;
  }

  /** Those of a port. */
  PortLimits of(int port) {
    return own.getOrDefault(port, others);
  }

  /** Those of all ports for which nothing was set alone. */
  PortLimits others() {
    return others;
  }

  /** Ports with limits of their own, ascending. */
  SortedSet<Integer> numbers() {
    return new TreeSet<>(own.keySet());
  }

  /** Changes the limits of one port. */
  void change(int port, UnaryOperator<PortLimits> change) {
    own.put(port, change.apply(of(port)));
  }

  /** Changes the limits of all ports, also of those that have their own. */
  void changeAll(UnaryOperator<PortLimits> change) {
    others = change.apply(others);
    for (Map.Entry<Integer, PortLimits> entry : own.entrySet()) {
      entry.setValue(change.apply(entry.getValue()));
    }
  }

  /**
   * What is known here.
   *
   * @param shut ports that a BPDU has shut
   */
  LimitsState state(BitSet shut) {
    return new LimitsState(portsPerUser, others, own, shut);
  }

  /** Takes over what another table has given. */
  void restore(LimitsState state) {
    portsPerUser = state.portsPerUser();
    others = state.others();
    own.clear();
    own.putAll(state.own());
  }

  /** The port has no limits of its own any more. */
  void forget(int port) {
    own.remove(port);
  }

  /** There are no ports of this number or a higher one any more. */
  void forgetFrom(int port) {
    own.tailMap(port).clear();
  }
}
