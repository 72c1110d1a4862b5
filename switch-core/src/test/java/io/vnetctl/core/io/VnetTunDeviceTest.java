package io.vnetctl.core.io;

import static io.vnetctl.core.twin.FrameBuilder.frame;
import static io.vnetctl.core.twin.PacketBuilder.packet;
import static io.vnetctl.core.twin.PacketBuilder.randomBytes;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import io.vnetctl.core.FrameObserver;
import io.vnetctl.core.PortCounter;
import io.vnetctl.core.control.Command;
import io.vnetctl.core.twin.PacketBuilder;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Frames of a TAP with headers on the loop; a datagram socket stands for the TAP. */
@Timeout(20)
class VnetTunDeviceTest {
  private static final int MSS = 1_448;
  private static final int HEADER_BYTES = 10;

  @TempDir Path folder;
  private LoopRig rig;

  @BeforeEach
  void start() {
    rig = new LoopRig(folder);
  }

  @AfterEach
  void stop() throws Exception {
    rig.close();
  }

  private static PacketBuilder superFrame(int payloadBytes) {
    return packet().payload(randomBytes(new Random(payloadBytes), payloadBytes));
  }

  private static byte[] withHeader(byte[] header, byte[] frame) {
    byte[] both = Arrays.copyOf(header, HEADER_BYTES + frame.length);
    System.arraycopy(frame, 0, both, HEADER_BYTES, frame.length);
    return both;
  }

  private static byte[] plain(byte[] frame) {
    return withHeader(new byte[HEADER_BYTES], frame);
  }

  /** As a TAP hands it over. */
  private static byte[] offered(PacketBuilder packet, int gsoSize) {
    return withHeader(packet.virtioNetHeader(gsoSize), packet.unfinished());
  }

  /** The same as we write it, which is with the length of the headers. */
  private static byte[] written(PacketBuilder packet, int gsoSize, int headerBytes) {
    byte[] both = offered(packet, gsoSize);
    both[2] = (byte) headerBytes;
    return both;
  }

  private static void assertReceives(LoopRig.Peer peer, List<byte[]> frames) throws Exception {
    for (byte[] frame : frames) {
      assertEquals(HexFormat.of().formatHex(frame), HexFormat.of().formatHex(peer.receive()));
    }
    assertNull(peer.receiveNow());
  }

  @ParameterizedTest
  @CsvSource({"1448, 3000", "1448, 64000", "500, 64000", "1428, 1"})
  void superFrameIsCutForASocket(int gsoSize, int payloadBytes) throws Exception {
    LoopRig.Peer tap = rig.plugTap(1);
    LoopRig.Peer guest = rig.plug(2);
    for (PacketBuilder packet :
        List.of(
            superFrame(payloadBytes),
            superFrame(payloadBytes).v6(),
            superFrame(payloadBytes).udp(),
            superFrame(payloadBytes).v6().udp())) {
      tap.send(offered(packet, gsoSize));
      assertReceives(guest, packet.cut(gsoSize));
    }
  }

  @Test
  void checksumIsFinishedForASocket() throws Exception {
    LoopRig.Peer tap = rig.plugTap(1);
    LoopRig.Peer guest = rig.plug(2);
    PacketBuilder packet = superFrame(333);
    tap.send(offered(packet, 0));
    tap.send(plain(frame().bytes()));
    assertReceives(guest, List.of(packet.bytes(), frame().bytes()));
  }

  @Test
  void superFramePassesWholeBetweenTaps() throws Exception {
    LoopRig.Peer tap = rig.plugTap(1);
    LoopRig.Peer other = rig.plugTap(2);
    PacketBuilder packet = superFrame(64_000);
    tap.send(offered(packet, MSS));
    assertReceives(other, List.of(written(packet, MSS, packet.headerBytes())));
  }

  @Test
  void countersCountTheFramesOfTheWire() throws Exception {
    LoopRig.Peer tap = rig.plugTap(1);
    LoopRig.Peer other = rig.plugTap(2);
    PacketBuilder packet = superFrame(64_000);
    tap.send(offered(packet, MSS));
    other.receive();
    List<byte[]> frames = packet.cut(MSS);
    long bytes = frames.stream().mapToLong(it -> it.length).sum();
    for (PortCounter counter : List.of(PortCounter.IN_FRAMES, PortCounter.IN_BYTES)) {
      assertEquals(counter == PortCounter.IN_FRAMES ? frames.size() : bytes, rig.count(1, counter));
    }
    assertEquals(frames.size(), rig.count(2, PortCounter.OUT_FRAMES));
    assertEquals(bytes, rig.count(2, PortCounter.OUT_BYTES));
  }

