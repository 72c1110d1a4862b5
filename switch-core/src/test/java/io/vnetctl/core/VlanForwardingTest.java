package io.vnetctl.core;

import static io.vnetctl.core.twin.FrameBuilder.frame;
import static io.vnetctl.core.twin.Station.hex;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.vnetctl.core.control.Command;
import io.vnetctl.core.control.Failure;
import io.vnetctl.core.control.Reply;
import io.vnetctl.core.twin.Station;
import io.vnetctl.core.twin.SwitchRig;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Spec vde-dataplane, chapter 5: a and b untagged in VLAN 10, t and u tagged in it. */
class VlanForwardingTest {
  private final SwitchRig rig = SwitchRig.ofPorts(8);
  private final Station a = rig.plug(1);
  private final Station b = rig.plug(2);
  private final Station t = rig.plug(3);
  private final Station u = rig.plug(4);
  private final Station plain = rig.plug(5);

  @BeforeEach
  void membership() {
    rig.done(new Command.CreateVlan(10), new Command.CreateVlan(20));
    rig.done(new Command.SetPortVlan(1, 10), new Command.SetPortVlan(2, 10));
    rig.done(new Command.AddVlanPort(10, 3), new Command.AddVlanPort(10, 4));
  }

  @Test
  void pushesTagTowardsTaggedMembersAlone() {
    a.sends(frame().bytes());
    assertEquals(hex(frame().bytes()), b.received());
    assertEquals(hex(frame().tag(10).bytes()), t.received());
    assertEquals(hex(frame().tag(10).bytes()), u.received());
    assertEquals(List.of(), plain.received());
  }

  @Test
  void popsTagTowardsUntaggedMembers() {
    t.sends(frame().tag(0xe00a).bytes());
    assertEquals(hex(frame().bytes()), a.received());
    assertEquals(hex(frame().bytes()), b.received());
  }

  @Test
  void keepsPriorityAndDeiFromTagToTag() {
    byte[] urgent = frame().tag(0xf00a).bytes();
    t.sends(urgent);
    assertEquals(hex(urgent), u.received());
  }

  @Test
  void changesTagsOfUnicastToo() {
    t.sends(frame().from(3).tag(10).bytes());
    a.sends(frame().from(1).to(3).bytes());
    assertEquals(hex(frame().from(1).to(3).tag(10).bytes()), t.received());
    u.received();
    a.received();
    t.sends(frame().from(3).to(1).tag(0x600a).bytes());
    assertEquals(hex(frame().from(3).to(1).bytes()), a.received());
    assertEquals(List.of(), u.received());
  }

  @Test
  void countsSizesAfterTheTagChanged() {
    a.sends(frame().bytes());
    t.sends(frame().tag(10).bytes());
    assertEquals(64, rig.count(3, PortCounter.OUT_BYTES));
    assertEquals(60, rig.count(1, PortCounter.OUT_BYTES));
    assertEquals(64, rig.count(3, PortCounter.IN_BYTES));
  }

  @Test
  void passesSmallestAndLargestFramesThroughATagChange() {
    byte[] smallest = frame().size(14).tag(10).bytes();
    byte[] largest = frame().size(9_234).bytes();
    t.sends(smallest);
    assertEquals(hex(frame().size(14).bytes()), a.received());
    a.sends(largest);
    assertEquals(hex(frame().size(9_234).tag(10).bytes()), t.received());
  }

  @Test
  void mixesAllKindsOfTagChangeInOneBurst() {
    rig.done(new Command.AddVlanPort(20, 3), new Command.AddVlanPort(20, 4));
    byte[] first = frame().from(3).tag(10).bytes();
    byte[] second = frame().from(3).tag(0xa014).bytes();
    byte[] third = frame().from(3).bytes();
    t.sends(first, second, third);
    assertEquals(hex(first, second, third), u.received());
    assertEquals(hex(frame().from(3).bytes()), a.received());
    assertEquals(hex(third), plain.received());
  }

  @Test
  void takesFrameTaggedWithThePortsOwnUntaggedVlan() {
    a.sends(frame().tag(10).bytes());
    assertEquals(hex(frame().bytes()), b.received());
    assertEquals(hex(frame().tag(10).bytes()), t.received());
  }

