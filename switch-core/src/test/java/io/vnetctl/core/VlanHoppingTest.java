package io.vnetctl.core;

import static io.vnetctl.core.twin.FrameBuilder.frame;
import static io.vnetctl.core.twin.Station.hex;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.vnetctl.core.control.Command;
import io.vnetctl.core.control.Reply;
import io.vnetctl.core.twin.FrameBuilder;
import io.vnetctl.core.twin.Station;
import io.vnetctl.core.twin.SwitchRig;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Frames that try to get from one VLAN into another (spec vde-dataplane, chapter 5): guest and peer
 * are untagged in VLAN 1, the victim in 1025, the trunk is tagged in both.
 */
class VlanHoppingTest {
  private static final int ONE = 1;
  private static final int OTHER = 1025;

  private final SwitchRig rig = SwitchRig.ofPorts(8);
  private final Station guest = rig.plug(1);
  private final Station peer = rig.plug(2);
  private final Station victim = rig.plug(3);
  private final Station trunk = rig.plug(4);
  private final Station plain = rig.plug(5);

  @BeforeEach
  void membership() {
    rig.done(new Command.CreateVlan(ONE), new Command.CreateVlan(OTHER));
    rig.done(new Command.SetPortVlan(1, ONE), new Command.SetPortVlan(2, ONE));
    rig.done(new Command.SetPortVlan(3, OTHER));
    rig.done(new Command.AddVlanPort(ONE, 4), new Command.AddVlanPort(OTHER, 4));
    rig.done(new Command.SetPortVlan(4, Port.NO_VLAN));
  }

  private void assertVictimsGetNothing() {
    assertEquals(List.of(), victim.received());
    assertEquals(List.of(), plain.received());
  }

  @Test
  void innerTagIsPayloadWhateverItNames() {
    guest.sends(frame().tag(ONE).tag(OTHER).bytes());
    assertEquals(hex(frame().tag(OTHER).bytes()), peer.received());
    assertEquals(hex(frame().tag(ONE).tag(OTHER).bytes()), trunk.received());
    assertVictimsGetNothing();
  }

  @ParameterizedTest
  @ValueSource(ints = {OTHER, 0, 4095, 4094, 2, 1024, 0xe000 | OTHER, 0x1000})
  void foreignOuterTagIsDropped(int tagControl) {
    guest.sends(frame().tag(tagControl).bytes(), frame().tag(tagControl).tag(ONE).bytes());
    assertEquals(2, rig.count(1, PortCounter.IN_FOREIGN_VLAN));
    assertEquals(List.of(), peer.received());
    assertEquals(List.of(), trunk.received());
    assertVictimsGetNothing();
    assertEquals(List.of(), rig.macs());
  }

  @ParameterizedTest
  @ValueSource(ints = {0x88a8, 0x9100, 0x9200})
  void otherTagsArePayload(int tpid) {
    byte[] frame = frame().tag(tpid, OTHER).tag(OTHER).bytes();
    guest.sends(frame);
    assertEquals(hex(frame), peer.received());
    assertVictimsGetNothing();
  }

  @Test
  void tagOfThePortsOwnVlanIsTakenAndChangesNothing() {
    guest.sends(frame().tag(0xf000 | ONE).bytes());
    assertEquals(hex(frame().bytes()), peer.received());
    assertEquals(hex(frame().tag(0xf000 | ONE).bytes()), trunk.received());
    assertVictimsGetNothing();
  }

  @Test
  void tagZeroMeansVlanZeroWhereThePortIsAMember() {
    plain.sends(frame().tag(0xe000).bytes());
    assertEquals(0, rig.count(5, PortCounter.IN_FOREIGN_VLAN));
    assertEquals(List.of(), peer.received());
    guest.sends(frame().tag(0xe000).bytes());
    assertEquals(List.of(), plain.received());
  }

  @Test
  void nobodyCanBeAMemberOfTheLastTwoVlans() {
    for (int vlan : new int[] {4094, 4095, 4096, 4097}) {
      assertEquals(Reply.Failed.class, rig.execute(new Command.CreateVlan(vlan)).getClass());
      assertEquals(Reply.Failed.class, rig.execute(new Command.AddVlanPort(vlan, 4)).getClass());
    }
  }

  @Test
  void oneAddressInTwoVlansIsTwoHosts() {
    peer.sends(frame().from(9).bytes());
    victim.sends(frame().from(9).bytes());
    List.of(guest, peer, trunk, victim).forEach(Station::received);
    guest.sends(frame().from(1).to(9).bytes());
    assertEquals(hex(frame().from(1).to(9).bytes()), peer.received());
    assertVictimsGetNothing();
    trunk.sends(frame().from(2).to(9).tag(OTHER).bytes());
    assertEquals(hex(frame().from(2).to(9).bytes()), victim.received());
    assertEquals(List.of(), peer.received());
    assertEquals(
        List.of(ONE, ONE, OTHER, OTHER),
        rig.macs().stream().map(Reply.MacEntry::vlan).sorted().toList());
  }

  @Test
  void madeUpAddressInOneVlanMovesNobodyInAnother() {
    victim.sends(frame().from(9).bytes());
    rig.pass(50);
    guest.sends(frame().from(9).bytes());
    trunk.received();
    victim.received();
    byte[] frame = frame().from(2).to(9).tag(OTHER).bytes();
    trunk.sends(frame);
    assertEquals(1, victim.received().size());
    assertEquals(List.of(), guest.received());
  }

  @Test
  void reservedGroupAddressesStayInTheirVlanAndAreFlooded() {
    byte[][] reserved =
        IntStream.range(0, 16)
            .mapToObj(i -> frame().toMac(FrameBuilder.BRIDGE_GROUP | i).bytes())
            .toArray(byte[][]::new);
    guest.sends(reserved);
    assertEquals(hex(reserved), peer.received());
    assertEquals(16, trunk.received().size());
    assertVictimsGetNothing();
  }

  @Test
  void spanningTreeTakesOnlyTheBridgeGroupAddress() {
    rig.done(new Command.SetStp(true));
    peer.received();
    for (int i = 0; i < 16; i++) {
      guest.sends(frame().toMac(FrameBuilder.BRIDGE_GROUP | i).bytes());
    }
    assertEquals(1, rig.count(1, PortCounter.IN_BPDU));
    assertEquals(15, peer.received().size());
    assertVictimsGetNothing();
  }

  @Test
  void bpduOfAForeignVlanReachesNoTree() {
    rig.done(new Command.SetStp(true));
    Bpdu best = new Bpdu(0x3c, 1, 0, 1, 0x8001, 0);
    guest.sends(best.frame(0x0200_0000_0051L, true, OTHER));
    assertEquals(1, rig.count(1, PortCounter.IN_FOREIGN_VLAN));
    assertEquals(true, rig.tree(OTHER).root());
  }
}
