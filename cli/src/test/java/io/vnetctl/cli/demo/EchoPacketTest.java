package io.vnetctl.cli.demo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.vnetctl.core.frame.MacAddress;
import java.nio.ByteBuffer;
import java.util.HexFormat;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EchoPacketTest {
  private static final String REQUEST =
      "0200000000020200000000010800"
          + "4500001f00000000400166140a6300020a630003"
          + "0800bd3776640001616263"
          + "00".repeat(15);
  private static final EchoPacket PACKET =
      new EchoPacket(
          true,
          new MacAddress(0x0200_0000_0001L),
          new MacAddress(0x0200_0000_0002L),
          Ipv4Address.of("10.99.0.2"),
          Ipv4Address.of("10.99.0.3"),
          0x7664,
          1,
          new byte[] {'a', 'b', 'c'});

  @Test
  void writesAndReadsARequest() {
    assertEquals(REQUEST, HexFormat.of().formatHex(PACKET.encode().array()));
    assertEquals(Optional.of(PACKET), decode(REQUEST));
  }

  @Test
  void answersWithTheSameDataTheOtherWay() {
    String reply =
        "0200000000010200000000020800"
            + "4500001f00000000400166140a6300030a630002"
            + "0000c53776640001616263"
            + "00".repeat(15);

    assertEquals(
        reply, HexFormat.of().formatHex(decode(REQUEST).orElseThrow().reply().encode().array()));
    assertEquals(Optional.of(PACKET.reply()), decode(reply));
  }

  @Test
  void takesNoTruncatedPacket() {
    for (int octets = 0; octets < 45; octets++) {
      assertEquals(Optional.empty(), decode(REQUEST.substring(0, 2 * octets)), "at " + octets);
    }
  }

  @ParameterizedTest(name = "octet {0}")
  @ValueSource(ints = {12, 14, 16, 20, 23, 24, 29, 34, 35, 36, 40, 44})
  void takesNoDamagedPacket(int octet) {
    byte[] damaged = HexFormat.of().parseHex(REQUEST);
    damaged[octet] ^= 0x21;

    assertEquals(Optional.empty(), EchoPacket.decode(ByteBuffer.wrap(damaged)));
  }

  @Test
  void checksumIsThatOfRfc1071() {
    ByteBuffer example = ByteBuffer.wrap(HexFormat.of().parseHex("0001f203f4f5f6f7"));

    assertEquals(~0xddf2 & 0xffff, InternetChecksum.of(example, 0, 8));
  }

  @Test
  void addressesAreDotted() {
    assertEquals("255.0.10.1", Ipv4Address.of("255.0.10.1").toString());
    assertThrows(IllegalArgumentException.class, () -> Ipv4Address.of("10.0.0.256"));
    assertThrows(IllegalArgumentException.class, () -> Ipv4Address.of("10.0.0"));
  }

  private static Optional<EchoPacket> decode(String hex) {
    return EchoPacket.decode(ByteBuffer.wrap(HexFormat.of().parseHex(hex)));
  }
}
