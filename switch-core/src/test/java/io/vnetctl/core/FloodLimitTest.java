package io.vnetctl.core;

import static io.vnetctl.core.twin.FrameBuilder.frame;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.vnetctl.core.control.Command;
import io.vnetctl.core.twin.FrameBuilder;
import io.vnetctl.core.twin.HandClock;
import io.vnetctl.core.twin.Station;
import io.vnetctl.core.twin.SwitchRig;
import java.util.OptionalInt;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Port 1 may have 10 frames flooded each second. */
class FloodLimitTest {
  private static final int RATE = 10;

  private final HandClock clock = new HandClock();
  private final SwitchRig rig =
      new SwitchRig(clock, SwitchRig.config(8, false, false, SwitchRig.MAC));
  private final Station a = rig.plug(1);
  private final Station b = rig.plug(2);

  @BeforeEach
  void limit() {
    rig.done(new Command.SetFloodLimit(OptionalInt.of(1), RATE));
  }

  private static void send(Station from, byte[] frame, int times) {
    for (int i = 0; i < times; i++) {
      from.sends(frame);
    }
  }

  @Test
  void broadcastMulticastAndUnknownUnicastCountTogether() {
    send(a, frame().bytes(), 4);
    send(a, frame().toMac(0x0100_5e00_00fbL).bytes(), 4);
    send(a, frame().to(9).bytes(), 4);
    assertEquals(RATE, b.received().size());
    assertEquals(2, rig.count(1, PortCounter.IN_FLOOD_LIMIT));
  }

  @Test
  void knownUnicastPassesThroughAStorm() {
    b.sends(frame().from(2).bytes());
    send(a, frame().bytes(), 1_000);
    b.received();
    send(a, frame().to(2).bytes(), 1_000);
    assertEquals(1_000, b.received().size());
  }

  @Test
  void stormOfOnePortCostsNoOther() {
    send(a, frame().from(1).bytes(), 1_000);
    a.received();
    send(b, frame().from(2).bytes(), 1_000);
    assertEquals(1_000, a.received().size());
    assertEquals(0, rig.count(2, PortCounter.IN_FLOOD_LIMIT));
  }

  @Test
  void rateHoldsOverTime() {
    for (int tenth = 0; tenth < 100; tenth++) {
      send(a, frame().bytes(), 100);
      clock.advance(100, TimeUnit.MILLISECONDS);
    }
    assertEquals(RATE + 99 * RATE / 10, b.received().size());
  }

  @Test
  void zeroLiftsTheLimit() {
    rig.done(new Command.SetFloodLimit(OptionalInt.of(1), 0));
    send(a, frame().bytes(), 1_000);
    assertEquals(1_000, b.received().size());
  }

  @Test
  void bpdusOfTheSpanningTreeAreNotHeldBack() {
    rig.done(new Command.SetStp(true));
    send(a, frame().bytes(), 1_000);
    send(a, frame().toMac(FrameBuilder.BRIDGE_GROUP).bytes(), 20);
    assertEquals(20, rig.count(1, PortCounter.IN_BPDU));
  }
}
