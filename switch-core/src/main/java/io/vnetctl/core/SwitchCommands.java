package io.vnetctl.core;

import io.vnetctl.core.control.Command;
import io.vnetctl.core.control.Failure;
import io.vnetctl.core.control.Reply;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * What a switch can be asked to do: the list of all commands with their checks, in the order in
 * which VDE makes them (spec vde-console, chapter 4).
 */
final class SwitchCommands {
  private final Switch network;
  private final PortTable ports;
  private final VlanTable vlans;
  private final MacTable macs;
  private final SpanningTree stp;
  private final Bridge bridge;
  private final LimitTable limits;
  private final LimitCommands limiting;

  SwitchCommands(
      Switch network,
      PortTable ports,
      VlanTable vlans,
      MacTable macs,
      SpanningTree stp,
      Bridge bridge,
      LimitTable limits,
      LimitCommands limiting) {
    this.network = network;
    this.ports = ports;
    this.vlans = vlans;
    this.macs = macs;
    this.stp = stp;
    this.bridge = bridge;
    this.limits = limits;
    this.limiting = limiting;
  }

  /** Carries out one command. */
  Reply execute(Command command) {
    return switch (command) {
      case Command.ShowPortSettings() -> new Reply.PortSettings(ports.limit(), bridge.isHub());
      case Command.SetPortCount(int count) -> setPortCount(count);
      case Command.SetHub(boolean on) -> setHub(on);
      case Command.SetPortVlan(int port, int vlan) -> setPortVlan(port, vlan);
      case Command.CreateAnyPort() -> createAnyPort();
      case Command.CreatePort(int port) -> createPort(port);
      case Command.EnsurePort(int port) -> ensurePort(port);
      case Command.RemovePort(int port) -> removePort(port);
      case Command.SetPortAllocatable(int port, boolean allocatable) ->
          onPort(port, it -> it.setAllocatable(allocatable));
      case Command.SetPortUser(int port, OptionalInt uid) ->
          onPort(port, it -> it.setAllowedUid(uid));
      case Command.SetPortGroup(int port, OptionalInt gid) ->
          onPort(port, it -> it.setAllowedGid(gid));
      case Command.CloseEndpoint(int port, int id) -> closeEndpoint(port, id);
      case Command.ResetCounters(OptionalInt port) -> resetCounters(port);
      case Command.ListActivePorts(OptionalInt port) -> listPorts(port, true);
      case Command.ListAllPorts(OptionalInt port) -> listPorts(port, false);
      case Command.ListCounters(OptionalInt port) -> listCounters(port);
      case Command.SetMacLimit limit -> limiting.setAddresses(limit);
      case Command.SetFloodLimit limit -> limiting.setFlood(limit);
      case Command.SetBpduGuard set -> limiting.setGuard(set, network.uptimeSeconds());
      case Command.SetIsolated set -> limiting.setIsolated(set);
      case Command.SetUserLimit limit -> limiting.setUser(limit);
      case Command.ListLimits(OptionalInt port) -> limiting.list(port);
      case Command.ShowMacTableSettings() -> macs.settings();
      case Command.SetMacTableSize(int buckets) -> setMacTableSize(buckets);
      case Command.SetSweepInterval(int seconds) -> done(() -> macs.setSweepInterval(seconds));
      case Command.SetMacExpiry(int seconds) -> done(() -> macs.setExpiry(seconds));
      case Command.SetMinPersistence(int seconds) -> done(() -> macs.setMinPersistence(seconds));
      case Command.ListMacs() -> macs.list(network::uptimeSeconds);
      case Command.FindMac find -> findMac(find);
      case Command.ShowStpSettings() ->
          new Reply.StpSettings(network.config().mac(), network.config().priority(), stp.isOn());
      case Command.SetStp(boolean on) -> setStp(on);
      case Command.SetStpEdge(int vlan, int port, boolean edge) ->
          onTree(vlan, port, it -> stp.setEdge(it, port, edge));
      case Command.SetStpBonus(int vlan, int port, int cost) ->
          onTree(vlan, port, it -> stp.setBonus(it, port, cost));
      case Command.ListStp(OptionalInt vlan) -> listStp(vlan);
      case Command.CreateVlan(int vlan) -> createVlan(vlan);
      case Command.RemoveVlan(int vlan) -> removeVlan(vlan);
      case Command.AddVlanPort(int vlan, int port) -> onMember(vlan, port, this::addMember);
      case Command.RemoveVlanPort(int vlan, int port) -> onMember(vlan, port, this::removeMember);
      case Command.ListActiveVlans(OptionalInt vlan) -> listVlans(vlan, 0, true);
      case Command.ListAllVlans(OptionalInt vlan) -> listVlans(vlan, 1, false);
    };
  }

  private Reply setPortCount(int count) {
    if (count < 1 || count > PortTable.MAX_PORTS) {
      return failed(Failure.INVALID);
    }
    List<Port> all = ports.all();
    if (!all.isEmpty() && all.getLast().number >= count) {
      return failed(Failure.IN_USE);
    }
    limits.forgetFrom(count);
    return done(() -> ports.setLimit(count));
  }

