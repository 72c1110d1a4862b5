package io.vnetctl.core;

import static io.vnetctl.core.twin.FrameBuilder.frame;
import static io.vnetctl.core.twin.Station.hex;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.vnetctl.core.control.Command;
import io.vnetctl.core.control.Reply;
import io.vnetctl.core.twin.FrameBuilder;
import io.vnetctl.core.twin.Station;
import io.vnetctl.core.twin.SwitchRig;
import java.util.List;
import java.util.OptionalInt;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Two addresses may be learnt on port 1: those of stations 10 and 11. */
class MacLimitTest {
  private final SwitchRig rig = SwitchRig.ofPorts(8);
  private final Station a = rig.plug(1);
  private final Station b = rig.plug(2);

  @BeforeEach
  void limit() {
    rig.done(new Command.SetMacLimit(OptionalInt.of(1), 2));
    a.sends(frame().from(10).bytes(), frame().from(11).bytes());
    b.received();
  }

  private long dropped() {
    return rig.count(1, PortCounter.IN_MAC_LIMIT);
  }

  @Test
  void framesOfFurtherAddressesAreDropped() {
    a.sends(frame().from(12).bytes(), frame().from(12).to(2).bytes());
    assertEquals(List.of(), b.received());
    assertEquals(2, dropped());
    assertEquals(2, rig.macs().size());
  }

  @Test
  void addressesLearntKeepPassing() {
    byte[] frame = frame().from(11).bytes();
    a.sends(frame().from(12).bytes(), frame);
    assertEquals(hex(frame), b.received());
  }

  @Test
  void groupSourcesAreNoWayAround() {
    a.sends(frame().fromMac(0x0300_0000_0001L).bytes());
    a.sends(frame().fromMac(FrameBuilder.BROADCAST).bytes());
    assertEquals(List.of(), b.received());
    assertEquals(2, dropped());
  }

  @Test
  void addressesOfAnotherPortAreNoWayAround() {
    b.sends(frame().from(20).bytes());
    a.sends(frame().from(20).bytes());
    rig.pass(10);
    b.received();
    a.sends(frame().from(20).bytes());
    assertEquals(List.of(), b.received());
    assertEquals(2, dropped());
    assertEquals(List.of(1, 1, 2), rig.macs().stream().map(Reply.MacEntry::port).sorted().toList());
  }

  @Test
  void anAddressCountsInEachVlan() {
    rig.done(new Command.CreateVlan(10), new Command.AddVlanPort(10, 1));
    rig.done(new Command.AddVlanPort(10, 2));
    a.sends(frame().from(10).bytes(), frame().from(10).tag(10).bytes());
    a.sends(frame().from(11).tag(10).bytes());
    assertEquals(2, rig.macs().size());
    assertEquals(2, dropped());
  }

  @Test
  void anAddressThatAgedMakesRoom() {
    rig.pass(200);
    byte[] frame = frame().from(12).bytes();
    a.sends(frame);
    assertEquals(hex(frame), b.received());
  }

  @Test
  void lowerLimitKeepsWhatIsLearnt() {
    rig.done(new Command.SetMacLimit(OptionalInt.of(1), 1));
    a.sends(frame().from(10).bytes(), frame().from(11).bytes(), frame().from(12).bytes());
    assertEquals(2, b.received().size());
    assertEquals(1, dropped());
  }

  @Test
  void zeroLiftsTheLimit() {
    rig.done(new Command.SetMacLimit(OptionalInt.of(1), 0));
    a.sends(frame().from(12).bytes(), frame().fromMac(0x0300_0000_0001L).bytes());
    assertEquals(2, b.received().size());
  }
}