  @Test
  void dropsFrameOfForeignVlan() {
    a.sends(frame().tag(20).bytes());
    a.sends(frame().tag(0).bytes());
    t.sends(frame().tag(99).bytes());
    assertEquals(2, rig.count(1, PortCounter.IN_FOREIGN_VLAN));
    assertEquals(1, rig.count(3, PortCounter.IN_FOREIGN_VLAN));
    assertEquals(List.of(), b.received());
    assertEquals(List.of(), rig.macs());
  }

  @Test
  void takesTagZeroAsVlanZero() {
    plain.sends(frame().tag(0xe000).bytes());
    assertEquals(hex(frame().bytes()), t.received());
  }

  @Test
  void neverAcceptsVlan4095() {
    rig.done(new Command.SetPortVlan(3, Port.NO_VLAN));
    t.sends(frame().tag(4095).bytes());
    assertEquals(1, rig.count(3, PortCounter.IN_FOREIGN_VLAN));
    assertEquals(List.of(), u.received());
  }

  @Test
  void dropsUntaggedFrameOfAPortWithoutVlanButKeepsItsTaggedOnes() {
    rig.done(new Command.SetPortVlan(3, Port.NO_VLAN));
    t.sends(frame().bytes(), frame().tag(10).bytes());
    assertEquals(1, rig.count(3, PortCounter.IN_NO_VLAN));
    assertEquals(List.of(), plain.received());
    assertEquals(hex(frame().bytes()), a.received());
  }

  @Test
  void looksAtTheOuterTagAlone() {
    t.sends(frame().tag(10).tag(20).bytes());
    assertEquals(hex(frame().tag(20).bytes()), a.received());
    t.sends(frame().tag(20).tag(10).bytes());
    assertEquals(List.of(), a.received());
    assertEquals(1, rig.count(3, PortCounter.IN_FOREIGN_VLAN));
  }

  @Test
  void takesServiceTagAsPayload() {
    byte[] frame = frame().tag(0x88a8, 20).tag(10).bytes();
    a.sends(frame);
    assertEquals(hex(frame), b.received());
  }

  @Test
  void learnsPerVlan() {
    a.sends(frame().from(1).bytes());
    plain.sends(frame().from(1).bytes());
    assertEquals(List.of(1, 5), rig.macs().stream().map(Reply.MacEntry::port).sorted().toList());
  }

  @Test
  void settingAVlanMakesATaggedMemberUntagged() {
    rig.done(new Command.SetPortVlan(3, 10));
    a.sends(frame().bytes());
    assertEquals(hex(frame().bytes()), t.received());
    t.sends(frame().bytes());
    assertEquals(List.of(), plain.received());
  }

  @Test
  void leavesTheOldUntaggedVlanEntirely() {
    rig.done(new Command.SetPortVlan(1, 20));
    a.sends(frame().tag(10).bytes());
    assertEquals(1, rig.count(1, PortCounter.IN_FOREIGN_VLAN));
    b.sends(frame().bytes());
    assertEquals(List.of(), a.received());
  }

  @Test
  void addingThePortOfTheUntaggedVlanChangesNothing() {
    rig.done(new Command.AddVlanPort(10, 1));
    b.sends(frame().bytes());
    assertEquals(hex(frame().bytes()), a.received());
  }

  @Test
  void takesAwayMembership() {
    rig.done(new Command.RemoveVlanPort(10, 3));
    a.sends(frame().bytes());
    assertEquals(List.of(), t.received());
    t.sends(frame().tag(10).bytes());
    assertEquals(1, rig.count(3, PortCounter.IN_FOREIGN_VLAN));
  }

  @Test
  void keepsVlansOfAPortWhoseClientLeaves() {
    a.unplug();
    Station successor = rig.plug(1);
    b.sends(frame().bytes());
    assertEquals(hex(frame().bytes()), successor.received());
  }

  @Test
  void keepsVlanZeroAndVlansWithMembers() {
    Reply inUse = new Reply.Failed(Failure.IN_USE);
    assertEquals(inUse, rig.execute(new Command.RemoveVlan(0)));
    assertEquals(inUse, rig.execute(new Command.RemoveVlan(10)));
    assertEquals(inUse, rig.execute(new Command.RemoveVlanPort(10, 1)));
    assertEquals(new Reply.Done(), rig.execute(new Command.RemoveVlan(20)));
  }
}
