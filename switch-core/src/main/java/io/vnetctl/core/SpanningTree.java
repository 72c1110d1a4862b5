package io.vnetctl.core;

import io.vnetctl.core.control.Event;
import io.vnetctl.core.control.Reply;
import io.vnetctl.core.control.StpState;
import io.vnetctl.core.frame.EthernetFrame;
import io.vnetctl.core.state.SwitchState;
import io.vnetctl.core.state.VlanState;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.function.IntSupplier;

/**
 * VDE's fast spanning tree (FSTP), one tree a VLAN. Not interoperable with 802.1D, and off unless
 * asked for. Ports forward at once; a port is closed when a BPDU shows that it leads to the root a
 * second time.
 *
 * <p>Reads and writes the state of ports in {@link Vlan}; the bridge only reads it. Time is whole
 * seconds and always an argument.
 *
 * <p>Source: spec vde-dataplane, chapter 7.
 */
final class SpanningTree {
  private static final int PORT_COST = 20_000_000;

  /**
   * Bridges between us and the root at most, as in 802.1Q, 13.26 (MaxHops). News of a root that is
   * dead may go round a ring while its cost grows; here it ends.
   */
  private static final int MAX_HOPS = 20;

  private static final int HELLO_SECONDS = 4;

  /** A root that was not heard for three hellos is gone. */
  private static final int ROOT_LOST_SECONDS = 3 * HELLO_SECONDS;

  /** Hellos after which the "heard" windows are swapped. */
  private static final int HELLOS_PER_WINDOW = 4;

  private static final int IDENTIFIERS = 4096;

  private final long ownId;
  private final PortTable ports;
  private final VlanTable vlans;
  private final EventHub events;
  private final Wire wire;
  private final VlanTree[] trees = new VlanTree[IDENTIFIERS];
  private boolean on;
  private int lastHello;
  private int hellos;

  /** What the spanning tree needs of the switch. */
  interface Wire {
    /** Sends a BPDU on a port, tagged where the port is a tagged member of the VLAN. */
    void send(Port port, Bpdu bpdu, boolean tagged, int vlan);

    /** The way to the VLAN's addresses may have changed: forget them. */
    void topologyChanged(int vlan);
  }

  SpanningTree(long ownId, PortTable ports, VlanTable vlans, EventHub events, Wire wire) {
    this.ownId = ownId;
    this.ports = ports;
    this.vlans = vlans;
    this.events = events;
    this.wire = wire;
  }

  boolean isOn() {
    return on;
  }

  /** Switches the protocol; off opens all ports again. */
  void setOn(boolean wanted, int now) {
    if (on && !wanted) {
      on = false;
      vlans.all().forEach(this::reset);
    } else if (!on && wanted) {
      on = true;
      lastHello = now;
      hellos = 0;
    }
  }

  /** A VLAN came into being: a tree of its own, with this switch as root. */
  void vlanCreated(Vlan vlan) {
    trees[vlan.id] = new VlanTree(vlan);
    reset(vlan);
  }

  void vlanRemoved(int vlan) {
    trees[vlan] = null;
  }

  private VlanTree tree(Vlan vlan) {
    return trees[vlan.id];
  }

  private void reset(Vlan vlan) {
    VlanTree tree = tree(vlan);
    tree.becomeRoot(ownId);
    events.emit(new Event.StpRootChanged(0, vlan.id, ownId));
    openBackups(vlan, (BitSet) tree.backup.clone());
  }

  private void openBackups(Vlan vlan, BitSet numbers) {
    numbers.stream().forEach(number -> leaveBackup(vlan, ports.get(number)));
  }

  /** A port got its first endpoint, or joined the VLAN with one. */
  void portActive(Vlan vlan, Port port, int now) {
    VlanTree tree = tree(vlan);
    tree.forgetNeighbour(port.number);
    vlan.setDiscarding(port.number, false);
    vlans.rebuild(vlan);
    if (!tree.edge.get(port.number)) {
      send(vlan, port, 0, now);
    }
    topologyChange(vlan, port, now);
  }

  /** A port lost its last endpoint, or left the VLAN. */
  void portInactive(Vlan vlan, Port port, int now) {
    VlanTree tree = tree(vlan);
    if (tree.isHeard(port.number)) {
      events.emit(new Event.StpNeighbourLost(port.number, vlan.id));
    }
    tree.forgetNeighbour(port.number);
    vlan.setDiscarding(port.number, false);
    vlans.rebuild(vlan);
    if (tree.rootPort == port.number) {
      reset(vlan);
    }
    topologyChange(vlan, port, now);
  }

