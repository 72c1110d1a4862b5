package io.vnetctl.core;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vnetctl.core.control.Command;
import io.vnetctl.core.control.Failure;
import io.vnetctl.core.control.Reply;
import io.vnetctl.core.twin.Station;
import io.vnetctl.core.twin.SwitchRig;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Spec vde-dataplane, 2.6: which port a client gets, and whether. */
class PortAccessTest {
  private static final int GROUP = 77;

  private final SwitchRig rig = SwitchRig.ofPorts(4);

  private static Applicant user(int uid) {
    return new Applicant(OptionalInt.of(uid), false, gid -> false);
  }

  private static Applicant member(int uid) {
    return new Applicant(OptionalInt.of(uid), false, gid -> gid == GROUP);
  }

  private int anyPort(int uid) {
    return rig.plug(PortChoice.any(), user(uid)).map(Station::port).orElse(-1);
  }

  private boolean admits(int port, Applicant applicant) {
    return rig.plug(PortChoice.of(port), applicant).isPresent();
  }

  @Test
  void givesTheLowestFreePortFromOneUp() {
    assertEquals(1, anyPort(5));
    rig.plug(2);
    assertEquals(3, anyPort(5));
    assertEquals(-1, anyPort(5));
  }

  @Test
  void givesNoPortOnceTheSwitchIsClosed() {
    Station before = rig.plug(1);
    rig.network().close();
    assertTrue(before.device().isClosed());
    assertFalse(admits(1, user(5)));
    assertEquals(Optional.empty(), rig.plug(PortChoice.any(), user(5)));
  }

  @Test
  void givesADesertedPortAgain() {
    rig.plug(1).unplug();
    assertEquals(1, anyPort(5));
  }

  @Test
  void passesOverPortsThatAreNotAllocatable() {
    rig.done(new Command.CreatePort(1));
    assertEquals(2, anyPort(5));
    rig.done(new Command.SetPortAllocatable(1, true));
    assertEquals(1, anyPort(5));
  }

  @Test
  void givesAPortThatIsNotAllocatableToWhoAsksForIt() {
    rig.done(new Command.CreatePort(1));
    assertTrue(admits(1, user(5)));
  }

  @Test
  void givesPortZeroOnRequestAlone() {
    assertTrue(admits(0, user(5)));
    assertEquals(1, anyPort(5));
  }

  @ParameterizedTest
  @ValueSource(ints = {4, 5, 1 << 23, Integer.MAX_VALUE})
  void refusesPortsBeyondTheLimit(int port) {
    assertFalse(admits(port, user(5)));
    assertEquals(new Reply.Failed(Failure.INVALID), rig.execute(new Command.CreatePort(port)));
  }

  @ParameterizedTest
  @ValueSource(ints = {-1, -2, Integer.MIN_VALUE})
  void knowsNoPortsBelowZero(int port) {
    assertThrows(IllegalArgumentException.class, () -> PortChoice.of(port));
    assertEquals(new Reply.Failed(Failure.INVALID), rig.execute(new Command.CreatePort(port)));
  }

  @Test
  void sharesAPortWithTheSameUserAlone() {
    assertTrue(admits(1, user(5)));
    assertTrue(admits(1, user(5)));
    assertFalse(admits(1, user(6)));
    assertFalse(admits(1, user(0)));
    assertFalse(admits(1, Applicant.ownDevice()));
  }

  @Test
  void givesAPortSoManyEndpointsAndNoMore() {
    List<Station> stations =
        IntStream.range(0, Port.MAX_ENDPOINTS)
            .mapToObj(i -> rig.plug(PortChoice.of(1), user(5)).orElseThrow())
            .toList();
    assertFalse(admits(1, user(5)));
    assertEquals(
        Optional.of("port 1 has 32 endpoints, no more fit"),
        rig.network().refusal(PortChoice.of(1), user(5)));
    stations.getFirst().unplug();
    assertTrue(admits(1, user(5)));
  }

  @Test
  void saysWhyItRefuses() {
    rig.plug(1);
    assertEquals(Optional.empty(), rig.network().refusal(PortChoice.any(), user(5)));
    assertEquals(
        Optional.of("port 1 is another user's"), rig.network().refusal(PortChoice.of(1), user(5)));
    assertEquals(
        Optional.of("there is no port 4, only those below 4"),
        rig.network().refusal(PortChoice.of(4), user(5)));
    rig.plug(2);
    rig.plug(3);
    assertEquals(
        Optional.of("no port is free, of 4; give the switch more with -n"),
        rig.network().refusal(PortChoice.any(), user(5)));
    rig.network().close();
    assertEquals(
        Optional.of("the switch is closed"), rig.network().refusal(PortChoice.any(), user(5)));
  }

