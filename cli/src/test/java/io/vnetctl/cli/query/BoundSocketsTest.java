package io.vnetctl.cli.query;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Path;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class BoundSocketsTest {
  @Test
  void readsNamesWithBlanksAndPassesOverThoseWithoutAFile() {
    assertEquals(
        new BoundSockets(Set.of("/run/a", "/run/b c", " d")),
        BoundSockets.parse(
            """
            Num       RefCount Protocol Flags    Type St Inode Path
            0000000000000000: 00000002 00000000 00010000 0001 01   1234 /run/a
            0000000000000000: 00000003 00000000 00000000 0001 03 123456
            0000000000000000: 00000002 00000000 00000000 0002 01     1 /run/b c
            0000000000000000: 00000002 00000000 00010000 0001 01 12345678 @/abstract
            0000000000000000: 00000002 00000000 00000000 0002 01     1  d
            """
                .replace("Path", "@")));
  }

  @Test
  void knowsASocketUntilItIsClosed(@TempDir Path folder) throws IOException {
    Path socket = folder.resolve("s");
    try (ServerSocketChannel listener = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
      listener.bind(UnixDomainSocketAddress.of(socket));
      assertTrue(BoundSockets.now().contains(socket));
    }
    assertFalse(BoundSockets.now().contains(socket));
  }
}
