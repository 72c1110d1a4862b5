package io.vnetctl.core;

import io.vnetctl.core.control.StpRole;
import io.vnetctl.core.state.VlanState;
import java.util.BitSet;

/** What the spanning tree of one VLAN knows: its root, the way there, and its ports' states. */
final class VlanTree {
  /** The bridge of a tree without another: worse than all. */
  private static final long NO_BRIDGE = -1L;

  /** Root port of the root itself; VDE shows it as 0, but 0 is the number of a port, too. */
  private static final int NO_PORT = -1;

  final Vlan vlan;

  /** Ports that lead to the root a second time and are closed. */
  final BitSet backup = new BitSet();

  /** Ports that take no part, whether they exist or not. */
  final BitSet edge = new BitSet();

  /** Ports on which a bridge was heard in the current window, and in the one before. */
  final BitSet heard = new BitSet();

  final BitSet heardBefore = new BitSet();
  long rootId;
  int rootCost;
  long designatedId;
  int designatedPort;
  int rootPort;

  /** When the root was last heard, in seconds; 0 if we are it. */
  int heardAt;

  int bonusPort;
  int bonusCost;

  VlanTree(Vlan vlan) {
    this.vlan = vlan;
  }

  boolean isRoot() {
    return rootPort == NO_PORT;
  }

  int shownRootPort() {
    return isRoot() ? 0 : rootPort;
  }

  void becomeRoot(long ownId) {
    rootId = ownId;
    rootCost = 0;
    designatedId = NO_BRIDGE;
    designatedPort = 0;
    rootPort = NO_PORT;
    heardAt = 0;
  }

  void follow(Bpdu bpdu, int cost, int port, int now) {
    rootId = bpdu.rootId();
    rootCost = cost;
    designatedId = bpdu.bridgeId();
    designatedPort = bpdu.portId();
    rootPort = port;
    heardAt = now;
  }

  /** Priority vectors (802.1D-2004, 17.5): root, cost, sender, sender's port; less is better. */
  int compare(Bpdu bpdu, int cost) {
    int order = Long.compareUnsigned(bpdu.rootId(), rootId);
    if (order == 0) {
      order = Integer.compareUnsigned(cost, rootCost);
    }
    if (order == 0) {
      order = Long.compareUnsigned(bpdu.bridgeId(), designatedId);
    }
    return order == 0 ? Integer.compare(bpdu.portId(), designatedPort) : order;
  }

  boolean isHeard(int port) {
    return heard.get(port) || heardBefore.get(port);
  }

  boolean isHeardOpen(int port) {
    return isHeard(port) && !backup.get(port) && !edge.get(port);
  }

  /** What was learnt of a port's other end. That it is an edge port is a setting, and stays. */
  void forgetNeighbour(int port) {
    backup.clear(port);
    heard.clear(port);
    heardBefore.clear(port);
  }

  VlanState.TreeState state() {
    return new VlanState.TreeState(
        rootId,
        rootCost,
        designatedId,
        designatedPort,
        rootPort,
        heardAt,
        bonusPort,
        bonusCost,
        (BitSet) backup.clone(),
        (BitSet) edge.clone(),
        (BitSet) heard.clone(),
        (BitSet) heardBefore.clone());
  }

  /** Takes the place of a tree that knew nothing yet. */
  void restore(VlanState.TreeState state) {
    rootId = state.rootId();
    rootCost = state.rootCost();
    designatedId = state.designatedId();
    designatedPort = state.designatedPort();
    rootPort = state.rootPort();
    heardAt = state.heardAt();
    bonusPort = state.bonusPort();
    bonusCost = state.bonusCost();
    backup.or(state.backup());
    edge.or(state.edge());
    heard.or(state.heard());
    heardBefore.or(state.heardBefore());
  }

  StpRole role(int port, boolean tagged) {
    if (tagged) {
      return StpRole.UNKNOWN;
    }
    if (edge.get(port)) {
      return StpRole.EDGE;
    }
    if (rootPort == port) {
      return StpRole.ROOT;
    }
    return backup.get(port) ? StpRole.ALTERNATE_OR_BACKUP : StpRole.DESIGNATED;
  }
}
