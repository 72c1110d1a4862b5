package io.vnetctl.core;

import static io.vnetctl.core.twin.FrameBuilder.frame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vnetctl.core.control.Command;
import io.vnetctl.core.control.EventKind;
import io.vnetctl.core.control.Reply;
import io.vnetctl.core.frame.MacAddress;
import io.vnetctl.core.twin.Station;
import io.vnetctl.core.twin.SwitchRig;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HexFormat;
import java.util.List;
import java.util.OptionalInt;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Random frames, commands, clients and times: nothing throws, and the rules of VLANs hold. */
class SwitchFuzzTest {
  private static final int PORTS = 8;
  private static final int STEPS = 4_000;

  private final SwitchRig rig = SwitchRig.ofPorts(PORTS);
  private final List<Station> stations = new ArrayList<>();
  private int delivered;

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5})
  void survivesAnything(long seed) {
    Random random = new Random(seed);
    rig.network().listen(event -> {}, EnumSet.allOf(EventKind.class));
    for (int i = 0; i < STEPS; i++) {
      step(random);
    }
    assertTrue(delivered > STEPS / 10, () -> "only " + delivered + " frames prove little");
    rig.network().close();
    assertTrue(stations.stream().allMatch(it -> it.device().isClosed()));
  }

  private void step(Random random) {
    switch (random.nextInt(10)) {
      case 0 -> plugOrUnplug(random);
      case 1, 2, 3 -> rig.execute(command(random));
      case 4 -> rig.pass(random.nextInt(8));
      default -> send(random);
    }
  }

  private void plugOrUnplug(Random random) {
    if (random.nextInt(3) > 0) {
      Applicant user = new Applicant(OptionalInt.of(random.nextInt(3)), false, gid -> gid == 1);
      PortChoice choice =
          random.nextBoolean()
              ? PortChoice.any()
              : PortChoice.of(number(random) & Integer.MAX_VALUE);
      rig.plug(choice, user).ifPresent(stations::add);
    } else if (!stations.isEmpty()) {
      stations.remove(random.nextInt(stations.size())).unplug();
    }
    stations.removeIf(it -> it.device().isClosed());
  }

  private void send(Random random) {
    stations.removeIf(it -> it.device().isClosed());
    if (stations.isEmpty()) {
      return;
    }
    stations.forEach(Station::received);
    Station from = stations.get(random.nextInt(stations.size()));
    byte[] frame = randomFrame(random);
    List<Integer> mayGet = members(from.port(), frame);
    from.sends(frame);
    for (Station to : stations) {
      for (String hex : to.received()) {
        assertMayGet(from, to, frame, HexFormat.of().parseHex(hex), mayGet);
      }
    }
  }

  private void assertMayGet(
      Station from, Station to, byte[] sent, byte[] got, List<Integer> members) {
    boolean bpdu = got[0] == 1 && got[1] == (byte) 0x80 && isOwn(got);
    if (!bpdu) {
      delivered++;
      assertTrue(members.contains(to.port()), () -> "port " + to.port() + " is no member");
      assertTrue(from.port() != to.port(), "sent back to the port it came from");
      assertTrue(Math.abs(sent.length - got.length) <= 4);
    }
  }

  private static boolean isOwn(byte[] frame) {
    return HexFormat.of().formatHex(frame, 6, 12).equals("00ff01020304");
  }

  /** Ports that may get a frame; in hub mode all but port 0. */
  private List<Integer> members(int from, byte[] frame) {
    Reply.PortSettings settings = (Reply.PortSettings) rig.execute(new Command.ShowPortSettings());
    if (settings.hub()) {
      return stations.stream().map(Station::port).filter(it -> it != 0).toList();
    }
    boolean tagged = frame.length >= 18 && frame[12] == (byte) 0x81 && frame[13] == 0;
    int vlan = tagged ? (frame[14] & 0xf) << 8 | frame[15] & 0xff : untaggedVlan(from);
    Reply reply = rig.execute(new Command.ListActiveVlans(OptionalInt.of(vlan)));
    List<Reply.VlanMember> members =
        reply instanceof Reply.Vlans(List<Reply.VlanInfo> vlans)
            ? vlans.getFirst().members()
            : List.of();
    return members.stream().map(Reply.VlanMember::port).toList();
  }

  private int untaggedVlan(int port) {
    Reply reply = rig.execute(new Command.ListActivePorts(OptionalInt.of(port)));
    return ((Reply.Ports) reply).ports().getFirst().untaggedVlan();
  }

  private static byte[] randomFrame(Random random) {
    if (random.nextInt(20) == 0) {
      byte[] noise = new byte[random.nextInt(70_000)];
      random.nextBytes(noise);
      return noise;
    }
    if (random.nextInt(8) == 0) {
      return bpdu(random);
    }
    var frame = frame().from(random.nextInt(20)).size(random.nextInt(14, 200));
    if (random.nextBoolean()) {
      frame.to(random.nextInt(20));
    }
    return random.nextBoolean() ? frame.bytes() : frame.tag(vlan(random)).bytes();
  }

  private static byte[] bpdu(Random random) {
    long root = random.nextLong(4) << 60 | random.nextInt(3);
    int cost = random.nextInt(8) == 0 ? random.nextInt() : 20_000_000 * random.nextInt(3);
    Bpdu bpdu = new Bpdu(random.nextInt(256), root, cost, random.nextInt(4), 0x8001, 0);
    return bpdu.frame(0x0200_0000_0051L, random.nextInt(4) == 0, vlan(random));
  }

  private static int vlan(Random random) {
    return switch (random.nextInt(8)) {
      case 0 -> random.nextInt(4096);
      case 1 -> 4093 + random.nextInt(3);
      default -> random.nextInt(4);
    };
  }

  private static int number(Random random) {
    return random.nextInt(16) == 0 ? random.nextInt() : random.nextInt(PORTS);
  }

  private static OptionalInt maybe(Random random) {
    return random.nextBoolean() ? OptionalInt.empty() : OptionalInt.of(number(random));
  }

  private static Command command(Random random) {
    boolean on = random.nextBoolean();
    return switch (random.nextInt(38)) {
      case 0 -> new Command.SetPortCount(random.nextInt(4) == 0 ? random.nextInt() : PORTS);
      case 1 -> new Command.SetHub(random.nextInt(4) == 0);
      case 2 -> new Command.CreateAnyPort();
      case 3 -> new Command.CreatePort(number(random));
      case 4 -> new Command.RemovePort(number(random));
      case 5 -> new Command.SetPortAllocatable(number(random), on);
      case 6 -> new Command.SetPortUser(number(random), maybe(random));
      case 7 -> new Command.SetPortGroup(number(random), maybe(random));
      case 8 -> new Command.CloseEndpoint(number(random), random.nextInt(50));
      case 9 -> new Command.ResetCounters(maybe(random));
      case 10 -> new Command.ListActivePorts(maybe(random));
      case 11 -> new Command.ListAllPorts(maybe(random));
      case 12 -> new Command.ShowMacTableSettings();
      case 13 -> new Command.SetMacTableSize(number(random));
      case 14 -> new Command.SetSweepInterval(number(random));
      case 15 -> new Command.SetMacExpiry(number(random));
      case 16 -> new Command.SetMinPersistence(number(random));
      case 17 -> new Command.ListMacs();
      case 18 -> new Command.FindMac(new MacAddress(random.nextInt(4)), number(random));
      case 19 -> new Command.ShowStpSettings();
      case 20 -> new Command.SetStp(on);
      case 21 -> new Command.SetStpEdge(vlan(random), number(random), on);
      case 22 -> new Command.SetStpBonus(vlan(random), number(random), random.nextInt());
      case 23 -> new Command.ListStp(maybe(random));
      case 24 -> new Command.CreateVlan(number(random));
      case 25 -> new Command.RemoveVlan(number(random));
      case 26 -> new Command.RemoveVlanPort(vlan(random), number(random));
      case 27 -> new Command.ListActiveVlans(maybe(random));
      case 28 -> new Command.ListAllVlans(maybe(random));
      case 29 -> new Command.ListCounters(maybe(random));
      case 30 -> new Command.AddVlanPort(vlan(random), number(random));
      case 31 -> new Command.SetMacLimit(maybe(random), random.nextInt(-1, 4));
      case 32 -> new Command.SetFloodLimit(maybe(random), random.nextInt(-1, 20));
      case 33 -> new Command.SetBpduGuard(maybe(random), on);
      case 34 -> new Command.SetIsolated(maybe(random), random.nextInt(3) == 0);
      case 35 -> new Command.ListLimits(maybe(random));
      case 36 -> new Command.SetUserLimit(random.nextInt(-1, 4));
      default -> new Command.SetPortVlan(number(random), vlan(random));
    };
  }
}