  @Test
  void tagIsPushedAndPoppedOnTheWay() throws Exception {
    LoopRig.Peer untagged = rig.plugTap(1);
    LoopRig.Peer trunk = rig.plugTap(2);
    LoopRig.Peer guestTrunk = rig.plug(3);
    rig.done(new Command.CreateVlan(10), new Command.SetPortVlan(1, 10));
    rig.done(new Command.AddVlanPort(10, 2), new Command.AddVlanPort(10, 3));
    PacketBuilder packet = superFrame(9_000);
    PacketBuilder tagged = packet.copy().tag(0x8100, 10);
    untagged.send(offered(packet, MSS));
    assertReceives(trunk, List.of(written(tagged, MSS, tagged.headerBytes())));
    assertReceives(guestTrunk, tagged.cut(MSS));
    trunk.send(offered(tagged, MSS));
    assertReceives(untagged, List.of(written(packet, MSS, packet.headerBytes())));
    assertReceives(guestTrunk, tagged.cut(MSS));
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void framesOfOneStreamAreJoinedForATap(boolean v6) throws Exception {
    LoopRig.Peer guest = rig.plug(1);
    LoopRig.Peer tap = rig.plugTap(2);
    PacketBuilder whole = v6 ? superFrame(8_000).v6() : superFrame(8_000);
    rig.atOnce(
        () -> {
          for (byte[] frame : whole.cut(MSS)) {
            guest.send(frame);
          }
          guest.send(frame().from(5).bytes());
          return null;
        });
    assertReceives(
        tap, List.of(written(whole, MSS, whole.headerBytes()), plain(frame().from(5).bytes())));
  }

  @Test
  void framesOfOneStreamAreJoinedWithTheTagPushedToThem() throws Exception {
    LoopRig.Peer guest = rig.plug(1);
    LoopRig.Peer tap = rig.plugTap(2);
    rig.done(new Command.CreateVlan(10), new Command.SetPortVlan(1, 10));
    rig.done(new Command.AddVlanPort(10, 2));
    PacketBuilder whole = superFrame(8_000);
    PacketBuilder tagged = whole.copy().tag(0x8100, 10);
    rig.atOnce(
        () -> {
          for (byte[] frame : whole.cut(MSS)) {
            guest.send(frame);
          }
          return null;
        });
    assertReceives(tap, List.of(written(tagged, MSS, tagged.headerBytes())));
  }

  @Test
  void framesBetweenThoseOfAStreamKeepTheirPlace() throws Exception {
    LoopRig.Peer guest = rig.plug(1);
    LoopRig.Peer tap = rig.plugTap(2);
    List<byte[]> stream = superFrame(3 * MSS).cut(MSS);
    byte[] other = frame().from(5).bytes();
    rig.atOnce(
        () -> {
          guest.send(stream.get(0));
          guest.send(other);
          guest.send(stream.get(1));
          guest.send(stream.get(0));
          guest.send(stream.get(2));
          return null;
        });
    assertReceives(
        tap,
        List.of(
            plain(stream.get(0)),
            plain(other),
            plain(stream.get(1)),
            plain(stream.get(0)),
            plain(stream.get(2))));
  }

  @Test
  void capturesShowTheFramesOfTheWire() throws Exception {
    List<byte[]> received = new ArrayList<>();
    List<byte[]> sent = new ArrayList<>();
    rig.observe(
        new FrameObserver() {
          @Override
          public void received(int port, FrameVector frames) {
            add(received, frames);
          }

          @Override
          public void sent(int port, FrameVector frames) {
            add(sent, frames);
          }
        });
    LoopRig.Peer tap = rig.plugTap(1);
    LoopRig.Peer other = rig.plugTap(2);
    PacketBuilder packet = superFrame(64_000);
    tap.send(offered(packet, 300));
    other.receive();
    List<byte[]> frames = packet.cut(300);
    assertEquals(frames.size(), received.size());
    for (int i = 0; i < frames.size(); i++) {
      assertArrayEquals(frames.get(i), received.get(i));
      assertArrayEquals(frames.get(i), sent.get(i));
    }
  }

  private static void add(List<byte[]> all, FrameVector frames) {
    for (int i = 0; i < frames.count(); i++) {
      all.add(frames.copy(i));
    }
  }

  @Test
  void headerThatDoesNotFitIsCounted() throws Exception {
    LoopRig.Peer tap = rig.plugTap(1);
    LoopRig.Peer guest = rig.plug(2);
    byte[] beyond = offered(superFrame(3_000), MSS);
    beyond[7] = 100;
    tap.send(beyond);
    tap.send(new byte[] {1, 1, 0});
    // cut into bytes it would keep the loop for a tenth of a second
    tap.send(offered(superFrame(60_000), 1));
    tap.send(offered(superFrame(40_000), 9_300));
    tap.send(plain(frame().bytes()));
    assertReceives(guest, List.of(frame().bytes()));
    assertEquals(2, rig.count(1, PortCounter.IN_BAD_OFFLOAD));
    assertEquals(1, rig.count(1, PortCounter.IN_RUNT));
    assertEquals(1, rig.count(1, PortCounter.IN_GIANT));
  }

  @Test
  void superFramesWaitForASlowTapInOrder() throws Exception {
    LoopRig.Peer tap = rig.plugTap(1);
    LoopRig.Peer slow = rig.plugTap(2);
    List<byte[]> expected = new ArrayList<>();
    for (int i = 0; i < 40; i++) {
      PacketBuilder packet = superFrame(30_000 + i);
      tap.send(offered(packet, MSS));
      expected.add(written(packet, MSS, packet.headerBytes()));
      // numbered frames between, so that the order shows
      tap.send(plain(frame().type(i).bytes()));
      expected.add(plain(frame().type(i).bytes()));
    }
    assertReceives(slow, expected);
    assertEquals(0, rig.count(2, PortCounter.OUT_QUEUE_FULL));
  }
}
