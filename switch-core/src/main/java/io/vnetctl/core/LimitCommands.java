package io.vnetctl.core;

import io.vnetctl.core.control.Command;
import io.vnetctl.core.control.Failure;
import io.vnetctl.core.control.PortLimits;
import io.vnetctl.core.control.Reply;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.SortedSet;
import java.util.function.UnaryOperator;

/** Sets and shows the limits of ports. Unlike other commands these take ports yet to be made. */
final class LimitCommands {
  private final PortTable ports;
  private final VlanTable vlans;
  private final MacTable macs;
  private final LimitTable limits;
  private final BpduGuard guard;

  LimitCommands(
      PortTable ports, VlanTable vlans, MacTable macs, LimitTable limits, BpduGuard guard) {
    this.ports = ports;
    this.vlans = vlans;
    this.macs = macs;
    this.limits = limits;
    this.guard = guard;
  }

  /** Limits the addresses of a port, or of all. */
  Reply setAddresses(Command.SetMacLimit command) {
    int number = command.addresses();
    return number < 0 || number > PortLimits.MAX_ADDRESSES
        ? invalid()
        : change(command.port(), it -> it.withAddresses(number));
  }

  /** Limits the frames of a port, or of all, that are flooded. */
  Reply setFlood(Command.SetFloodLimit command) {
    int rate = command.framesPerSecond();
    return rate < 0 || rate > PortLimits.MAX_FLOODED_FRAMES
        ? invalid()
        : change(command.port(), it -> it.withFloodedFrames(rate));
  }

  /** Isolates a port, or all, or ends it. */
  Reply setIsolated(Command.SetIsolated command) {
    return change(command.port(), it -> it.withIsolated(command.on()));
  }

  /** Guards a port, or all, or ends it; either way ports that are shut are opened. */
  Reply setGuard(Command.SetBpduGuard command, int now) {
    Reply reply = change(command.port(), it -> it.withBpduGuard(command.on()));
    if (reply instanceof Reply.Done) {
      select(command.port()).forEach(port -> guard.open(port, now));
    }
    return reply;
  }

  /** Limits the ports of each user; nobody loses any. */
  Reply setUser(Command.SetUserLimit command) {
    if (command.ports() < 0 || command.ports() > PortTable.MAX_PORTS) {
      return invalid();
    }
    limits.setPortsPerUser(command.ports());
    return new Reply.Done();
  }

  private Reply change(OptionalInt number, UnaryOperator<PortLimits> change) {
    if (number.isEmpty()) {
      limits.changeAll(change);
    } else if (ports.isInRange(number.getAsInt())) {
      limits.change(number.getAsInt(), change);
    } else {
      return invalid();
    }
    select(number).forEach(this::apply);
    return new Reply.Done();
  }

  /** The port of this number if it exists; without a number all that do. */
  private List<Port> select(OptionalInt number) {
    if (number.isEmpty()) {
      return ports.all();
    }
    Port port = ports.get(number.getAsInt());
    return port == null ? List.of() : List.of(port);
  }

  private void apply(Port port) {
    boolean wasIsolated = port.isIsolated();
    port.setLimits(limits.of(port.number));
    if (port.isIsolated() != wasIsolated) {
      vlans.of(port).forEach(vlans::rebuild);
    }
  }

  /** Of one port; or of all that exist or have limits of their own, and of the others. */
  Reply list(OptionalInt number) {
    if (number.isPresent()) {
      return ports.isInRange(number.getAsInt())
          ? new Reply.Limits(
              Optional.empty(), OptionalInt.empty(), List.of(show(number.getAsInt())))
          : invalid();
    }
    SortedSet<Integer> numbers = limits.numbers();
    ports.all().forEach(port -> numbers.add(port.number));
    return new Reply.Limits(
        Optional.of(limits.others()),
        OptionalInt.of(limits.portsPerUser()),
        new Shown<>(List.copyOf(numbers), this::show));
  }

  private Reply.PortLimitsInfo show(int number) {
    Port port = ports.get(number);
    return new Reply.PortLimitsInfo(
        number, limits.of(number), macs.count(number), port != null && port.isShut());
  }

  private static Reply invalid() {
    return new Reply.Failed(Failure.INVALID);
  }
}
