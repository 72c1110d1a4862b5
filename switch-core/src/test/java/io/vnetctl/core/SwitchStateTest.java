package io.vnetctl.core;

import static io.vnetctl.core.twin.FrameBuilder.frame;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.vnetctl.core.control.Command;
import io.vnetctl.core.state.EndpointState;
import io.vnetctl.core.state.PortState;
import io.vnetctl.core.state.SwitchState;
import io.vnetctl.core.twin.HandClock;
import io.vnetctl.core.twin.MemoryDevice;
import io.vnetctl.core.twin.Station;
import io.vnetctl.core.twin.SwitchRig;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** A switch that goes on where another has stopped. */
final class SwitchStateTest {
  private static final List<Command> QUESTIONS =
      List.of(
          new Command.ShowPortSettings(),
          new Command.ListAllPorts(OptionalInt.empty()),
          new Command.ListCounters(OptionalInt.empty()),
          new Command.ShowMacTableSettings(),
          new Command.ShowStpSettings(),
          new Command.ListStp(OptionalInt.empty()),
          new Command.ListAllVlans(OptionalInt.empty()),
          new Command.ListLimits(OptionalInt.empty()));

  private final HandClock clock = new HandClock();
  private final SwitchRig before =
      new SwitchRig(clock, SwitchRig.config(8, false, true, SwitchRig.MAC));

  @Test
  void answersAllQuestionsAsBefore() {
    live();

    Switch after = successor();

    for (Command question : QUESTIONS) {
      assertEquals(before.execute(question), after.execute(question));
    }
    assertEquals(before.macs(), SwitchRig.macs(after));
  }

  @Test
  void keepsTheOrderOfAddressesInABucket() {
    before.done(new Command.SetMacTableSize(1));
    live();

    assertEquals(before.macs(), SwitchRig.macs(successor()));
  }

  @Test
  void ageingGoesOn() {
    live();
    Switch after = successor();

    clock.advance(95, TimeUnit.SECONDS);
    assertEquals(before.macs(), SwitchRig.macs(after));
    assertEquals(before.network().uptimeSeconds(), after.uptimeSeconds());
  }

  @Test
  void forwardsToTheAddressesLearntBefore() {
    live();
    List<MemoryDevice> devices = new ArrayList<>();
    successor(devices);

    // the endpoints of ports 1, 2, 2, 3 and 4, in this order
    devices.getFirst().deliver(frame().from(1).to(3).bytes());

    assertEquals(1, devices.get(3).takeSent().size());
    assertEquals(0, devices.get(4).takeSent().size());
  }

  @Test
  void givesNewEndpointsIdentifiersThatNobodyHas() {
    live();

    assertEquals(6, successor().freeId(1));
    assertEquals(9, successor().freeId(9));
  }

  @Test
  void stateOfTheSuccessorIsTheSame() {
    live();

    assertEquals(before.network().state(), successor().state());
  }

  private void live() {
    before.plug(1);
    before.plug(2);
    before.plug(2);
    final Station third = before.plug(3);
    before.plug(4);
    before.done(
        new Command.CreateVlan(7),
        new Command.AddVlanPort(7, 1),
        new Command.CreateVlan(9),
        new Command.SetPortVlan(2, 9),
        new Command.CreatePort(6),
        new Command.SetFloodLimit(OptionalInt.empty(), 1_000),
        new Command.SetMacLimit(OptionalInt.of(7), 5),
        new Command.SetIsolated(OptionalInt.of(4), true),
        new Command.SetUserLimit(3),
        new Command.SetPortUser(6, OptionalInt.of(1000)),
        new Command.SetPortGroup(6, OptionalInt.of(-2)),
        new Command.SetStpEdge(0, 3, true),
        new Command.SetStpBonus(0, 1, 5),
        new Command.SetMacExpiry(90),
        new Command.SetPortCount(12));
    third.sends(frame().from(3).bytes(), frame().from(33).bytes(), frame().from(34).bytes());
    before.pass(7);
  }

  private Switch successor() {
    return successor(new ArrayList<>());
  }

  private Switch successor(List<MemoryDevice> devices) {
    SwitchState state = before.network().state();
    Switch after = Switch.restore(state, clock, line -> {});
    for (PortState port : state.ports()) {
      for (EndpointState endpoint : port.endpoints()) {
        MemoryDevice device = new MemoryDevice(state.config().maxFrameBytes());
        devices.add(device);
        after.adopt(port.number(), endpoint, Applicant.ownDevice(), device);
      }
    }
    return after;
  }
}
