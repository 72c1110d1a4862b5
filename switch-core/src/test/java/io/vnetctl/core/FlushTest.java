package io.vnetctl.core;

import static io.vnetctl.core.twin.FrameBuilder.frame;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.vnetctl.core.control.Command;
import io.vnetctl.core.control.Reply;
import io.vnetctl.core.twin.Station;
import io.vnetctl.core.twin.SwitchRig;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Spec vde-dataplane, chapter 6: what makes the switch forget which addresses. */
class FlushTest {
  private final SwitchRig rig = SwitchRig.ofPorts(8);
  private final Station a = rig.plug(1);
  private final Station b = rig.plug(2);
  private final Station t = rig.plug(3);

  @BeforeEach
  void learnInTwoVlans() {
    rig.done(new Command.CreateVlan(10), new Command.CreateVlan(20));
    rig.done(new Command.AddVlanPort(10, 2), new Command.AddVlanPort(10, 3));
    a.sends(frame().from(1).bytes());
    b.sends(frame().from(2).tag(10).bytes());
    t.sends(frame().from(3).tag(10).bytes());
    assertEquals(List.of(0, 10, 10), vlansLearnt());
  }

  private List<Integer> vlansLearnt() {
    return rig.macs().stream().map(Reply.MacEntry::vlan).sorted().toList();
  }

  @Test
  void firstClientOfAPortFlushesTheVlansOfThatPort() {
    rig.plug(4);
    assertEquals(List.of(10, 10), vlansLearnt());
  }

  @Test
  void secondClientOfAPortFlushesNothing() {
    rig.plug(1);
    assertEquals(List.of(0, 10, 10), vlansLearnt());
  }

  @Test
  void lastClientFlushesAllVlans() {
    a.unplug();
    assertEquals(List.of(), vlansLearnt());
  }

  @Test
  void lastButOneClientFlushesNothing() {
    rig.plug(1).unplug();
    assertEquals(List.of(0, 10, 10), vlansLearnt());
  }

  @Test
  void settingTheVlanOfAnActivePortFlushesOldAndNew() {
    rig.done(new Command.SetPortVlan(2, 20));
    assertEquals(List.of(10), vlansLearnt());
  }

  @Test
  void addingAnActivePortFlushesThatVlan() {
    rig.done(new Command.AddVlanPort(10, 1));
    assertEquals(List.of(0), vlansLearnt());
  }

  @Test
  void addingAMemberAgainFlushesThatVlanToo() {
    rig.done(new Command.AddVlanPort(10, 2));
    assertEquals(List.of(0), vlansLearnt());
  }

  @Test
  void addingAPortToItsUntaggedVlanFlushesNothing() {
    rig.done(new Command.AddVlanPort(0, 1));
    assertEquals(List.of(0, 10, 10), vlansLearnt());
  }

  @Test
  void takingAnActivePortOutFlushesThatVlan() {
    rig.done(new Command.RemoveVlanPort(10, 3));
    assertEquals(List.of(0), vlansLearnt());
  }

  @Test
  void inactivePortFlushesNothingOfOthers() {
    rig.done(new Command.CreatePort(5), new Command.SetPortVlan(5, 10));
    rig.done(new Command.AddVlanPort(20, 5), new Command.RemoveVlanPort(20, 5));
    rig.done(new Command.RemovePort(5));
    assertEquals(List.of(0, 10, 10), vlansLearnt());
  }

  @Test
  void newSizeFlushesEverything() {
    rig.done(new Command.SetMacTableSize(16));
    assertEquals(List.of(), vlansLearnt());
  }

  @Test
  void hubModeFlushesNothing() {
    rig.done(new Command.SetHub(true), new Command.SetHub(false));
    assertEquals(List.of(0, 10, 10), vlansLearnt());
  }
}