  private void topologyChange(Vlan vlan, Port changed, int now) {
    wire.topologyChanged(vlan.id);
    if (!on) {
      return;
    }
    VlanTree tree = tree(vlan);
    for (Port port : activeMembers(vlan)) {
      if (port != changed && tree.isHeardOpen(port.number)) {
        send(vlan, port, Bpdu.TOPOLOGY_CHANGE, now);
      }
    }
  }

  /** To be called each second: hellos, and the loss of the root. */
  void tick(int now) {
    if (!on || now - lastHello < HELLO_SECONDS) {
      return;
    }
    lastHello = now;
    hellos++;
    for (Vlan vlan : vlans.all()) {
      VlanTree tree = tree(vlan);
      if (!tree.isRoot() && now - tree.heardAt > ROOT_LOST_SECONDS) {
        reset(vlan);
      }
      for (Port port : activeMembers(vlan)) {
        if (!tree.edge.get(port.number)) {
          send(vlan, port, Bpdu.AGREEMENT, now);
        }
      }
      if (hellos % HELLOS_PER_WINDOW == 0) {
        swapWindows(vlan, tree);
      }
    }
  }

  private void swapWindows(Vlan vlan, VlanTree tree) {
    BitSet silent = (BitSet) tree.backup.clone();
    silent.andNot(tree.heard);
    silent.andNot(tree.heardBefore);
    openBackups(vlan, silent);
    BitSet lost = (BitSet) tree.heardBefore.clone();
    lost.andNot(tree.heard);
    lost.stream().forEach(port -> events.emit(new Event.StpNeighbourLost(port, vlan.id)));
    tree.heardBefore.clear();
    tree.heardBefore.or(tree.heard);
    tree.heard.clear();
  }

  /** A BPDU came in. The frame is borrowed. */
  void receive(Port in, Vlan vlan, MemorySegment frame, int now) {
    VlanTree tree = tree(vlan);
    int port = in.number;
    if (tree.edge.get(port)) {
      return;
    }
    boolean wasHeard = tree.isHeard(port);
    tree.heard.set(port);
    if (!wasHeard) {
      events.emit(new Event.StpNeighbourHeard(port, vlan.id));
    }
    Bpdu.parse(frame, isTagged(frame)).ifPresent(bpdu -> heed(bpdu, tree, vlan, in, now));
  }

  private static boolean isTagged(MemorySegment frame) {
    return EthernetFrame.type(frame, 0) == EthernetFrame.TPID;
  }

  private void heed(Bpdu bpdu, VlanTree tree, Vlan vlan, Port in, int now) {
    if (Integer.compareUnsigned(bpdu.rootCost(), MAX_HOPS * PORT_COST) > 0) {
      disbelieve(tree, vlan, in, now);
      return;
    }
    int bonus = tree.bonusPort == in.number ? tree.bonusCost : 0;
    int cost = Math.clamp((long) bpdu.rootCost() + PORT_COST - bonus, 0, Integer.MAX_VALUE);
    int order = tree.compare(bpdu, cost);
    boolean accepted = order < 0 || order > 0 && tree.rootPort == in.number;
    boolean sameRoot = bpdu.rootId() == tree.rootId;
    boolean leansOnUs = sameRoot && (bpdu.flags() & Bpdu.ROLE_MASK) == Bpdu.ROLE_ROOT;
    boolean blocked = tree.backup.get(in.number);

    // What changed behind a port that stays blocked is known through another. Passed on, the news
    // would go round between two bridges with three links for ever.
    boolean opens = accepted || order > 0 && leansOnUs;
    if ((bpdu.flags() & Bpdu.TOPOLOGY_CHANGE) != 0 && (!blocked || opens)) {
      topologyChange(vlan, in, now);
    }
    if (order == 0) {
      tree.heardAt = now;
    } else if (accepted) {
      acceptRoot(bpdu, cost, tree, vlan, in, now);
    } else if (!sameRoot) {
      send(vlan, in, 0, now);
    } else if (leansOnUs && blocked) {
      leaveBackup(vlan, in);
      topologyChange(vlan, in, now);
    } else if (!leansOnUs && !blocked) {
      enterBackup(vlan, in);
      topologyChange(vlan, in, now);
    }
  }

  /** The root is too far away to be one: whoever tells so is told of ours. */
  private void disbelieve(VlanTree tree, Vlan vlan, Port in, int now) {
    if (tree.rootPort == in.number) {
      reset(vlan);
      topologyChange(vlan, in, now);
    }
    send(vlan, in, 0, now);
  }

