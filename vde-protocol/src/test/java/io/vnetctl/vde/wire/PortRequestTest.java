package io.vnetctl.vde.wire;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.vnetctl.vde.wire.PortRequest.Complete;
import io.vnetctl.vde.wire.PortRequest.Decoded;
import io.vnetctl.vde.wire.PortRequest.NeedMore;
import io.vnetctl.vde.wire.PortRequest.Refusal;
import io.vnetctl.vde.wire.PortRequest.Refused;
import io.vnetctl.vde.wire.PortRequest.Type;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PortRequestTest {
  private static final SockaddrUn ADDRESS = SockaddrUn.ofFile("/tmp/c/.07155-00000");
  private static final PortRequest V3 =
      new PortRequest(3, Type.PORT, 5, ADDRESS, "vdeplug: user=root pid=7155");
  private static final PortRequest V1 = new PortRequest(1, Type.PORT_ZERO, 0, ADDRESS, "old");

  @ParameterizedTest
  @CsvSource(
      textBlock =
          """
          libvdeplug2-auto, PORT,      0, .07255-00000, lib2 user=root PID=7255
          libvdeplug2-port6,PORT,      6, .07266-00000, lib2 user=root PID=7266
          qemu-auto,        PORT,      0, .07220-00000, QEMU user=root pid=7220
          qemu-port9,       PORT,      9, .07184-00000, QEMU user=root pid=7184
          vdeplug4-auto,    PORT,      0, .07155-00000, vdeplug: user=root pid=7155
          vdeplug4-descr,   PORT,      0, .07172-00000, mydescr user=root pid=7172
          vdeplug4-optport7,PORT,      7, .07165-00000, vdeplug: user=root pid=7165
          vdeplug4-port0,   PORT_ZERO, 0, .07168-00000, vdeplug: user=root pid=7168
          vdeplug4-port5,   PORT,      5, .07162-00000, vdeplug: user=root pid=7162
          vdeplug4-ssh,     PORT,      0, .07180-00000, vdeplug: user=root pid=7180 SSH=10.1.2.3
          """)
  void readsAndWritesRequestsOfRealClients(
      String dump, Type type, int port, String socket, String description) throws IOException {
    byte[] octets = CtlDump.of(dump).request();
    PortRequest expected =
        new PortRequest(3, type, port, SockaddrUn.ofFile("/tmp/vderaw/c/" + socket), description);

    assertEquals(new Complete(expected), decode(octets));
    assertArrayEquals(octets, expected.encode());
  }

  @Test
  void readsAndWritesVersion1() {
    byte[] octets = V1.encode();

    assertEquals(124 + 3, octets.length);
    assertArrayEquals(
        bytes(0xce, 0xfa, 0xed, 0xfe, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1, 0, '/', 't'),
        Arrays.copyOf(octets, 18));
    assertEquals(new Complete(V1), decode(octets));
  }

  @Test
  void ignoresTheMacAddressOfVersion1() {
    byte[] octets = V1.encode();
    Arrays.fill(octets, 8, 14, (byte) 0xa5);

    assertEquals(new Complete(V1), decode(octets));
  }

  @Test
  void asksForMoreUntilTheAddressIsComplete() {
    for (PortRequest request : new PortRequest[] {V3, V1}) {
      byte[] octets = request.encode();
      int shortest = octets.length - request.description().length();
      for (int length = 0; length < shortest; length++) {
        assertInstanceOf(NeedMore.class, decode(Arrays.copyOf(octets, length)), "at " + length);
      }
      for (int length = shortest; length <= octets.length; length++) {
        assertInstanceOf(Complete.class, decode(Arrays.copyOf(octets, length)), "at " + length);
      }
    }
  }

  @Test
  void leavesTheBufferAsItWas() {
    ByteBuffer octets = ByteBuffer.allocate(300).position(7);
    octets.put(V3.encode()).flip().position(7);

    assertEquals(new Complete(V3), PortRequest.decode(octets));
    assertEquals(7, octets.position());
  }

  @Test
  void refusesBadMagicAfterFourOctets() {
    assertEquals(new Refused(Refusal.BAD_MAGIC), decode(bytes(3, 0, 0, 0)));
  }

  @ParameterizedTest
  @ValueSource(ints = {2, 4, 255, 0x0100_0003, Integer.MIN_VALUE, -1})
  void refusesOtherVersionsAfterEightOctets(int version) {
    ByteBuffer octets = ByteBuffer.wrap(Arrays.copyOf(V3.encode(), 8));
    octets.putInt(4, Integer.reverseBytes(version));

    assertEquals(new Refused(Refusal.BAD_VERSION), PortRequest.decode(octets));
  }

  @Test
  void refusesOtherTypesAfterTwelveOctets() {
    byte[] octets = Arrays.copyOf(V3.encode(), 12);
    octets[8] = 2;

    assertEquals(new Refused(Refusal.BAD_TYPE), decode(octets));
  }

  @Test
  void refusesAddressesOfOtherFamilies() {
    byte[] octets = V3.encode();
    octets[12] = 2;

    assertEquals(new Refused(Refusal.BAD_ADDRESS), decode(octets));
  }

  @Test
  void holdsPortNumbersOf24Bits() {
    PortRequest request = new PortRequest(3, Type.PORT, PortRequest.MAX_PORT, ADDRESS, "");

    assertEquals(new Complete(request), decode(request.encode()));
    assertThrows(
        IllegalArgumentException.class,
        () -> new PortRequest(3, Type.PORT, PortRequest.MAX_PORT + 1, ADDRESS, ""));
  }

  @Test
  void cutsTheDescriptionAtNulAndAtItsBound() {
    byte[] withNul = Arrays.copyOf(V3.encode(), 122 + 5);
    System.arraycopy(bytes('a', 'b', 0, 'c', 'd'), 0, withNul, 122, 5);
    byte[] tooLong = Arrays.copyOf(V3.encode(), 122 + 500);
    Arrays.fill(tooLong, 122, tooLong.length, (byte) 'x');

    assertEquals("ab", ((Complete) decode(withNul)).request().description());
    assertEquals("x".repeat(134), ((Complete) decode(tooLong)).request().description());
  }

  @Test
  void keepsEveryOctetOfTheDescription() {
    byte[] octets = Arrays.copyOf(V3.encode(), 122 + 2);
    octets[122] = (byte) 0xc3;
    octets[123] = (byte) 0xa4;

    assertArrayEquals(octets, ((Complete) decode(octets)).request().encode());
  }

  @Test
  void saysSomethingAboutAnyOctets() {
    Random random = new Random(2);
    for (int round = 0; round < 20_000; round++) {
      byte[] octets = (random.nextBoolean() ? V3 : V1).encode();
      int changes = random.nextInt(8);
      for (int i = 0; i < changes; i++) {
        octets[random.nextInt(octets.length)] = (byte) random.nextInt();
      }
      octets = Arrays.copyOf(octets, random.nextInt(octets.length + 200));
      if (decode(octets) instanceof Complete(PortRequest request)) {
        assertEquals(new Complete(request), decode(request.encode()));
      }
    }
  }

  private static Decoded decode(byte[] octets) {
    return PortRequest.decode(ByteBuffer.wrap(octets));
  }

  private static byte[] bytes(int... values) {
    byte[] octets = new byte[values.length];
    for (int i = 0; i < values.length; i++) {
      octets[i] = (byte) values[i];
    }
    return octets;
  }
}
