package io.vnetctl.core;

import static io.vnetctl.core.twin.FrameBuilder.frame;
import static io.vnetctl.core.twin.Station.hex;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.vnetctl.core.control.Command;
import io.vnetctl.core.twin.FrameBuilder;
import io.vnetctl.core.twin.Station;
import io.vnetctl.core.twin.SwitchRig;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Spec vde-dataplane, chapters 4 to 6, on untagged ports. */
class ForwardingTest {
  private final SwitchRig rig = SwitchRig.ofPorts(8);
  private final Station a = rig.plug(1);
  private final Station b = rig.plug(2);
  private final Station c = rig.plug(3);

  @Test
  void floodsUnknownUnicastToAllButTheSender() {
    byte[] frame = frame().from(1).to(2).bytes();
    a.sends(frame);
    assertEquals(List.of(), a.received());
    assertEquals(hex(frame), b.received());
    assertEquals(hex(frame), c.received());
  }

  @Test
  void sendsToLearntAddressAlone() {
    b.sends(frame().from(2).bytes());
    a.received();
    c.received();
    byte[] frame = frame().from(1).to(2).bytes();
    a.sends(frame);
    assertEquals(hex(frame), b.received());
    assertEquals(List.of(), c.received());
  }

  @Test
  void learnsWithinABurst() {
    byte[] answer = frame().from(2).to(1).bytes();
    a.sends(frame().from(1).bytes(), frame().from(1).to(1).bytes());
    b.received();
    c.received();
    b.sends(answer);
    assertEquals(hex(answer), a.received());
    assertEquals(List.of(), c.received());
  }

  @Test
  void dropsFrameForAddressOnSamePort() {
    a.sends(frame().from(1).bytes(), frame().from(4).to(1).bytes());
    assertEquals(1, b.received().size());
    assertEquals(1, rig.count(1, PortCounter.IN_SAME_PORT));
  }

  @Test
  void floodsMulticastEvenFromALearntAddress() {
    byte[] multicast = frame().from(1).toMac(0x0100_5e00_00fbL).bytes();
    a.sends(multicast, multicast);
    assertEquals(hex(multicast, multicast), b.received());
    assertEquals(hex(multicast, multicast), c.received());
  }

  @Test
  void doesNotLearnGroupSources() {
    a.sends(frame().fromMac(0x0300_0000_0001L).bytes());
    a.sends(frame().fromMac(FrameBuilder.BROADCAST).bytes());
    assertEquals(2, b.received().size());
    assertEquals(List.of(), rig.macs());
  }

  @Test
  void keepsAddressWhereItIsForMinPersistence() {
    a.sends(frame().from(1).bytes());
    rig.pass(3);
    b.sends(frame().from(1).bytes());
    assertEquals(1, rig.macs().getFirst().port());
    assertEquals(3, rig.macs().getFirst().ageSeconds());
  }

  @Test
  void movesAddressAfterMinPersistence() {
    a.sends(frame().from(1).bytes());
    rig.pass(4);
    b.sends(frame().from(1).bytes());
    assertEquals(2, rig.macs().getFirst().port());
    assertEquals(0, rig.macs().getFirst().ageSeconds());
  }

  @Test
  void forwardsFrameOfAnAddressThatMayNotMove() {
    a.sends(frame().from(1).bytes());
    a.received();
    c.received();
    byte[] frame = frame().from(1).bytes();
    b.sends(frame);
    assertEquals(hex(frame), a.received());
    assertEquals(hex(frame), c.received());
  }

  @Test
  void logsMovesOnceASecondWithTheNumberOfOthers() {
    a.sends(frame().from(1).bytes());
    for (int i = 0; i < 5; i++) {
      b.sends(frame().from(1).bytes());
    }
    assertEquals(1, rig.log().size());
    rig.pass(1);
    b.sends(frame().from(1).bytes());
    assertEquals(
        "MAC 02:00:00:00:00:01 VLAN 0 is seen on port 2 (and 4 more lines like it since the last)",
        rig.log().getLast());
  }

  @Test
  void forgetsAddressAfterExpiryAtTheNextFrame() {
    b.sends(frame().from(2).bytes());
    rig.pass(102);
    assertEquals(1, rig.macs().size());
    a.received();
    c.received();
    byte[] frame = frame().from(1).to(2).bytes();
    a.sends(frame);
    assertEquals(hex(frame), c.received());
    assertEquals(1, rig.macs().size());
  }

  @Test
  void keepsAddressThatIsSeenAgain() {
    for (int i = 0; i < 5; i++) {
      b.sends(frame().from(2).bytes());
      rig.pass(90);
    }
    a.sends(frame().from(1).to(2).bytes());
    assertEquals(2, rig.macs().size());
  }

  @Test
  void neverSweepsWithoutInterval() {
    rig.done(new Command.SetSweepInterval(0));
    b.sends(frame().from(2).bytes());
    rig.pass(200);
    a.sends(frame().from(1).to(2).bytes());
    assertEquals(2, rig.macs().size());
  }

