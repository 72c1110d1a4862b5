package io.vnetctl.cli.config;

import io.vnetctl.core.SwitchConfig;
import io.vnetctl.core.control.Command;
import io.vnetctl.core.control.PortLimits;
import io.vnetctl.core.state.LimitsState;
import io.vnetctl.core.state.PortState;
import io.vnetctl.core.state.SwitchState;
import io.vnetctl.core.state.VlanState;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.UnaryOperator;

/**
 * Everything of a switch that can be set while it runs: what the file asks for, or what there is.
 * Two that mean the same are equal: a port or VLAN 0 as it is made, and limits like those of all
 * others, are left out.
 *
 * @param portCount ports are 0 to portCount - 1
 * @param hub whether every frame goes to all ports; then there is no spanning tree
 * @param fstp whether there is one
 * @param hashSize buckets of the address table, a power of two
 * @param ageing of addresses
 * @param portsPerUser how many a user may hold who is neither root nor the owner; 0: any number
 * @param others limits of all ports but those of {@code limits}
 * @param limits by port
 * @param ports by number; ports that are not named are as they are made
 * @param vlans by number, all that exist
 */
public record Layout(
    int portCount,
    boolean hub,
    boolean fstp,
    int hashSize,
    Ageing ageing,
    int portsPerUser,
    PortLimits others,
    SortedMap<Integer, PortLimits> limits,
    SortedMap<Integer, PortLayout> ports,
    SortedMap<Integer, VlanLayout> vlans) {
  /** Highest VLAN that can be made. */
  static final int LAST_VLAN = 4093;

  /** Tagged VLANs of all ports together that a file may ask for. */
  static final int MAX_TAGGED = 65_536;

  /** Edge ports of all VLANs together that a file may ask for: each is a step of a reload. */
  static final int MAX_EDGE = 65_536;

  /** The untagged VLAN of a port that has none. */
  static final int NO_VLAN = 4095;

  /** Ports at most. */
  static final int MAX_PORTS = SwitchConfig.MAX_PORT_COUNT;

  /** The highest path cost that 802.1D recommends for anything. */
  static final int MAX_BONUS = 200_000_000;

  /** Leaves out what means nothing. */
  public Layout {
    PortLimits usual = others;
    limits = new TreeMap<>(limits);
    limits.values().removeIf(usual::equals);
    ports = new TreeMap<>(ports);
    ports.values().removeIf(PortLayout.AS_MADE::equals);
    vlans = new TreeMap<>(vlans);
    vlans.remove(0, VlanLayout.AS_MADE);
  }

  /** Times in seconds; 0 or more. */
  public record Ageing(int sweepInterval, int expiry, int minPersistence) {}

  /**
   * A port.
   *
   * @param vlan of untagged frames, or {@link #NO_VLAN}
   * @param tagged VLANs of tagged frames, without that one
   * @param allocatable whether a client that names no port may get it
   * @param uid only user that may attach; empty: any
   * @param gid only group that may attach; empty: any
   */
  public record PortLayout(
      int vlan, SortedSet<Integer> tagged, boolean allocatable, OptionalInt uid, OptionalInt gid) {
    static final PortLayout AS_MADE =
        new PortLayout(0, new TreeSet<>(), true, OptionalInt.empty(), OptionalInt.empty());

    /** Keeps its own set. */
    public PortLayout {
      tagged = new TreeSet<>(tagged);
    }
  }

  /**
   * A VLAN.
   *
   * @param bonusPort whose path cost is lowered; 0 without bonus
   * @param bonusCost by how much; 0: by nothing
   * @param edge ports that lead to no other switch
   */
  public record VlanLayout(int bonusPort, int bonusCost, SortedSet<Integer> edge) {
    static final VlanLayout AS_MADE = new VlanLayout(0, 0, new TreeSet<>());

    /** Without a cost there is no bonus. Keeps its own set. */
    public VlanLayout {
      bonusPort = bonusCost == 0 ? 0 : bonusPort;
      edge = new TreeSet<>(edge);
    }
  }

  /** What there is in a switch. */
  public static Layout of(SwitchState state) {
    SwitchConfig config = state.config();
    LimitsState limits = state.limits();
    Map<Integer, PortLayout> ports = new TreeMap<>();
    for (PortState port : state.ports()) {
      SortedSet<Integer> tagged = new TreeSet<>();
      for (VlanState vlan : state.vlans()) {
        if (vlan.members().get(port.number()) && vlan.id() != port.untaggedVlan()) {
          tagged.add(vlan.id());
        }
      }
      ports.put(
          port.number(),
          new PortLayout(
              port.untaggedVlan(),
              tagged,
              port.allocatable(),
              port.allowedUid(),
              port.allowedGid()));
    }
    Map<Integer, VlanLayout> vlans = new TreeMap<>();
    state.vlans().forEach(vlan -> vlans.put(vlan.id(), layout(vlan.tree(), config.portCount())));
    SwitchState.AddressAgeing ageing = state.addresses();
    return new Layout(
        config.portCount(),
        config.hub(),
        config.spanningTree(),
        config.macBuckets(),
        new Ageing(
            Math.max(0, ageing.sweepInterval()),
            Math.max(0, ageing.expiry()),
            Math.max(0, ageing.minPersistence())),
        limits.portsPerUser(),
        limits.others(),
        limits.own(),
        new TreeMap<>(ports),
        new TreeMap<>(vlans));
  }

  /** Settings of a port that cannot be are none. */
  private static VlanLayout layout(VlanState.TreeState tree, int portCount) {
    boolean bonus = tree.bonusPort() >= 0 && tree.bonusPort() < portCount;
    SortedSet<Integer> edge = new TreeSet<>();
    tree.edge().stream().filter(port -> port < portCount).forEach(edge::add);
    return new VlanLayout(
        tree.bonusPort(), bonus ? Math.clamp(tree.bonusCost(), -MAX_BONUS, MAX_BONUS) : 0, edge);
  }

  /** Limits of a port. */
  PortLimits limitsOf(int port) {
    return limits.getOrDefault(port, others);
  }

  /** The layout of a port. */
  PortLayout port(int number) {
    return ports.getOrDefault(number, PortLayout.AS_MADE);
  }

  /** The same after these commands, which are about limits, one after another. */
  public Layout with(List<Command> commands) {
    Layout layout = this;
    for (Command command : commands) {
      layout =
          switch (command) {
            case Command.SetMacLimit(OptionalInt port, int number) ->
                layout.changed(port, it -> it.withAddresses(number));
            case Command.SetFloodLimit(OptionalInt port, int number) ->
                layout.changed(port, it -> it.withFloodedFrames(number));
            case Command.SetBpduGuard(OptionalInt port, boolean on) ->
                layout.changed(port, it -> it.withBpduGuard(on));
            case Command.SetIsolated(OptionalInt port, boolean on) ->
                layout.changed(port, it -> it.withIsolated(on));
            default -> throw new IllegalArgumentException("sets no limit: " + command);
          };
    }
    return layout;
  }

  private Layout changed(OptionalInt port, UnaryOperator<PortLimits> change) {
    SortedMap<Integer, PortLimits> changed = new TreeMap<>(limits);
    PortLimits usual = others;
    if (port.isPresent()) {
      changed.put(port.getAsInt(), change.apply(limitsOf(port.getAsInt())));
    } else {
      usual = change.apply(others);
      changed.replaceAll((_, own) -> change.apply(own));
    }
    return new Layout(
        portCount, hub, fstp, hashSize, ageing, portsPerUser, usual, changed, ports, vlans);
  }
}
