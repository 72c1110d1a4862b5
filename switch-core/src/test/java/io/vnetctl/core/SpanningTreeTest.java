package io.vnetctl.core;

import static io.vnetctl.core.twin.FrameBuilder.frame;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vnetctl.core.control.Command;
import io.vnetctl.core.control.Event;
import io.vnetctl.core.control.Reply;
import io.vnetctl.core.control.StpRole;
import io.vnetctl.core.control.StpState;
import io.vnetctl.core.twin.HandClock;
import io.vnetctl.core.twin.Station;
import io.vnetctl.core.twin.SwitchRig;
import java.lang.foreign.MemorySegment;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Spec vde-dataplane, chapter 7, as seen by neighbours of one switch. */
class SpanningTreeTest {
  private static final long OWN_ID = 0x8000_00ff_0102_0304L;
  private static final long ROOT_ID = 0x1000_0200_0000_0051L;
  private static final long OTHER_ID = 0x2000_0200_0000_0052L;
  private static final int COST = 20_000_000;
  private static final Bpdu FROM_ROOT = new Bpdu(0x3c, ROOT_ID, 0, ROOT_ID, 0x8005, 0);
  private static final Bpdu SECOND_WAY = new Bpdu(0x3c, ROOT_ID, COST, OTHER_ID, 0x8001, 0);

  private final SwitchRig rig = SwitchRig.spanningTree(new HandClock(), SwitchRig.MAC);
  private final Station a = rig.plug(1);
  private final Station b = rig.plug(2);

  @BeforeEach
  void forgetFirstBpdus() {
    a.received();
    b.received();
  }

  private static void says(Station station, Bpdu bpdu) {
    station.sends(bpdu.frame(0x0200_0000_0051L, false, 0));
  }

  private static List<Bpdu> heard(Station station) {
    return station.device().takeSent().stream()
        .map(it -> Bpdu.parse(MemorySegment.ofArray(it), false).orElseThrow())
        .toList();
  }

  private static Bpdu asRoot(int flags, int port) {
    return new Bpdu(flags, OWN_ID, 0, OWN_ID, Bpdu.portId(port), 0);
  }

  private List<Integer> blocked() {
    return rig.members(0).stream()
        .filter(it -> it.state() == StpState.DISCARDING)
        .map(Reply.VlanMember::port)
        .toList();
  }

  private StpRole role(int port) {
    return rig.tree(0).members().stream()
        .filter(it -> it.port() == port)
        .findFirst()
        .orElseThrow()
        .role();
  }

  @Test
  void saysHelloEveryFourSeconds() {
    rig.pass(3);
    assertEquals(List.of(), heard(a));
    rig.pass(1);
    assertEquals(List.of(asRoot(0x7c, 1)), heard(a));
    rig.pass(8);
    assertEquals(List.of(asRoot(0x7c, 1), asRoot(0x7c, 1)), heard(a));
  }

  @Test
  void saysHelloAfterALateTick() {
    rig.pass(3);
    rig.network().tick();
    rig.network().tick();
    rig.pass(2);
    assertEquals(1, heard(a).size());
  }

  @Test
  void tellsTheAgeOfTheRoot() {
    says(a, FROM_ROOT);
    heard(b);
    rig.pass(4);
    assertEquals(4, heard(b).getFirst().ageSeconds());
  }

  @Test
  void keepsARootThatIsHeard() {
    for (int i = 0; i < 10; i++) {
      says(a, FROM_ROOT);
      rig.pass(4);
    }
    assertFalse(rig.tree(0).root());
  }

  @Test
  void losesARootThatIsSilentForMoreThanTwelveSeconds() {
    says(a, FROM_ROOT);
    rig.pass(15);
    assertFalse(rig.tree(0).root());
    rig.pass(1);
    assertTrue(rig.tree(0).root());
    assertEquals(OWN_ID, rig.tree(0).rootId());
  }

  @Test
  void losesARootBehindPortZeroAsWell() {
    Station zero = rig.plug(0);
    says(zero, FROM_ROOT);
    assertFalse(rig.tree(0).root());
    assertEquals(StpRole.ROOT, role(0));
    rig.pass(16);
    assertEquals(OWN_ID, rig.tree(0).rootId());
  }

  @Test
  void becomesRootAtOnceWhenTheRootPortGoes() {
    says(a, FROM_ROOT);
    a.unplug();
    assertTrue(rig.tree(0).root());
    assertEquals(0, rig.tree(0).rootPort());
  }

  @Test
  void blocksASecondWayToTheRoot() {
    says(a, FROM_ROOT);
    says(b, SECOND_WAY);
    assertEquals(List.of(2), blocked());
    b.sends(frame().bytes());
    assertEquals(1, rig.count(2, PortCounter.IN_DISCARDING));
    assertEquals(StpRole.ALTERNATE_OR_BACKUP, role(2));
  }

  @Test
  void takesTheBetterWay() {
    says(a, SECOND_WAY);
    says(b, FROM_ROOT);
    assertEquals(2, rig.tree(0).rootPort());
    assertEquals(List.of(1), blocked());
  }

  @Test
  void heedsBpdusOnABlockedPort() {
    says(a, SECOND_WAY);
    says(b, FROM_ROOT);
    says(a, new Bpdu(0x3c, ROOT_ID - 1, 0, ROOT_ID - 1, 0x8001, 0));
    assertEquals(1, rig.tree(0).rootPort());
    assertEquals(List.of(2), blocked());
  }