  @Test
  void sharesPortAmongEndpointsWhichNeverHearEachOther() {
    Station other = rig.plug(1);
    byte[] toAll = frame().from(2).bytes();
    b.sends(toAll);
    assertEquals(hex(toAll), a.received());
    assertEquals(hex(toAll), other.received());
    a.sends(frame().from(1).bytes());
    assertEquals(List.of(), other.received());
  }

  @Test
  void leavesOtherEndpointsOfAPortWhenOneGoes() {
    Station other = rig.plug(1);
    other.unplug();
    byte[] toAll = frame().from(2).bytes();
    b.sends(toAll);
    assertEquals(hex(toAll), a.received());
    assertEquals(List.of(), other.received());
  }

  @ParameterizedTest
  @ValueSource(ints = {14, 15, 59, 60, 1514, 1518, 1519, 4096, 9233, 9234})
  void passesFramesOfEverySizeWhole(int size) {
    byte[] frame = frame().size(size).bytes();
    a.sends(frame);
    assertEquals(hex(frame), b.received());
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 12, 13})
  void dropsRunts(int size) {
    a.sends(frame().size(size).bytes());
    assertEquals(List.of(), b.received());
    assertEquals(1, rig.count(1, PortCounter.IN_RUNT));
    assertEquals(0, rig.count(1, PortCounter.IN_FRAMES));
  }

  @ParameterizedTest
  @ValueSource(ints = {9235, 9236, 65_535})
  void dropsGiantsAndNeverCutsThem(int size) {
    a.sends(frame().size(size).bytes());
    assertEquals(List.of(), b.received());
    assertEquals(1, rig.count(1, PortCounter.IN_GIANT));
    assertEquals(List.of(), rig.macs());
  }

  @ParameterizedTest
  @ValueSource(ints = {14, 15, 16, 17})
  void dropsTaggedFrameWithoutRoomForItsTag(int size) {
    a.sends(frame().type(0x8100).size(size).bytes());
    assertEquals(List.of(), b.received());
    assertEquals(1, rig.count(1, PortCounter.IN_RUNT));
  }

  @ParameterizedTest
  @ValueSource(ints = {0x0806, 0x86dd, 0x0026, 0x88a8, 0x9100, 0xffff, 0x0000})
  void passesEveryType(int type) {
    byte[] frame = frame().type(type).bytes();
    a.sends(frame);
    assertEquals(hex(frame), b.received());
  }

  @Test
  void reservesNoGroupAddressWithoutSpanningTree() {
    byte[] bpdu = frame().toMac(FrameBuilder.BRIDGE_GROUP).bytes();
    a.sends(bpdu);
    assertEquals(hex(bpdu), b.received());
  }

  @Test
  void sendsNothingToAPortWithoutClient() {
    rig.done(new Command.CreatePort(4));
    a.sends(frame().from(1).bytes());
    assertEquals(0, rig.count(4, PortCounter.OUT_FRAMES));
  }

  @Test
  void keepsOrderOfALongRun() {
    byte[][] frames =
        IntStream.range(0, 300).mapToObj(i -> frame().size(60 + i).bytes()).toArray(byte[][]::new);
    a.sends(frames);
    assertEquals(hex(frames), b.received());
  }

  @Test
  void spreadsOneBurstOverManyPorts() {
    SwitchRig large = SwitchRig.ofPorts(65);
    List<Station> stations = IntStream.range(0, 65).mapToObj(large::plug).toList();
    stations.forEach(it -> it.sends(frame().from(it.port()).bytes()));
    stations.forEach(Station::received);
    byte[][] burst =
        IntStream.range(1, 65).mapToObj(i -> frame().from(0).to(i).bytes()).toArray(byte[][]::new);
    stations.getFirst().sends(burst);
    for (int i = 1; i < 65; i++) {
      assertEquals(hex(burst[i - 1]), stations.get(i).received());
    }
  }

  @Test
  void knownHostsKeepUnicastAndNewOnesGetItWhileAPortMakesUpAddresses() {
    b.sends(frame().from(2).bytes());
    flood(a, 0, MacTable.MAX_ENTRIES);
    c.sends(frame().from(3).bytes());
    flood(a, MacTable.MAX_ENTRIES, 2 * MacTable.MAX_ENTRIES);
    List.of(a, b, c).forEach(Station::received);
    byte[] toOld = frame().from(3).to(2).bytes();
    byte[] toNew = frame().from(2).to(3).bytes();
    c.sends(toOld);
    b.sends(toNew);
    assertEquals(List.of(hex(toOld), hex(toNew)), List.of(b.received(), c.received()));
    assertEquals(List.of(), a.received());
    assertEquals(MacTable.MAX_ENTRIES, rig.macs().size());
    assertEquals(1, rig.count(3, PortCounter.IN_REPLACED));
    assertEquals(MacTable.MAX_ENTRIES + 1, rig.count(1, PortCounter.IN_REPLACED));
  }

  /** Frames from made up addresses to one of them. */
  private static void flood(Station from, int first, int end) {
    for (int i = first; i < end; i++) {
      from.sends(frame().fromMac(0x0400_0000_0000L | i).toMac(0x0400_0000_0000L | i).bytes());
    }
  }
}
