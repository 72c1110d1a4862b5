package io.vnetctl.core;

import static io.vnetctl.core.twin.FrameBuilder.frame;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vnetctl.core.control.Command;
import io.vnetctl.core.control.Reply;
import io.vnetctl.core.control.StpState;
import io.vnetctl.core.twin.HandClock;
import io.vnetctl.core.twin.Station;
import io.vnetctl.core.twin.SwitchRig;
import java.util.HexFormat;
import java.util.List;
import java.util.OptionalInt;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Port 1 is guarded: hosts are there, and a guest that would like to be root. */
class BpduGuardTest {
  private static final byte[] WOULD_BE_ROOT =
      new Bpdu(0x3d, 1, 0, 1, 0x8001, 0).frame(0x0200_0000_0051L, false, 0);

  private final SwitchRig rig = SwitchRig.spanningTree(new HandClock(), SwitchRig.MAC);
  private final Station guest = rig.plug(1);
  private final Station b = rig.plug(2);
  private final Station c = rig.plug(3);

  @BeforeEach
  void guard() {
    rig.done(new Command.SetBpduGuard(OptionalInt.of(1), true));
    List.of(guest, b, c).forEach(Station::received);
  }

  private boolean isShut() {
    Reply reply = rig.execute(new Command.ListLimits(OptionalInt.of(1)));
    return ((Reply.Limits) reply).ports().getFirst().shut();
  }

  private StpState state(int port) {
    return rig.members(0).stream()
        .filter(it -> it.port() == port)
        .findFirst()
        .orElseThrow()
        .state();
  }

  @Test
  void bpduShutsThePortAndChangesNoTree() {
    guest.sends(WOULD_BE_ROOT);
    assertTrue(isShut());
    assertTrue(rig.tree(0).root());
    assertEquals(StpState.DISCARDING, state(1));
    assertEquals(StpState.FORWARDING, state(2));
    assertEquals(1, rig.count(1, PortCounter.IN_BPDU_GUARD));
    assertEquals(0, rig.count(1, PortCounter.IN_BPDU));
  }

  @Test
  void shutPortNeitherSendsNorReceives() {
    byte[] before = frame().from(1).bytes();
    guest.sends(before, WOULD_BE_ROOT, frame().from(1).bytes());
    assertEquals(Station.hex(before), b.received());
    assertEquals(1, rig.count(1, PortCounter.IN_DISCARDING));
    b.sends(frame().from(2).bytes(), frame().from(2).to(1).bytes());
    rig.pass(8);
    assertEquals(List.of(), guest.received());
  }

  @Test
  void vlansOfLaterAreShutToo() {
    guest.sends(WOULD_BE_ROOT);
    rig.done(new Command.CreateVlan(10), new Command.AddVlanPort(10, 1));
    rig.done(new Command.AddVlanPort(10, 2));
    b.received();
    guest.sends(frame().tag(10).bytes());
    assertEquals(List.of(), b.received());
  }

  @Test
  void guardActsWithoutASpanningTreeToo() {
    rig.done(new Command.SetStp(false));
    guest.sends(WOULD_BE_ROOT);
    assertTrue(isShut());
    assertEquals(List.of(), b.received());
  }

  @Test
  void setAgainItOpensThePort() {
    guest.sends(WOULD_BE_ROOT);
    rig.done(new Command.SetBpduGuard(OptionalInt.empty(), true));
    assertFalse(isShut());
    b.received();
    guest.sends(frame().bytes());
    assertEquals(1, b.received().size());
    guest.sends(WOULD_BE_ROOT);
    assertTrue(isShut());
  }

  @Test
  void switchedOffItLetsBpdusIn() {
    guest.sends(WOULD_BE_ROOT);
    rig.done(new Command.SetBpduGuard(OptionalInt.of(1), false));
    guest.sends(WOULD_BE_ROOT);
    assertFalse(rig.tree(0).root());
  }

  @Test
  void nextClientFindsThePortOpen() {
    guest.sends(WOULD_BE_ROOT);
    guest.unplug();
    Station next = rig.plug(1);
    next.sends(frame().bytes());
    assertFalse(isShut());
    assertTrue(b.received().contains(Station.hex(frame().bytes()).getFirst()));
  }

  @Test
  void otherPortsHeedBpdus() {
    c.sends(WOULD_BE_ROOT);
    assertFalse(rig.tree(0).root());
    assertEquals(3, rig.tree(0).rootPort());
  }

  @Test
  void floodOfBpdusMakesOneLineAndNoTopologyChanges() {
    b.sends(frame().from(2).bytes());
    for (int i = 0; i < 10_000; i++) {
      guest.sends(WOULD_BE_ROOT);
    }
    b.sends(frame().from(2).bytes());
    assertEquals(1, rig.macs().size());
    assertEquals(10_000, rig.count(1, PortCounter.IN_BPDU_GUARD));
    assertEquals(
        List.of(
            "port 1 is shut because a BPDU came in; open it with port/bpduguard 1 1, or 0 to"
                + " take BPDUs from it"),
        rig.log());
  }

  @Test
  void loopBetweenGuardedPortsIsCutByTheFirstHello() {
    rig.done(new Command.SetBpduGuard(OptionalInt.empty(), true));
    rig.pass(4);
    String hello = b.received().getFirst();
    c.sends(HexFormat.of().parseHex(hello));
    assertEquals(StpState.DISCARDING, state(3));
    assertEquals(StpState.FORWARDING, state(2));
  }
}
