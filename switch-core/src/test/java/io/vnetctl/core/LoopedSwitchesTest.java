package io.vnetctl.core;

import static io.vnetctl.core.twin.FrameBuilder.frame;
import static io.vnetctl.core.twin.Station.hex;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vnetctl.core.control.Command;
import io.vnetctl.core.twin.Cable;
import io.vnetctl.core.twin.Station;
import io.vnetctl.core.twin.SwitchWeb;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Switches joined in loops: they must fall quiet after few BPDUs, and leave exactly one way between
 * any two, in whatever order the BPDUs arrive.
 */
class LoopedSwitchesTest {
  private static final int HOST_PORT = 7;

  /** More than any of these webs needs to settle; the original exchanges 45,000. */
  private static final int FEW = 150;

  /** News of a dead root goes round until it counts too many hops. */
  private static final int MANY = 1_000;

  private static List<Station> hosts(SwitchWeb web, int count) {
    List<Station> hosts =
        IntStream.range(0, count).mapToObj(i -> web.at(i).plug(HOST_PORT)).toList();
    web.settle(FEW);
    return hosts;
  }

  /** A broadcast from each host arrives at every other host once, and ends. */
  private static void assertOneWay(SwitchWeb web, List<Station> hosts) {
    for (Station from : hosts) {
      hosts.forEach(Station::received);
      byte[] broadcast = frame().from(hosts.indexOf(from)).bytes();
      from.sends(broadcast);
      web.settle(FEW);
      for (Station to : hosts) {
        assertEquals(to == from ? List.of() : hex(broadcast), to.received());
      }
    }
  }

  private static void joinAll(SwitchWeb web, int count) {
    for (int i = 0; i < count; i++) {
      for (int j = i + 1; j < count; j++) {
        web.join(i, j + 1, j, i + 1);
      }
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5})
  void twoLinksLeaveOneOpen(long seed) {
    SwitchWeb web = new SwitchWeb(2, seed);
    web.join(0, 1, 1, 1);
    web.join(0, 2, 1, 2);
    web.settle(FEW);
    assertOneWay(web, hosts(web, 2));
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10})
  void threeLinksFallQuiet(long seed) {
    SwitchWeb web = new SwitchWeb(2, seed);
    web.join(0, 1, 1, 2);
    web.join(0, 2, 1, 1);
    web.join(0, 3, 1, 3);
    web.settle(FEW);
    assertOneWay(web, hosts(web, 2));
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5})
  void trafficFlowsAfterTheActiveLinkIsCut(long seed) {
    SwitchWeb web = new SwitchWeb(2, seed);
    Cable active = web.join(0, 1, 1, 1);
    web.settle(FEW);
    web.join(0, 2, 1, 2);
    web.settle(FEW);
    List<Station> hosts = hosts(web, 2);
    web.cut(active);
    web.settle(FEW);
    assertOneWay(web, hosts);
  }

  @ParameterizedTest
  @CsvSource({"3,1", "3,2", "3,3", "4,1", "4,2", "4,3", "5,1", "5,2", "5,3"})
  void fullMeshesBecomeTrees(int switches, long seed) {
    SwitchWeb web = new SwitchWeb(switches, seed);
    joinAll(web, switches);
    web.settle(FEW);
    assertOneWay(web, hosts(web, switches));
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10})
  void ringSurvivesTheLossOfTheRootAboveIt(long seed) {
    SwitchWeb web = new SwitchWeb(5, seed);
    Cable toRoot = web.join(0, 1, 1, 1);
    web.join(1, 2, 2, 1);
    web.join(2, 2, 3, 1);
    web.join(3, 2, 4, 1);
    web.join(4, 2, 1, 3);
    web.settle(FEW);
    web.pass(8, FEW);
    List<Station> ring = hosts(web, 5).subList(1, 5);
    web.cut(toRoot);
    web.settle(FEW);
    assertOneWay(web, ring);
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10})
  void ringForgetsADeadRootOfWhichNewsIsStillOnTheWay(long seed) {
    SwitchWeb web = new SwitchWeb(4, seed);
    Cable toRoot = web.join(0, 1, 1, 1);
    web.join(1, 2, 2, 1);
    web.join(2, 2, 3, 1);
    web.join(3, 2, 1, 3);
    web.settle(FEW);
    web.hello();
    web.cut(toRoot);
    web.settle(MANY);
    web.pass(20, FEW);
    assertOneWay(web, hosts(web, 4).subList(1, 4));
    assertEquals(web.at(1).tree(0).rootId(), web.at(3).tree(0).rootId());
    assertTrue(web.at(1).tree(0).rootId() > web.at(0).tree(0).rootId());
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void loopThatExistsBeforeIsBrokenByTheFirstHello(long seed) {
    SwitchWeb web = new SwitchWeb(2, seed);
    web.at(0).done(new Command.SetStp(false));
    web.at(1).done(new Command.SetStp(false));
    web.join(0, 1, 1, 1);
    web.join(0, 2, 1, 2);
    web.at(0).done(new Command.SetStp(true));
    web.at(1).done(new Command.SetStp(true));
    web.pass(4, FEW);
    assertOneWay(web, hosts(web, 2));
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void settledLoopExchangesHellosAlone(long seed) {
    SwitchWeb web = new SwitchWeb(3, seed);
    joinAll(web, 3);
    web.settle(FEW);
    // Three cables, both ends, every four seconds.
    assertEquals(6 * 25, web.pass(100, FEW));
  }
}
