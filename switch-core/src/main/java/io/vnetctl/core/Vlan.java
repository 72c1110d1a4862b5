package io.vnetctl.core;

import io.vnetctl.core.control.StpState;
import io.vnetctl.core.state.VlanState;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;

/**
 * One VLAN: which ports are members, which of them forward, and the lists by which frames are
 * flooded. The lists and the state of each port are computed when something changes, so that a
 * frame only reads them.
 */
final class Vlan {
  private static final byte MEMBER = 1;
  private static final byte TAGGED = 2;
  private static final byte FORWARDS = 4;
  private static final Port[] NONE = {};

  final int id;
  private final BitSet members = new BitSet();
  private final BitSet discarding = new BitSet();
  private byte[] states = {};
  private Port[] untagged = NONE;
  private Port[] tagged = NONE;
  private Port[] untaggedFromIsolated = NONE;
  private Port[] taggedFromIsolated = NONE;

  Vlan(int id) {
    this.id = id;
  }

  boolean isMember(int port) {
    return members.get(port);
  }

  boolean hasMembers() {
    return !members.isEmpty();
  }

  /** Whether the port's untagged VLAN is this one. */
  boolean isUntagged(Port port) {
    return port.untaggedVlan() == id;
  }

  void join(int port) {
    members.set(port);
  }

  void leave(int port) {
    members.clear(port);
    discarding.clear(port);
  }

  /** Lets the spanning tree open or close a port. */
  void setDiscarding(int port, boolean discards) {
    discarding.set(port, discards);
  }

  boolean isDiscarding(int port) {
    return discarding.get(port);
  }

  /** Member ports that get frames of the port, or of any like it, untagged; ascending. */
  Port[] untaggedForwarders(Port in) {
    return in.isIsolated() ? untaggedFromIsolated : untagged;
  }

  /** Member ports that get frames of the port, or of any like it, tagged; ascending. */
  Port[] taggedForwarders(Port in) {
    return in.isIsolated() ? taggedFromIsolated : tagged;
  }

  /** Whether the port is a member; for the path of a frame. */
  boolean carries(int port) {
    return (state(port) & MEMBER) != 0;
  }

  /** Whether the port may send and receive frames of this VLAN; for the path of a frame. */
  boolean forwards(int port) {
    return (state(port) & FORWARDS) != 0;
  }

  /** Whether the port's frames of this VLAN have a tag; for the path of a frame. */
  boolean tags(int port) {
    return (state(port) & TAGGED) != 0;
  }

  private int state(int port) {
    return port < states.length ? states[port] : 0;
  }

  /** What the console shows: a port without an endpoint is neither open nor closed. */
  StpState shownState(Port port) {
    if (!port.isActive()) {
      return StpState.LEARNING;
    }
    return port.isShut() || discarding.get(port.number) ? StpState.DISCARDING : StpState.FORWARDING;
  }

  /** Computes states and flood lists anew. */
  void rebuild(PortTable ports) {
    byte[] newStates = new byte[members.length()];
    List<Port> newUntagged = new ArrayList<>();
    List<Port> newTagged = new ArrayList<>();
    members.stream()
        .mapToObj(ports::get)
        .forEach(
            port -> {
              boolean tags = !isUntagged(port);
              boolean forwards = port.isActive() && !port.isShut() && !discarding.get(port.number);
              newStates[port.number] =
                  (byte) (MEMBER | (tags ? TAGGED : 0) | (forwards ? FORWARDS : 0));
              if (forwards) {
                (tags ? newTagged : newUntagged).add(port);
              }
            });
    states = newStates;
    untagged = newUntagged.toArray(NONE);
    tagged = newTagged.toArray(NONE);
    untaggedFromIsolated = withoutIsolated(untagged);
    taggedFromIsolated = withoutIsolated(tagged);
  }

  private static Port[] withoutIsolated(Port[] forwarders) {
    return Arrays.stream(forwarders).filter(port -> !port.isIsolated()).toArray(Port[]::new);
  }

  VlanState state(VlanState.TreeState tree) {
    return new VlanState(id, (BitSet) members.clone(), (BitSet) discarding.clone(), tree);
  }

  /** Takes over who is a member; to be rebuilt. */
  void restore(VlanState state) {
    members.clear();
    members.or(state.members());
    discarding.clear();
    discarding.or(state.discarding());
  }

  /** Member ports, ascending. */
  List<Port> memberPorts(PortTable ports) {
    return members.stream().mapToObj(ports::get).toList();
  }
}