  @Test
  void holdsEachUserToItsNumberOfPorts() {
    rig.done(new Command.SetPortCount(12), new Command.SetUserLimit(2));
    assertEquals(1, anyPort(5));
    assertTrue(admits(7, user(5)));
    assertEquals(-1, anyPort(5));
    assertFalse(admits(8, user(5)));
    assertEquals(
        Optional.of("it holds 2, and each user may hold 2; port/userlimit allows more"),
        rig.network().refusal(PortChoice.of(8), user(5)));
    assertTrue(admits(7, user(5)), "a port that is his has room");
    assertEquals(2, anyPort(6));
    for (int i = 3; i < 6; i++) {
      assertEquals(i, anyPort(0));
    }
    rig.done(new Command.SetUserLimit(0));
    assertEquals(6, anyPort(5));
  }

  @Test
  void ownerAndOwnDevicesHaveNoNumberOfPorts() {
    Applicant owner = new Applicant(OptionalInt.of(5), true, gid -> false);
    rig.done(new Command.SetUserLimit(1));
    assertTrue(admits(1, owner));
    assertTrue(admits(2, owner));
    rig.plug(PortChoice.of(1), Applicant.ownDevice());
    assertTrue(admits(3, Applicant.ownDevice()));
    assertTrue(admits(0, Applicant.ownDevice()));
  }

  @Test
  void lowerNumberTakesNoPortAndAFreedOneCounts() {
    assertEquals(1, anyPort(5));
    Station second = rig.plug(PortChoice.any(), user(5)).orElseThrow();
    rig.done(new Command.SetUserLimit(1));
    assertFalse(second.device().isClosed());
    second.unplug();
    assertEquals(-1, anyPort(5));
    rig.done(new Command.SetUserLimit(2));
    assertEquals(2, anyPort(5));
  }

  @Test
  void limitsAPortToItsUserAndRoot() {
    rig.done(new Command.CreatePort(1), new Command.SetPortUser(1, OptionalInt.of(5)));
    assertFalse(admits(1, user(6)));
    assertFalse(admits(1, member(6)));
    rig.plug(PortChoice.of(1), user(0)).orElseThrow().unplug();
    assertTrue(admits(1, user(5)));
  }

  @Test
  void limitsAPortToItsGroupAndRoot() {
    rig.done(new Command.CreatePort(1), new Command.SetPortGroup(1, OptionalInt.of(GROUP)));
    assertFalse(admits(1, user(6)));
    rig.plug(PortChoice.of(1), user(0)).orElseThrow().unplug();
    assertTrue(admits(1, member(6)));
  }

  @Test
  void admitsUserOrGroupWhenBothAreSet() {
    rig.done(new Command.CreatePort(1), new Command.SetPortUser(1, OptionalInt.of(5)));
    rig.done(new Command.SetPortGroup(1, OptionalInt.of(GROUP)));
    rig.plug(PortChoice.of(1), user(5)).orElseThrow().unplug();
    rig.plug(PortChoice.of(1), member(6)).orElseThrow().unplug();
    assertFalse(admits(1, user(6)));
  }

  @Test
  void liftsLimits() {
    rig.done(new Command.CreatePort(1), new Command.SetPortUser(1, OptionalInt.of(5)));
    rig.done(new Command.SetPortUser(1, OptionalInt.empty()));
    assertTrue(admits(1, user(6)));
  }

  @Test
  void leavesTheDeviceToARefusedCaller() {
    rig.done(new Command.SetPortCount(1));
    assertEquals(-1, anyPort(5));
    assertEquals(
        new Reply.Ports(List.of()), rig.execute(new Command.ListAllPorts(OptionalInt.empty())));
  }

  @Test
  void showsTheUserOfThePort() {
    admits(1, user(5));
    Reply.Ports ports = (Reply.Ports) rig.execute(new Command.ListActivePorts(OptionalInt.of(1)));
    assertEquals(OptionalInt.of(5), ports.ports().getFirst().currentUid());
  }

  @Test
  void keepsLimitsWhenTheClientLeaves() {
    rig.done(new Command.CreatePort(1), new Command.SetPortUser(1, OptionalInt.of(5)));
    rig.plug(PortChoice.of(1), user(5)).orElseThrow().unplug();
    assertFalse(admits(1, user(6)));
  }
}