  private void acceptRoot(Bpdu bpdu, int cost, VlanTree tree, Vlan vlan, Port in, int now) {
    tree.follow(bpdu, cost, in.number, now);
    events.emit(new Event.StpRootChanged(in.number, vlan.id, tree.rootId));
    for (Port port : activeMembers(vlan)) {
      if (port != in && tree.isHeardOpen(port.number)) {
        enterBackup(vlan, port);
        send(vlan, port, 0, now);
      }
    }
    leaveBackup(vlan, in);
    send(vlan, in, Bpdu.AGREEMENT, now);
    topologyChange(vlan, in, now);
  }

  private void enterBackup(Vlan vlan, Port port) {
    tree(vlan).backup.set(port.number);
    setDiscarding(vlan, port, true);
  }

  private void leaveBackup(Vlan vlan, Port port) {
    tree(vlan).backup.clear(port.number);
    setDiscarding(vlan, port, false);
  }

  private void setDiscarding(Vlan vlan, Port port, boolean discarding) {
    if (vlan.isDiscarding(port.number) != discarding) {
      vlan.setDiscarding(port.number, discarding);
      vlans.rebuild(vlan);
    }
    StpState state = discarding ? StpState.DISCARDING : StpState.FORWARDING;
    events.emit(new Event.StpStateChanged(port.number, vlan.id, state));
  }

  /** Makes a port an edge port of a VLAN, or an ordinary one again. */
  void setEdge(Vlan vlan, int number, boolean edge) {
    VlanTree tree = tree(vlan);
    Port port = ports.get(number);
    tree.edge.set(number, edge);
    if (port == null) {
      return;
    }
    boolean opens = edge ? vlan.isMember(number) && vlan.isUntagged(port) : tree.backup.get(number);
    if (opens) {
      leaveBackup(vlan, port);
    }
  }

  /** Lowers the cost of the way through one port of a VLAN; replaces an earlier bonus. */
  void setBonus(Vlan vlan, int port, int cost) {
    tree(vlan).bonusPort = port;
    tree(vlan).bonusCost = cost;
  }

  private void send(Vlan vlan, Port port, int flags, int now) {
    if (!on || !port.isActive() || port.isShut()) {
      return;
    }
    VlanTree tree = tree(vlan);
    boolean isRootPort = tree.rootPort == port.number;
    int state =
        (tree.backup.get(port.number) ? Bpdu.IN_BACKUP : Bpdu.NOT_IN_BACKUP)
            | (isRootPort ? 0 : Bpdu.NOT_ROOT_PORT)
            | (vlan.isDiscarding(port.number) ? 0 : Bpdu.FORWARDING);
    int age = tree.isRoot() ? 0 : now - tree.heardAt;
    wire.send(
        port,
        new Bpdu(flags | state, tree.rootId, tree.rootCost, ownId, Bpdu.portId(port.number), age),
        !vlan.isUntagged(port),
        vlan.id);
  }

  /** Members with an endpoint, the untagged ones first. */
  private List<Port> activeMembers(Vlan vlan) {
    List<Port> untagged = new ArrayList<>();
    List<Port> tagged = new ArrayList<>();
    for (Port port : vlan.memberPorts(ports)) {
      if (port.isActive()) {
        (vlan.isUntagged(port) ? untagged : tagged).add(port);
      }
    }
    untagged.addAll(tagged);
    return untagged;
  }

  SwitchState.Hello hello() {
    return new SwitchState.Hello(lastHello, hellos);
  }

  VlanState.TreeState state(Vlan vlan) {
    return tree(vlan).state();
  }

  /** Goes on with the hellos of another; its trees follow. */
  void restore(SwitchState.Hello hello) {
    lastHello = hello.lastAt();
    hellos = hello.count();
  }

  /** Takes over the tree of a VLAN that was made just now. */
  void restore(Vlan vlan, VlanState.TreeState state) {
    tree(vlan).restore(state);
  }

  /**
   * The trees of VLANs, each as it is when it is reached; of a VLAN that is removed meanwhile as it
   * was.
   *
   * @param clock the second that it is
   */
  List<Reply.StpTree> show(List<Vlan> shown, IntSupplier clock) {
    List<VlanTree> known = shown.stream().map(this::tree).toList();
    return new Shown<>(known, tree -> show(tree, clock.getAsInt()));
  }

  private Reply.StpTree show(VlanTree tree, int now) {
    Vlan vlan = tree.vlan;
    List<Reply.StpMember> members =
        activeMembers(vlan).stream()
            .map(
                port -> {
                  boolean tagged = !vlan.isUntagged(port);
                  return new Reply.StpMember(
                      port.number, tagged, PORT_COST, tree.role(port.number, tagged));
                })
            .toList();
    return new Reply.StpTree(
        vlan.id,
        tree.isRoot(),
        tree.rootId,
        tree.designatedId,
        tree.shownRootPort(),
        tree.rootCost,
        now - tree.heardAt,
        tree.bonusPort,
        tree.bonusCost,
        members);
  }
}
