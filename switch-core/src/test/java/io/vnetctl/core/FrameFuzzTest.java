package io.vnetctl.core;

import static org.junit.jupiter.api.Assertions.assertTrue;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.vnetctl.core.control.Command;
import io.vnetctl.core.twin.FrameBuilder;
import io.vnetctl.core.twin.HandClock;
import io.vnetctl.core.twin.Mutations;
import io.vnetctl.core.twin.Station;
import io.vnetctl.core.twin.SwitchRig;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Any bytes as a frame, on a port of any kind: nothing throws, and nothing but a tag changes. */
class FrameFuzzTest {
  private static final int TAG_AT = 12;
  private static final int TAG_END = 16;
  private static final int SHORTEST_TAGGED = 18;

  private final SwitchRig rig = SwitchRig.spanningTree(new HandClock(), SwitchRig.MAC);
  private final List<Station> stations =
      List.of(rig.plug(1), rig.plug(2), rig.plug(3), rig.plug(4));

  FrameFuzzTest() {
    rig.done(new Command.CreateVlan(10), new Command.SetPortVlan(3, 10));
    rig.done(new Command.AddVlanPort(10, 1), new Command.AddVlanPort(0, 4));
    // A new port listens and learns at first.
    rig.pass(60);
    stations.forEach(Station::received);
  }

  /** The first byte is the port, the rest the frame. */
  @FuzzTest
  void passesUnchanged(byte[] input) {
    if (input.length == 0) {
      return;
    }
    Station from = stations.get(input[0] & 3);
    byte[] frame = Arrays.copyOfRange(input, 1, input.length);
    from.sends(frame);
    for (Station to : stations) {
      for (String hex : to.received()) {
        byte[] got = HexFormat.of().parseHex(hex);
        assertTrue(isOwn(got) || to != from && isSame(frame, got), () -> to.port() + ": " + hex);
      }
    }
    rig.pass(1);
    stations.forEach(Station::received);
  }

  @Test
  void passesMutationsUnchanged() {
    Mutations.run(FrameFuzzTest.class, "passesUnchanged", this::passesUnchanged);
  }

  private static boolean isOwn(byte[] frame) {
    long destination = ByteBuffer.wrap(frame).getLong() >>> 16;
    long source = ByteBuffer.wrap(frame).getLong(6) >>> 16;
    return destination == FrameBuilder.BRIDGE_GROUP && source == SwitchRig.MAC.value();
  }

  private static boolean isSame(byte[] sent, byte[] got) {
    return Arrays.equals(sent, got)
        || Arrays.equals(untagged(sent), got)
        || Arrays.equals(sent, untagged(got))
        || Arrays.equals(untagged(sent), untagged(got));
  }

  private static byte[] untagged(byte[] frame) {
    if (frame.length < SHORTEST_TAGGED || frame[TAG_AT] != (byte) 0x81 || frame[TAG_AT + 1] != 0) {
      return frame;
    }
    return ByteBuffer.allocate(frame.length - 4)
        .put(frame, 0, TAG_AT)
        .put(frame, TAG_END, frame.length - TAG_END)
        .array();
  }
}
