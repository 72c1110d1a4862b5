package io.vnetctl.cli.config;

import io.vnetctl.core.control.Command;
import io.vnetctl.core.control.Failure;
import io.vnetctl.core.control.PortLimits;
import io.vnetctl.core.control.Reply;
import io.vnetctl.core.state.PortState;
import io.vnetctl.core.state.SwitchState;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * The way from what a switch has to another layout: commands that, one after another, cannot be
 * refused, unless there is an {@link #obstacle}. What is the same is not touched.
 */
public final class Transition {
  private final SwitchState state;
  private final Layout before;
  private final Layout after;
  private final List<Command> commands = new ArrayList<>();

  /**
   * @param state of the switch now; its addresses are not looked at
   */
  public Transition(SwitchState state, Layout after) {
    this.state = state;
    this.before = Layout.of(state);
    this.after = after;
  }

  /** Why it cannot be gone; empty if it can. */
  public Optional<String> obstacle() {
    return state.ports().stream()
        .filter(port -> port.number() >= after.portCount() && !port.endpoints().isEmpty())
        .map(
            port ->
                "numports = %d leaves out port %d, which has a client; unplug it first"
                    .formatted(after.portCount(), port.number()))
        .findFirst();
  }

  /** What is to be done, in this order. */
  public List<Command> commands() {
    commands.clear();
    if (after.hub() && !before.hub()) {
      commands.add(new Command.SetHub(true));
    } else if (!after.fstp() && before.fstp()) {
      commands.add(new Command.SetStp(false));
    }
    if (after.portCount() > before.portCount()) {
      commands.add(new Command.SetPortCount(after.portCount()));
    }
    after.vlans().keySet().stream()
        .filter(vlan -> vlan != 0 && !before.vlans().containsKey(vlan))
        .forEach(vlan -> commands.add(new Command.CreateVlan(vlan)));
    if (after.portsPerUser() != before.portsPerUser()) {
      commands.add(new Command.SetUserLimit(after.portsPerUser()));
    }
    changePorts();
    changeLimits();
    changeVlans();
    if (after.portCount() < before.portCount()) {
      commands.add(new Command.SetPortCount(after.portCount()));
    }
    changeTable();
    if (!after.hub() && before.hub()) {
      commands.add(new Command.SetHub(false));
    }
    if (after.fstp() && !before.fstp()) {
      commands.add(new Command.SetStp(true));
    }
    return List.copyOf(commands);
  }

  /** A switch that commands are given to, on its thread. */
  public interface Target {
    /** Carries out one. */
    Reply execute(Command command);

    /** What it is now; addresses may be left out. */
    SwitchState state();
  }

  /**
   * Has a switch take on a layout, all of it or nothing: what was done before a command that is
   * refused all the same is undone.
   *
   * @return why it was not done; empty if it was
   */
  public static Optional<String> perform(Target target, Layout after) {
    SwitchState start = target.state();
    Transition forth = new Transition(start, after);
    Optional<String> obstacle = forth.obstacle();
    if (obstacle.isPresent()) {
      return obstacle;
    }
    for (Command command : forth.commands()) {
      if (target.execute(command) instanceof Reply.Failed(Failure failure)) {
        new Transition(target.state(), Layout.of(start)).commands().forEach(target::execute);
        return Optional.of(
            "%s was refused (%s), a defect; nothing has changed".formatted(command, failure));
      }
    }
    return Optional.empty();
  }

  private void changePorts() {
    Set<Integer> existing = new HashSet<>();
    for (PortState port : state.ports()) {
      existing.add(port.number());
      if (port.number() >= after.portCount()) {
        commands.add(new Command.RemovePort(port.number()));
      }
    }
    SortedSet<Integer> numbers = new TreeSet<>(before.ports().keySet());
    numbers.addAll(after.ports().keySet());
    for (int number : numbers.headSet(after.portCount())) {
      if (!existing.contains(number)) {
        commands.add(new Command.EnsurePort(number));
      }
      changePort(number, before.port(number), after.port(number));
    }
  }

  private void changePort(int number, Layout.PortLayout from, Layout.PortLayout to) {
    if (from.allocatable() != to.allocatable()) {
      commands.add(new Command.SetPortAllocatable(number, to.allocatable()));
    }
    if (!from.uid().equals(to.uid())) {
      commands.add(new Command.SetPortUser(number, to.uid()));
    }
    if (!from.gid().equals(to.gid())) {
      commands.add(new Command.SetPortGroup(number, to.gid()));
    }
    SortedSet<Integer> tagged = new TreeSet<>(from.tagged());
    if (from.vlan() != to.vlan()) {
      commands.add(new Command.SetPortVlan(number, to.vlan()));
      tagged.remove(to.vlan());
    }
    for (int vlan : tagged) {
      if (!to.tagged().contains(vlan)) {
        commands.add(new Command.RemoveVlanPort(vlan, number));
      }
    }
    for (int vlan : to.tagged()) {
      if (!tagged.contains(vlan)) {
        commands.add(new Command.AddVlanPort(vlan, number));
      }
    }
  }

  /** Those of all ports first, which sets those of each. */
  private void changeLimits() {
    change(OptionalInt.empty(), before.others(), after.others());
    SortedSet<Integer> numbers = new TreeSet<>(before.limits().keySet());
    numbers.addAll(after.limits().keySet());
    for (int number : numbers.headSet(after.portCount())) {
      PortLimits now = overridden(before.limitsOf(number));
      change(OptionalInt.of(number), now, after.limitsOf(number));
    }
  }

  /** Limits of a port after the change of those of all. */
  private PortLimits overridden(PortLimits own) {
    PortLimits from = before.others();
    PortLimits to = after.others();
    return new PortLimits(
        from.addresses() == to.addresses() ? own.addresses() : to.addresses(),
        from.floodedFrames() == to.floodedFrames() ? own.floodedFrames() : to.floodedFrames(),
        from.bpduGuard() == to.bpduGuard() ? own.bpduGuard() : to.bpduGuard(),
        from.isolated() == to.isolated() ? own.isolated() : to.isolated());
  }

  private void change(OptionalInt port, PortLimits from, PortLimits to) {
    if (from.addresses() != to.addresses()) {
      commands.add(new Command.SetMacLimit(port, to.addresses()));
    }
    if (from.floodedFrames() != to.floodedFrames()) {
      commands.add(new Command.SetFloodLimit(port, to.floodedFrames()));
    }
    if (from.bpduGuard() != to.bpduGuard()) {
      commands.add(new Command.SetBpduGuard(port, to.bpduGuard()));
    }
    if (from.isolated() != to.isolated()) {
      commands.add(new Command.SetIsolated(port, to.isolated()));
    }
  }

  private void changeVlans() {
    SortedSet<Integer> numbers = new TreeSet<>(before.vlans().keySet());
    numbers.addAll(after.vlans().keySet());
    for (int vlan : numbers) {
      Layout.VlanLayout from = before.vlans().getOrDefault(vlan, Layout.VlanLayout.AS_MADE);
      Layout.VlanLayout to = after.vlans().getOrDefault(vlan, Layout.VlanLayout.AS_MADE);
      if (vlan != 0 && !after.vlans().containsKey(vlan)) {
        commands.add(new Command.RemoveVlan(vlan));
      } else {
        changeTree(vlan, from, to);
      }
    }
  }

  private void changeTree(int vlan, Layout.VlanLayout from, Layout.VlanLayout to) {
    if (from.bonusPort() != to.bonusPort() || from.bonusCost() != to.bonusCost()) {
      commands.add(new Command.SetStpBonus(vlan, to.bonusPort(), to.bonusCost()));
    }
    SortedSet<Integer> ports = new TreeSet<>(from.edge());
    ports.addAll(to.edge());
    for (int port : ports) {
      if (from.edge().contains(port) != to.edge().contains(port)) {
        commands.add(new Command.SetStpEdge(vlan, port, to.edge().contains(port)));
      }
    }
  }

  private void changeTable() {
    if (after.hashSize() != before.hashSize()) {
      commands.add(new Command.SetMacTableSize(after.hashSize()));
    }
    if (after.ageing().sweepInterval() != before.ageing().sweepInterval()) {
      commands.add(new Command.SetSweepInterval(after.ageing().sweepInterval()));
    }
    if (after.ageing().expiry() != before.ageing().expiry()) {
      commands.add(new Command.SetMacExpiry(after.ageing().expiry()));
    }
    if (after.ageing().minPersistence() != before.ageing().minPersistence()) {
      commands.add(new Command.SetMinPersistence(after.ageing().minPersistence()));
    }
  }
}
