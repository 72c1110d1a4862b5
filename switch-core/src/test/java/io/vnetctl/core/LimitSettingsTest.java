package io.vnetctl.core;

import static io.vnetctl.core.twin.FrameBuilder.frame;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.vnetctl.core.control.Command;
import io.vnetctl.core.control.Failure;
import io.vnetctl.core.control.PortLimits;
import io.vnetctl.core.control.Reply;
import io.vnetctl.core.twin.Station;
import io.vnetctl.core.twin.SwitchRig;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** How long limits of ports last, and for which ports. */
class LimitSettingsTest {
  private static final OptionalInt ALL = OptionalInt.empty();
  private static final PortLimits STORM_5 = PortLimits.NONE.withFloodedFrames(5);

  private final SwitchRig rig = SwitchRig.ofPorts(8);

  private static OptionalInt port(int number) {
    return OptionalInt.of(number);
  }

  private Reply.Limits limits() {
    return (Reply.Limits) rig.execute(new Command.ListLimits(ALL));
  }

  private PortLimits limits(int port) {
    Reply reply = rig.execute(new Command.ListLimits(port(port)));
    return ((Reply.Limits) reply).ports().getFirst().limits();
  }

  private int passes(Station from, Station to, int frames) {
    for (int i = 0; i < frames; i++) {
      from.sends(frame().from(from.port()).bytes());
    }
    return to.received().size();
  }

  @Test
  void nothingIsLimitedAtFirst() {
    rig.plug(1);
    assertEquals(
        new Reply.Limits(
            Optional.of(PortLimits.NONE),
            OptionalInt.of(0),
            List.of(new Reply.PortLimitsInfo(1, PortLimits.NONE, 0, false))),
        limits());
  }

  @Test
  void limitsOfAllReachPortsOfLater() {
    Station early = rig.plug(1);
    rig.done(new Command.SetFloodLimit(ALL, 5));
    Station late = rig.plug(2);
    early.received();
    assertEquals(5, passes(early, late, 10));
    early.received();
    assertEquals(5, passes(late, early, 10));
    assertEquals(Optional.of(STORM_5), limits().others());
  }

  @Test
  void limitsWaitForTheirPort() {
    rig.done(new Command.SetFloodLimit(port(3), 5));
    Station b = rig.plug(2);
    assertEquals(5, passes(rig.plug(3), b, 10));
    assertEquals(10, passes(rig.plug(4), b, 10));
  }

  @Test
  void limitsOutliveTheClient() {
    Station a = rig.plug(1);
    rig.done(new Command.SetFloodLimit(port(1), 5));
    a.unplug();
    assertEquals(5, passes(rig.plug(1), rig.plug(2), 10));
  }

  @Test
  void theLastWordCounts() {
    rig.done(new Command.SetFloodLimit(port(1), 9), new Command.SetMacLimit(port(1), 3));
    rig.done(new Command.SetFloodLimit(ALL, 5));
    assertEquals(STORM_5.withAddresses(3), limits(1));
    rig.done(new Command.SetFloodLimit(port(1), 9));
    assertEquals(STORM_5, limits(2));
    assertEquals(9, limits(1).floodedFrames());
  }

  @Test
  void removedPortHasThoseOfTheOthersAgain() {
    rig.done(new Command.CreatePort(1), new Command.SetIsolated(port(1), true));
    rig.done(new Command.RemovePort(1));
    rig.done(new Command.CreatePort(1));
    assertEquals(PortLimits.NONE, limits(1));
  }

  @Test
  void portsThatCannotExistAnyMoreLeaveNothingBehind() {
    rig.done(new Command.SetIsolated(port(7), true), new Command.SetIsolated(port(6), true));
    rig.done(new Command.SetPortCount(7), new Command.SetPortCount(8));
    assertEquals(List.of(6), limits().ports().stream().map(Reply.PortLimitsInfo::port).toList());
  }

  @Test
  void listTellsHowManyAddressesAreThere() {
    rig.plug(1).sends(frame().from(1).bytes(), frame().from(2).bytes());
    assertEquals(2, limits().ports().getFirst().addresses());
  }

  @Test
  void refusesWhatIsOutOfRange() {
    Stream.of(
            new Command.SetFloodLimit(port(1), -1),
            new Command.SetFloodLimit(port(1), PortLimits.MAX_FLOODED_FRAMES + 1),
            new Command.SetFloodLimit(port(8), 1),
            new Command.SetMacLimit(ALL, -1),
            new Command.SetMacLimit(ALL, PortLimits.MAX_ADDRESSES + 1),
            new Command.SetMacLimit(port(-1), 1),
            new Command.SetBpduGuard(port(8), true),
            new Command.SetIsolated(port(8), true),
            new Command.SetUserLimit(-1),
            new Command.SetUserLimit(PortTable.MAX_PORTS + 1),
            new Command.ListLimits(port(8)))
        .forEach(
            it -> assertEquals(new Reply.Failed(Failure.INVALID), rig.execute(it), it::toString));
    assertEquals(
        new Reply.Limits(Optional.of(PortLimits.NONE), OptionalInt.of(0), List.of()), limits());
  }

  @Test
  void hubRepeatsWhateverIsSet() {
    rig.done(new Command.SetHub(true));
    rig.done(new Command.SetFloodLimit(ALL, 1), new Command.SetIsolated(ALL, true));
    rig.done(new Command.SetMacLimit(ALL, 1), new Command.SetBpduGuard(ALL, true));
    assertEquals(10, passes(rig.plug(1), rig.plug(2), 10));
  }
}
