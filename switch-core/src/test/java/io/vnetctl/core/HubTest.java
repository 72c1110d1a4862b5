package io.vnetctl.core;

import static io.vnetctl.core.twin.FrameBuilder.frame;
import static io.vnetctl.core.twin.Station.hex;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import io.vnetctl.core.control.Command;
import io.vnetctl.core.control.Reply;
import io.vnetctl.core.twin.FrameBuilder;
import io.vnetctl.core.twin.Station;
import io.vnetctl.core.twin.SwitchRig;
import java.util.List;
import org.junit.jupiter.api.Test;

class HubTest {
  private final SwitchRig rig = SwitchRig.hub(8);
  private final Station zero = rig.plug(0);
  private final Station a = rig.plug(1);
  private final Station b = rig.plug(2);
  private final Station c = rig.plug(3);

  @Test
  void repeatsToAllButTheSenderAndPortZero() {
    a.sends(frame().bytes());
    assertEquals(List.of(), a.received());
    assertEquals(List.of(), zero.received());
    assertEquals(hex(frame().bytes()), b.received());
    assertEquals(hex(frame().bytes()), c.received());
  }

  @Test
  void repeatsWhatPortZeroSends() {
    zero.sends(frame().bytes());
    assertEquals(hex(frame().bytes()), a.received());
  }

  @Test
  void learnsNothing() {
    b.sends(frame().from(2).bytes());
    c.received();
    a.sends(frame().from(1).to(2).bytes());
    assertEquals(List.of(), rig.macs());
    assertEquals(1, c.received().size());
  }

  @Test
  void leavesTagsAndVlansAlone() {
    rig.done(new Command.CreateVlan(10), new Command.SetPortVlan(2, 10));
    rig.done(new Command.SetPortVlan(1, Port.NO_VLAN));
    byte[] tagged = frame().tag(0xe04d).bytes();
    a.sends(tagged, frame().bytes());
    assertEquals(hex(tagged, frame().bytes()), b.received());
  }

  @Test
  void repeatsBpdus() {
    byte[] bpdu = frame().toMac(FrameBuilder.BRIDGE_GROUP).bytes();
    a.sends(bpdu);
    assertEquals(hex(bpdu), b.received());
  }

  @Test
  void refusesSpanningTree() {
    assertEquals(new Reply.StpSwitched(true), rig.execute(new Command.SetStp(true)));
    rig.pass(10);
    assertEquals(List.of(), a.received());
  }

  @Test
  void stillDropsRuntsAndGiants() {
    a.sends(frame().size(13).bytes(), frame().size(9_235).bytes());
    assertEquals(List.of(), b.received());
  }

  @Test
  void becomesASwitchAgain() {
    rig.done(new Command.SetHub(false));
    b.sends(frame().from(2).bytes());
    c.received();
    a.sends(frame().from(1).to(2).bytes());
    assertEquals(List.of(), c.received());
  }

  @Test
  void stopsSpanningTreeOfASwitch() {
    SwitchRig tree = SwitchRig.ofPorts(8);
    tree.done(new Command.SetStp(true), new Command.SetHub(true), new Command.SetHub(false));
    Reply.StpSettings settings = (Reply.StpSettings) tree.execute(new Command.ShowStpSettings());
    assertFalse(settings.on());
  }

  @Test
  void followsPortsThatComeAndGo() {
    b.unplug();
    Station d = rig.plug(4);
    a.sends(frame().bytes());
    assertEquals(hex(frame().bytes()), d.received());
    assertEquals(0, rig.count(2, PortCounter.OUT_FRAMES));
  }
}