  private Reply setHub(boolean on) {
    if (on) {
      network.setSpanningTree(false);
    }
    return done(() -> bridge.setHub(on));
  }

  private Reply setStp(boolean on) {
    if (bridge.isHub()) {
      return new Reply.StpSwitched(true);
    }
    network.setSpanningTree(on);
    return new Reply.StpSwitched(false);
  }

  private Reply setPortVlan(int number, int vlan) {
    if (!ports.isInRange(number) || vlan < 0 || vlan > Port.NO_VLAN) {
      return failed(Failure.INVALID);
    }
    Port port = ports.get(number);
    if (port == null || vlan != Port.NO_VLAN && !vlans.exists(vlan)) {
      return failed(Failure.ABSENT);
    }
    macs.forgetPort(number);
    Vlan old = vlans.get(port.untaggedVlan());
    port.setUntaggedVlan(vlan);
    if (old != null) {
      leave(old, port);
    }
    if (vlan != Port.NO_VLAN) {
      join(vlans.get(vlan), port);
    }
    return new Reply.Done();
  }

  private void join(Vlan vlan, Port port) {
    vlan.join(port.number);
    vlans.rebuild(vlan);
    if (port.isActive()) {
      stp.portActive(vlan, port, network.uptimeSeconds());
    }
  }

  private void leave(Vlan vlan, Port port) {
    vlan.leave(port.number);
    vlans.rebuild(vlan);
    if (port.isActive()) {
      stp.portInactive(vlan, port, network.uptimeSeconds());
    }
  }

  private Reply createAnyPort() {
    OptionalInt free = ports.firstFor(Applicant.ownDevice());
    if (free.isEmpty()) {
      return failed(Failure.FULL);
    }
    Port port = ports.get(free.getAsInt());
    if (port == null) {
      network.createPort(free.getAsInt(), false);
    } else {
      port.setAllocatable(false);
    }
    return new Reply.PortCreated(free.getAsInt());
  }

  private Reply createPort(int number) {
    if (!ports.isInRange(number)) {
      return failed(Failure.INVALID);
    }
    if (number == 0) {
      return createAnyPort() instanceof Reply.Failed failed ? failed : new Reply.Done();
    }
    if (ports.get(number) != null) {
      return failed(Failure.EXISTS);
    }
    network.createPort(number, false);
    return new Reply.Done();
  }

  private Reply ensurePort(int number) {
    if (!ports.isInRange(number)) {
      return failed(Failure.INVALID);
    }
    if (ports.get(number) == null) {
      network.createPort(number, true);
    }
    return new Reply.Done();
  }

  private Reply removePort(int number) {
    if (!ports.isInRange(number)) {
      return failed(Failure.INVALID);
    }
    Port port = ports.get(number);
    if (port == null) {
      return failed(Failure.ABSENT);
    }
    if (port.isActive()) {
      return failed(Failure.IN_USE);
    }
    macs.forgetPort(number);
    vlans.of(port).forEach(vlan -> leave(vlan, port));
    ports.remove(number);
    limits.forget(number);
    bridge.portsChanged();
    return new Reply.Done();
  }

  private Reply closeEndpoint(int number, int id) {
    if (!ports.isInRange(number)) {
      return failed(Failure.INVALID);
    }
    Port port = ports.get(number);
    Optional<Endpoint> endpoint =
        port == null
            ? Optional.empty()
            : port.endpoints().stream().filter(it -> it.id() == id).findFirst();
    if (endpoint.isEmpty()) {
      return failed(Failure.ABSENT);
    }
    return done(endpoint.get()::close);
  }

  private Reply resetCounters(OptionalInt number) {
    if (number.isEmpty()) {
      return done(() -> ports.all().forEach(Port::resetCounters));
    }
    if (!ports.isInRange(number.getAsInt())) {
      return failed(Failure.INVALID);
    }
    Port port = ports.get(number.getAsInt());
    return port == null ? new Reply.Done() : done(port::resetCounters);
  }

  private Reply listPorts(OptionalInt number, boolean activeOnly) {
    return selectPorts(
        number,
        port -> port.isActive() || !activeOnly,
        selected -> new Reply.Ports(new Shown<>(selected, Port::info)));
  }

  private Reply listCounters(OptionalInt number) {
    return selectPorts(
        number,
        port -> true,
        selected -> new Reply.Counters(new Shown<>(selected, Port::counters)));
  }

  private Reply selectPorts(
      OptionalInt number, Predicate<Port> filter, Function<List<Port>, Reply> show) {
    if (number.isEmpty()) {
      return show.apply(ports.all().stream().filter(filter).toList());
    }
    if (!ports.isInRange(number.getAsInt())) {
      return failed(Failure.INVALID);
    }
    Port port = ports.get(number.getAsInt());
    return port == null || !filter.test(port) ? failed(Failure.ABSENT) : show.apply(List.of(port));
  }