  @Test
  void opensABlockedPortThatIsSilentForTwoWindows() {
    says(a, FROM_ROOT);
    says(b, SECOND_WAY);
    for (int i = 0; i < 8; i++) {
      assertEquals(List.of(2), blocked());
      says(a, FROM_ROOT);
      rig.pass(4);
    }
    says(a, FROM_ROOT);
    rig.pass(16);
    assertEquals(List.of(), blocked());
  }

  @Test
  void opensABlockedPortWhoseNeighbourTurnsToUsAsItsRootPort() {
    says(a, FROM_ROOT);
    says(b, SECOND_WAY);
    says(b, new Bpdu(0x74, ROOT_ID, COST, OTHER_ID, 0x8001, 0));
    assertEquals(List.of(), blocked());
  }

  @Test
  void tellsWhenANeighbourIsHeardAndLost() {
    rig.watch();
    says(a, FROM_ROOT);
    assertEquals(new Event.StpNeighbourHeard(1, 0), rig.takeEvents().getFirst());
    rig.pass(31);
    assertFalse(rig.takeEvents().contains(new Event.StpNeighbourLost(1, 0)));
    rig.pass(1);
    assertTrue(rig.takeEvents().contains(new Event.StpNeighbourLost(1, 0)));
  }

  @Test
  void answersAWorseRootWithItsOwnOnThatPortAlone() {
    says(b, new Bpdu(0x3c, -2, 0, -2, 0x8001, 0));
    assertEquals(List.of(asRoot(0x3c, 2)), heard(b));
    assertEquals(List.of(), heard(a));
  }

  @Test
  void edgePortNeitherSendsNorHeeds() {
    rig.done(new Command.SetStpEdge(0, 2, true));
    says(b, FROM_ROOT);
    rig.pass(8);
    assertTrue(rig.tree(0).root());
    assertEquals(List.of(), heard(b));
    assertEquals(StpRole.EDGE, role(2));
  }

  @Test
  void edgePortStaysOneWhoeverComesAndGoes() {
    rig.done(new Command.SetStpEdge(0, 2, true), new Command.SetStpEdge(0, 3, true));
    rig.done(new Command.SetPortVlan(2, Port.NO_VLAN), new Command.SetPortVlan(2, 0));
    Station c = rig.plug(3);
    rig.pass(8);
    assertEquals(List.of(), heard(b));
    assertEquals(List.of(), heard(c));
    assertEquals(StpRole.EDGE, role(2));
    assertEquals(StpRole.EDGE, role(3));
  }

  @Test
  void edgePortOpensAndStaysOpenWhenOrdinaryAgain() {
    says(a, FROM_ROOT);
    says(b, SECOND_WAY);
    rig.done(new Command.SetStpEdge(0, 2, true));
    assertEquals(List.of(), blocked());
    rig.done(new Command.SetStpEdge(0, 2, false));
    assertEquals(List.of(), blocked());
    assertEquals(StpRole.DESIGNATED, role(2));
  }

  @Test
  void bonusMakesAPortTheRootPort() {
    rig.done(new Command.SetStpBonus(0, 2, 500));
    says(a, FROM_ROOT);
    says(b, new Bpdu(0x3c, ROOT_ID, 0, OTHER_ID, 0x8001, 0));
    assertEquals(2, rig.tree(0).rootPort());
    assertEquals(COST - 500, rig.tree(0).rootCost());
  }

  @Test
  void turningItOffOpensEverythingAndFallsSilent() {
    says(a, FROM_ROOT);
    says(b, SECOND_WAY);
    heard(a);
    heard(b);
    rig.done(new Command.SetStp(false));
    rig.pass(12);
    assertEquals(List.of(), blocked());
    assertEquals(List.of(), heard(a));
  }

  @Test
  void treesOfVlansAreIndependent() {
    rig.done(new Command.CreateVlan(10), new Command.AddVlanPort(10, 1));
    a.sends(FROM_ROOT.frame(0x0200_0000_0051L, true, 10));
    assertFalse(rig.tree(10).root());
    assertTrue(rig.tree(0).root());
    assertEquals(StpRole.UNKNOWN, rig.tree(10).members().getFirst().role());
  }

  @Test
  void topologyChangeForgetsTheAddressesOfItsVlan() {
    a.sends(frame().bytes());
    says(b, new Bpdu(0x3d, -2, 0, -2, 0x8001, 0));
    assertEquals(List.of(), rig.macs());
  }

  @Test
  void passesTopologyChangeOnToOtherNeighboursAlone() {
    Station c = rig.plug(3);
    says(a, FROM_ROOT);
    says(b, new Bpdu(0x74, ROOT_ID, 2 * COST, OTHER_ID, 0x8001, 0));
    heard(a);
    heard(b);
    c.received();
    says(b, new Bpdu(0x75, ROOT_ID, 2 * COST, OTHER_ID, 0x8001, 0));
    assertEquals(List.of(0x35), heard(a).stream().map(Bpdu::flags).toList());
    assertEquals(List.of(), heard(b));
    assertEquals(List.of(), heard(c));
  }

  @Test
  void forgetsWhatAPortWasWhenItLeavesTheVlan() {
    says(a, FROM_ROOT);
    says(b, SECOND_WAY);
    rig.done(new Command.SetPortVlan(2, Port.NO_VLAN), new Command.SetPortVlan(2, 0));
    assertEquals(List.of(), blocked());
  }

  @Test
  void countsAShortBpduAsHeardAndNoMore() {
    rig.watch();
    a.sends(frame().toMac(0x0180_c200_0000L).size(50).bytes());
    assertEquals(List.of(new Event.StpNeighbourHeard(1, 0)), rig.takeEvents());
  }
}
