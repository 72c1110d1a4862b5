package io.vnetctl.cli.query;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class ListenersTest {
  @Test
  void streamsThatAcceptConnectionsAndHaveAFullPathCount() {
    String table =
        """
        Num       RefCount Protocol Flags    Type St Inode Path
        ffff8880: 00000002 00000000 00010000 0001 01 11 /run/vde.ctl/ctl
        ffff8880: 00000002 00000000 00010000 0001 01    22 /var/tmp/a b
        ffff8880: 00000003 00000000 00000000 0001 03 33 /run/connected
        ffff8880: 00000002 00000000 00000000 0002 01 44 /run/datagram
        ffff8880: 00000002 00000000 00010000 0001 01 55 @abstract
        ffff8880: 00000002 00000000 00010000 0001 01 66 relative/ctl
        ffff8880: 00000002 00000000 00010000 0001 01 77
        ffff8880: 00000002 00000000 00010000 0005 01 88 /run/udev/control
        """;
    assertEquals(
        Map.of("11", Path.of("/run/vde.ctl/ctl"), "22", Path.of("/var/tmp/a b")),
        Listeners.parse(table).paths());
  }

  @Test
  void controlSocketsAreKnownByTheirNameAndPlace() {
    Listeners listeners =
        new Listeners(Map.of("1", Path.of("/var/tmp/s.jo/ctl"), "2", Path.of("/run/other")));

    assertFalse(listeners.hasControlSocketOutside(Path.of("/var/tmp")));
    assertTrue(listeners.hasControlSocketOutside(Path.of("/tmp")));
  }
}
