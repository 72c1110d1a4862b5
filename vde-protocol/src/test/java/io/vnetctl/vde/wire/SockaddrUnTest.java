package io.vnetctl.vde.wire;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SockaddrUnTest {

  @ParameterizedTest
  @CsvSource({
    "libvdeplug2-auto, 001.6", "libvdeplug2-port6, 006.6", "qemu-auto, 001.6",
    "qemu-port9, 009.6", "vdeplug4-auto, 001.6", "vdeplug4-descr, 001.6",
    "vdeplug4-optport7, 007.6", "vdeplug4-port0, 000.6", "vdeplug4-port5, 005.6",
    "vdeplug4-ssh, 001.6"
  })
  void readsAndWritesRepliesOfTheRealSwitch(String dump, String socket) throws IOException {
    byte[] octets = CtlDump.of(dump).reply();
    SockaddrUn expected = SockaddrUn.ofFile("/tmp/vderaw/c/" + socket);

    assertEquals(Optional.of(expected), SockaddrUn.decode(ByteBuffer.wrap(octets)));
    assertArrayEquals(octets, expected.encode());
  }

  @Test
  void holdsAbstractNamesPaddedToTheWholeField() {
    SockaddrUn address = SockaddrUn.ofAbstract(new byte[] {'v', 'd', 'e'});

    assertTrue(address.isAbstract());
    assertEquals(108, address.path().length);
    assertEquals("@vde", address.toString());
    assertEquals(Optional.of(address), SockaddrUn.decode(ByteBuffer.wrap(address.encode())));
  }

  @Test
  void holdsFileNamesUpToTheWholeField() {
    SockaddrUn longest = SockaddrUn.ofFile("/" + "x".repeat(107));

    assertFalse(longest.isAbstract());
    assertEquals(Optional.of(longest), SockaddrUn.decode(ByteBuffer.wrap(longest.encode())));
    assertThrows(IllegalArgumentException.class, () -> SockaddrUn.ofFile("/" + "x".repeat(108)));
    assertThrows(IllegalArgumentException.class, () -> SockaddrUn.ofAbstract(new byte[108]));
  }

  @Test
  void endsFileNamesAtTheFirstNul() {
    byte[] octets = SockaddrUn.ofFile("/a").encode();
    octets[50] = 'x';

    assertEquals(Optional.of(SockaddrUn.ofFile("/a")), SockaddrUn.decode(ByteBuffer.wrap(octets)));
  }

  @Test
  void rejectsWhatIsNoAddress() {
    byte[] inet = SockaddrUn.ofFile("/a").encode();
    inet[0] = 2;

    assertEquals(Optional.empty(), SockaddrUn.decode(ByteBuffer.wrap(inet)));
    assertThrows(IllegalArgumentException.class, () -> SockaddrUn.ofFile(""));
    assertThrows(IllegalArgumentException.class, () -> SockaddrUn.ofFile("/a\0b"));
    assertThrows(IllegalArgumentException.class, () -> SockaddrUn.ofFile("\0a"));
  }

  @Test
  void isNotChangedThroughItsOctets() {
    byte[] path = {'/', 'a'};
    SockaddrUn address = new SockaddrUn(path);
    path[1] = 'b';
    Arrays.fill(address.path(), (byte) 0);

    assertEquals(SockaddrUn.ofFile("/a"), address);
  }
}
