package io.vnetctl.cli.demo;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.vnetctl.core.frame.MacAddress;
import java.nio.ByteBuffer;
import java.util.HexFormat;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ArpPacketTest {
  private static final String REQUEST =
      "ffffffffffff020000000001"
          + "08060001080006040001"
          + "0200000000010a630002"
          + "0000000000000a630003"
          + "00".repeat(18);
  private static final String REPLY =
      "020000000001020000000002"
          + "08060001080006040002"
          + "0200000000020a630003"
          + "0200000000010a630002"
          + "00".repeat(18);
  private static final MacAddress ONE = new MacAddress(0x0200_0000_0001L);
  private static final MacAddress TWO = new MacAddress(0x0200_0000_0002L);

  @Test
  void asksAllForAnAddress() {
    ArpPacket request =
        ArpPacket.whoHas(Ipv4Address.of("10.99.0.3"), ONE, Ipv4Address.of("10.99.0.2"));

    assertEquals(REQUEST, hex(request.encode()));
    assertEquals(Optional.of(request), decode(REQUEST));
  }

  @Test
  void answersTheAsker() {
    ArpPacket reply = decode(REQUEST).orElseThrow().reply(TWO);

    assertEquals(REPLY, hex(reply.encode()));
    assertEquals(Optional.of(reply), decode(REPLY));
  }

  @Test
  void leavesOtherFramesAlone() {
    for (int octets = 0; octets < 42; octets++) {
      assertEquals(Optional.empty(), decode(REQUEST.substring(0, 2 * octets)));
    }
    assertEquals(Optional.empty(), decode(REQUEST.replace("08060001", "08000001")));
    assertEquals(Optional.empty(), decode(REQUEST.replace("08000604", "08000610")));
    assertEquals(Optional.empty(), decode(REQUEST.replace("06040001", "06040003")));
  }

  private static Optional<ArpPacket> decode(String hex) {
    return ArpPacket.decode(ByteBuffer.wrap(HexFormat.of().parseHex(hex)));
  }

  private static String hex(ByteBuffer frame) {
    return HexFormat.of().formatHex(frame.array());
  }
}
