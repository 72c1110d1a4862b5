package io.vnetctl.core;

import static io.vnetctl.core.twin.FrameBuilder.frame;
import static io.vnetctl.core.twin.Station.hex;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.vnetctl.core.control.Command;
import io.vnetctl.core.twin.Station;
import io.vnetctl.core.twin.SwitchRig;
import java.util.List;
import java.util.OptionalInt;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Ports 1 and 2 are isolated, 3 leads outside. VLAN 10 is tagged on all. */
class IsolationTest {
  private final SwitchRig rig = SwitchRig.ofPorts(8);
  private final Station a = rig.plug(1);
  private final Station b = rig.plug(2);
  private final Station out = rig.plug(3);

  @BeforeEach
  void isolate() {
    rig.done(new Command.SetIsolated(OptionalInt.of(1), true));
    rig.done(new Command.SetIsolated(OptionalInt.of(2), true));
    rig.done(new Command.CreateVlan(10), new Command.AddVlanPort(10, 1));
    rig.done(new Command.AddVlanPort(10, 2), new Command.AddVlanPort(10, 3));
  }

  @Test
  void floodsReachOnlyPortsThatAreNotIsolated() {
    byte[] broadcast = frame().from(1).bytes();
    byte[] unknown = frame().from(1).to(9).bytes();
    byte[] tagged = frame().from(1).tag(10).bytes();
    a.sends(broadcast, unknown, tagged);
    assertEquals(List.of(), b.received());
    assertEquals(hex(broadcast, unknown, tagged), out.received());
  }

  @Test
  void unicastBetweenIsolatedPortsIsDropped() {
    b.sends(frame().from(2).bytes(), frame().from(2).tag(10).bytes());
    out.received();
    a.sends(frame().from(1).to(2).bytes(), frame().from(1).to(2).tag(10).bytes());
    assertEquals(List.of(), b.received());
    assertEquals(List.of(), out.received());
    assertEquals(2, rig.count(1, PortCounter.IN_ISOLATED));
  }

  @Test
  void otherPortsReachAndAreReached() {
    out.sends(frame().from(3).bytes());
    assertEquals(List.of(1, 1), List.of(a.received().size(), b.received().size()));
    a.sends(frame().from(1).to(3).bytes());
    out.sends(frame().from(3).to(1).bytes());
    assertEquals(hex(frame().from(1).to(3).bytes()), out.received());
    assertEquals(hex(frame().from(3).to(1).bytes()), a.received());
    assertEquals(List.of(), b.received());
  }

  @Test
  void oneIsolatedPortAloneReachesAll() {
    rig.done(new Command.SetIsolated(OptionalInt.of(2), false));
    a.sends(frame().from(1).bytes());
    b.sends(frame().from(2).to(1).bytes());
    assertEquals(1, b.received().size());
    assertEquals(1, a.received().size());
  }

  @Test
  void spanningTreeOpensNoWayBetweenThem() {
    rig.done(new Command.SetStp(true));
    rig.done(new Command.SetPortVlan(2, 10), new Command.SetPortVlan(1, 10));
    b.received();
    a.sends(frame().from(1).bytes());
    assertEquals(List.of(), b.received());
  }
}