  private Reply setMacTableSize(int buckets) {
    return buckets <= 0 ? failed(Failure.INVALID) : done(() -> macs.resize(buckets));
  }

  private Reply findMac(Command.FindMac find) {
    if (find.vlan() < 0 || find.vlan() > Port.NO_VLAN) {
      return failed(Failure.NO_DEVICE);
    }
    List<Reply.MacEntry> found = macs.find(find.mac(), find.vlan(), network.uptimeSeconds());
    return found.isEmpty() ? failed(Failure.NO_DEVICE) : new Reply.MacEntries(found);
  }

  private Reply listStp(OptionalInt vlan) {
    return selectVlans(
        vlan,
        0,
        selected -> new Reply.StpTrees(stp.isOn(), stp.show(selected, network::uptimeSeconds)));
  }

  private Reply listVlans(OptionalInt vlan, int lowest, boolean activeOnly) {
    return selectVlans(
        vlan,
        lowest,
        selected -> new Reply.Vlans(new Shown<>(selected, it -> vlanInfo(it, activeOnly))));
  }

  private Reply selectVlans(OptionalInt id, int lowest, Function<List<Vlan>, Reply> show) {
    if (id.isEmpty()) {
      return show.apply(vlans.all());
    }
    if (id.getAsInt() < lowest || id.getAsInt() > VlanTable.LAST) {
      return failed(Failure.INVALID);
    }
    Vlan vlan = vlans.get(id.getAsInt());
    return vlan == null ? failed(Failure.ABSENT) : show.apply(List.of(vlan));
  }

  private Reply.VlanInfo vlanInfo(Vlan vlan, boolean activeOnly) {
    List<Reply.VlanMember> members = new ArrayList<>();
    for (Port port : vlan.memberPorts(ports)) {
      // A hub knows no VLANs: nobody is an active member of one.
      if (!activeOnly || port.isActive() && !bridge.isHub()) {
        members.add(
            new Reply.VlanMember(
                port.number, !vlan.isUntagged(port), port.isActive(), vlan.shownState(port)));
      }
    }
    return new Reply.VlanInfo(vlan.id, members);
  }

  private Reply createVlan(int id) {
    if (id < 1 || id > VlanTable.LAST) {
      return failed(Failure.INVALID);
    }
    if (vlans.exists(id)) {
      return failed(Failure.EXISTS);
    }
    return done(() -> stp.vlanCreated(vlans.create(id)));
  }

  private Reply removeVlan(int id) {
    if (id < 0 || id > VlanTable.LAST + 1) {
      return failed(Failure.INVALID);
    }
    if (!vlans.exists(id)) {
      return failed(Failure.ABSENT);
    }
    // VLAN 0 stays: every new port begins there.
    if (id == VlanTable.DEFAULT || vlans.get(id).hasMembers()) {
      return failed(Failure.IN_USE);
    }
    return done(
        () -> {
          vlans.remove(id);
          stp.vlanRemoved(id);
        });
  }

  private Reply addMember(Vlan vlan, Port port) {
    if (!vlan.isMember(port.number)) {
      join(vlan, port);
    } else if (!vlan.isUntagged(port) && port.isActive()) {
      macs.forgetVlan(vlan.id);
    }
    return new Reply.Done();
  }

  /** Repeating it, or removing what is no member, forgets addresses all the same, as VDE does. */
  private Reply removeMember(Vlan vlan, Port port) {
    if (vlan.isUntagged(port)) {
      return failed(Failure.IN_USE);
    }
    macs.forgetPort(port.number);
    if (vlan.isMember(port.number)) {
      leave(vlan, port);
    } else if (port.isActive()) {
      macs.forgetVlan(vlan.id);
    }
    return new Reply.Done();
  }

  private Reply onPort(int number, Consumer<Port> action) {
    if (!ports.isInRange(number)) {
      return failed(Failure.INVALID);
    }
    Port port = ports.get(number);
    return port == null ? failed(Failure.ABSENT) : done(() -> action.accept(port));
  }

  private Reply onTree(int vlan, int port, Consumer<Vlan> action) {
    if (vlan < 0 || vlan > VlanTable.LAST + 1 || !ports.isInRange(port)) {
      return failed(Failure.INVALID);
    }
    return vlans.exists(vlan) ? done(() -> action.accept(vlans.get(vlan))) : failed(Failure.ABSENT);
  }

  private Reply onMember(int vlan, int number, BiFunction<Vlan, Port, Reply> action) {
    if (vlan < 0 || vlan > VlanTable.LAST || !ports.isInRange(number)) {
      return failed(Failure.INVALID);
    }
    Port port = ports.get(number);
    return port == null || !vlans.exists(vlan)
        ? failed(Failure.ABSENT)
        : action.apply(vlans.get(vlan), port);
  }

  private static Reply done(Runnable action) {
    action.run();
    return new Reply.Done();
  }

  private static Reply failed(Failure failure) {
    return new Reply.Failed(failure);
  }
}
