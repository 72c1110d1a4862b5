package io.vnetctl.cli.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vnetctl.core.Applicant;
import io.vnetctl.core.PortChoice;
import io.vnetctl.core.Switch;
import io.vnetctl.core.SwitchConfig;
import io.vnetctl.core.control.Command;
import io.vnetctl.core.control.Failure;
import io.vnetctl.core.control.PortLimits;
import io.vnetctl.core.control.Reply;
import io.vnetctl.core.frame.MacAddress;
import io.vnetctl.core.state.SwitchState;
import io.vnetctl.core.twin.MemoryDevice;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

final class TransitionTest {
  private static final int ROUNDS = 500;

  private final Switch network =
      new Switch(
          new SwitchConfig(32, false, false, new MacAddress(0xff00_0001L), 0x8000, 128, 9234),
          () -> 0,
          line -> {});

  private final List<Command> carriedOut = new ArrayList<>();
  private int refuseAfter = Integer.MAX_VALUE;

  private final Transition.Target target =
      new Transition.Target() {
        @Override
        public Reply execute(Command command) {
          carriedOut.add(command);
          return carriedOut.size() - 1 == refuseAfter
              ? new Reply.Failed(Failure.IN_USE)
              : network.execute(command);
        }

        @Override
        public SwitchState state() {
          return network.state();
        }
      };

  @Test
  void leadsFromAnyLayoutToAnyOther() {
    RandomLayouts layouts = new RandomLayouts(1);
    for (int i = 0; i < ROUNDS; i++) {
      Layout wanted = layouts.next();

      assertEquals(Optional.empty(), Transition.perform(target, wanted));

      assertEquals(wanted, Layout.of(network.state()));
    }
  }

  @Test
  void doesNothingWhereNothingDiffers() {
    RandomLayouts layouts = new RandomLayouts(2);
    for (int i = 0; i < ROUNDS; i++) {
      Layout wanted = layouts.next();
      Transition.perform(target, wanted);
      carriedOut.clear();

      Transition.perform(target, wanted);

      assertEquals(List.of(), carriedOut);
    }
  }

  @Test
  void whateverCommandIsRefusedNothingHasChanged() {
    RandomLayouts layouts = new RandomLayouts(3);
    for (int i = 0; i < ROUNDS; i++) {
      Layout before = layouts.next();
      Layout after = layouts.next();
      refuseAfter = Integer.MAX_VALUE;
      Transition.perform(target, before);
      int steps = new Transition(network.state(), after).commands().size();
      if (steps > 0) {
        carriedOut.clear();
        refuseAfter = i % steps;

        assertTrue(Transition.perform(target, after).isPresent());

        assertEquals(before, Layout.of(network.state()));
      }
    }
  }

  @Test
  void refusesToLeaveOutPortsInUse() {
    network.attach(PortChoice.of(7), Applicant.ownDevice(), 1, "test", new MemoryDevice(1));

    assertEquals(
        Optional.of("numports = 6 leaves out port 7, which has a client; unplug it first"),
        Transition.perform(target, layout(6, new TreeMap<>())));
    assertEquals(32, Layout.of(network.state()).portCount());
    assertEquals(List.of(), carriedOut);
  }

  @Test
  void removesPortsThatNobodyUses() {
    network.execute(new Command.CreatePort(7));

    assertEquals(Optional.empty(), Transition.perform(target, layout(6, new TreeMap<>())));

    assertEquals(layout(6, new TreeMap<>()), Layout.of(network.state()));
  }

  @Test
  void makesPortZeroToo() {
    SortedMap<Integer, Layout.PortLayout> ports = new TreeMap<>();
    ports.put(
        0,
        new Layout.PortLayout(
            Layout.NO_VLAN, new TreeSet<>(), true, OptionalInt.empty(), OptionalInt.empty()));

    assertEquals(Optional.empty(), Transition.perform(target, layout(32, ports)));

    assertEquals(layout(32, ports), Layout.of(network.state()));
  }

  private static Layout layout(int portCount, SortedMap<Integer, Layout.PortLayout> ports) {
    return new Layout(
        portCount,
        false,
        false,
        128,
        new Layout.Ageing(2, 100, 3),
        0,
        PortLimits.NONE,
        new TreeMap<>(),
        ports,
        new TreeMap<>());
  }
}
