package io.vnetctl.core;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.vnetctl.core.control.Command;
import io.vnetctl.core.control.Reply;
import io.vnetctl.core.twin.HandClock;
import io.vnetctl.core.twin.SwitchRig;
import java.util.List;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

/** Answers that are read when what they tell of is gone. */
final class LateReaderTest {
  private final SwitchRig rig =
      new SwitchRig(new HandClock(), SwitchRig.config(8, false, true, SwitchRig.MAC));

  @Test
  void isToldOfVlansThatWereRemoved() {
    rig.done(new Command.CreateVlan(5), new Command.CreatePort(2), new Command.AddVlanPort(5, 2));
    Reply.Vlans vlans = (Reply.Vlans) rig.execute(new Command.ListAllVlans(OptionalInt.empty()));
    Reply.StpTrees trees = (Reply.StpTrees) rig.execute(new Command.ListStp(OptionalInt.empty()));
    int rootCost = trees.trees().getLast().rootCost();

    rig.done(new Command.RemoveVlanPort(5, 2), new Command.RemoveVlan(5));

    assertEquals(new Reply.VlanInfo(5, List.of()), vlans.vlans().getLast());
    assertEquals(5, trees.trees().getLast().vlan());
    assertEquals(rootCost, trees.trees().getLast().rootCost());
  }

  @Test
  void isToldOfPortsThatWereRemoved() {
    rig.done(new Command.CreatePort(2), new Command.SetIsolated(OptionalInt.of(2), true));
    OptionalInt all = OptionalInt.empty();
    Reply.Ports ports = (Reply.Ports) rig.execute(new Command.ListAllPorts(all));
    Reply.Counters counters = (Reply.Counters) rig.execute(new Command.ListCounters(all));
    Reply.Limits limits = (Reply.Limits) rig.execute(new Command.ListLimits(all));

    rig.done(new Command.RemovePort(2));

    assertEquals(2, ports.ports().getLast().number());
    assertEquals(2, counters.ports().getLast().port());
    assertEquals(2, limits.ports().getLast().port());
  }
}
