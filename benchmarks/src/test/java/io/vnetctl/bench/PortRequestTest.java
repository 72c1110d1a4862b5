package io.vnetctl.bench;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.file.Path;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;

class PortRequestTest {
  @Test
  void hasLayoutOfVersion3() {
    String zeros = "00".repeat(108 - 4);
    assertArrayEquals(
        HexFormat.of()
            .parseHex("cefaedfe" + "03000000" + "00070000" + "0100" + "2f746d70" + zeros + "6869"),
        new PortRequest(7, Path.of("/tmp"), "hi").encode());
  }

  @Test
  void decodesAddressOfReply() {
    Path path = Path.of("/tmp/vde.ctl/001.7");
    assertEquals(path, SockaddrUn.decode(SockaddrUn.encode(path)));
  }

  @Test
  void takesPathsOf107Bytes() {
    Path longest = Path.of("/" + "a".repeat(106));
    assertEquals(longest, SockaddrUn.decode(SockaddrUn.encode(longest)));
    assertThrows(
        IllegalArgumentException.class, () -> SockaddrUn.encode(Path.of("/" + "a".repeat(107))));
  }

  @Test
  void rejectsAddressesOfOtherFamiliesAndLengths() {
    assertThrows(IllegalArgumentException.class, () -> SockaddrUn.decode(new byte[110]));
    assertThrows(IllegalArgumentException.class, () -> SockaddrUn.decode(new byte[] {1, 0}));
  }
}
