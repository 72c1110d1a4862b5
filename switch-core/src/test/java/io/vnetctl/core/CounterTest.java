package io.vnetctl.core;

import static io.vnetctl.core.twin.FrameBuilder.frame;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vnetctl.core.control.Command;
import io.vnetctl.core.twin.FrameBuilder;
import io.vnetctl.core.twin.Station;
import io.vnetctl.core.twin.SwitchRig;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

/** Spec vde-dataplane, chapter 4; the reasons of drops that belong to VLANs are tested there. */
class CounterTest {
  private final SwitchRig rig = SwitchRig.ofPorts(8);
  private final Station a = rig.plug(1);
  private final Station b = rig.plug(2);

  private static Map<PortCounter, Long> counters(Object... pairs) {
    Map<PortCounter, Long> map = new EnumMap<>(PortCounter.class);
    for (PortCounter counter : PortCounter.values()) {
      map.put(counter, 0L);
    }
    for (int i = 0; i < pairs.length; i += 2) {
      map.put((PortCounter) pairs[i], ((Integer) pairs[i + 1]).longValue());
    }
    return map;
  }

  @Test
  void countsFramesAndBytesBothWays() {
    a.sends(frame().size(100).bytes(), frame().size(1514).bytes());
    assertEquals(counters(PortCounter.IN_FRAMES, 2, PortCounter.IN_BYTES, 1614), rig.counters(1));
    assertEquals(counters(PortCounter.OUT_FRAMES, 2, PortCounter.OUT_BYTES, 1614), rig.counters(2));
  }

  @Test
  void countsOncePerPortHoweverManyEndpointsItHas() {
    rig.plug(2);
    a.sends(frame().bytes());
    assertEquals(1, rig.count(2, PortCounter.OUT_FRAMES));
  }

  @Test
  void countsInputBeforeAnyFilter() {
    a.sends(frame().tag(99).bytes());
    assertEquals(
        counters(
            PortCounter.IN_FRAMES, 1, PortCounter.IN_BYTES, 64, PortCounter.IN_FOREIGN_VLAN, 1),
        rig.counters(1));
  }

  @Test
  void countsFramesThatASlowEndpointLoses() {
    b.device().takeOnly(3);
    a.sends(frame().bytes(), frame().bytes(), frame().bytes(), frame().bytes(), frame().bytes());
    assertEquals(3, b.received().size());
    assertEquals(2, rig.count(2, PortCounter.OUT_QUEUE_FULL));
    assertEquals(5, rig.count(2, PortCounter.OUT_FRAMES));
  }

  @Test
  void slowEndpointCostsItsNeighbourOnThePortNothing() {
    Station neighbour = rig.plug(2);
    b.device().takeOnly(0);
    a.sends(frame().bytes());
    assertEquals(1, neighbour.received().size());
  }

  @Test
  void countsFramesThatAnEndpointRefuses() {
    b.device().refuse();
    a.sends(frame().bytes(), frame().bytes());
    assertEquals(2, rig.count(2, PortCounter.OUT_REFUSED));
  }

  @Test
  void countsBpdusTaken() {
    rig.done(new Command.SetStp(true));
    a.sends(frame().toMac(FrameBuilder.BRIDGE_GROUP).bytes());
    assertEquals(1, rig.count(1, PortCounter.IN_BPDU));
    assertEquals(1, rig.count(1, PortCounter.IN_FRAMES));
  }

  @Test
  void countsOwnBpdusAsOutput() {
    rig.done(new Command.SetStp(true));
    rig.pass(4);
    assertEquals(1, rig.count(1, PortCounter.OUT_FRAMES));
    assertEquals(53, rig.count(1, PortCounter.OUT_BYTES));
  }

  @Test
  void resetsOnePortOrAll() {
    a.sends(frame().bytes());
    b.sends(frame().bytes());
    rig.done(new Command.ResetCounters(OptionalInt.of(1)));
    assertEquals(counters(), rig.counters(1));
    assertEquals(1, rig.count(2, PortCounter.IN_FRAMES));
    rig.done(new Command.ResetCounters(OptionalInt.empty()));
    assertEquals(counters(), rig.counters(2));
  }

  @Test
  void keepsCountersWhenTheClientLeaves() {
    a.sends(frame().bytes());
    a.unplug();
    assertEquals(1, rig.count(1, PortCounter.IN_FRAMES));
  }

  @Test
  void closesTheEndpointOfADeviceThatIsGone() {
    a.device().vanish("no such device");
    assertTrue(a.device().isClosed());
    assertEquals(List.of("port 1:  is gone: no such device"), rig.log());
  }
}
