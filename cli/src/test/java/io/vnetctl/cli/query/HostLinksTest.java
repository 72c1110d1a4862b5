package io.vnetctl.cli.query;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vnetctl.cli.call.CallException;
import java.util.Set;
import org.junit.jupiter.api.Test;

final class HostLinksTest {
  @Test
  void readsNamesWithColonsAndFiguresThatTouchThem() {
    assertEquals(
        Set.of("lo", "tap0", "odd:name", "averyverylongif"),
        HostLinks.parse(
            """
            Inter-|   Receive                            |  Transmit
             face |bytes    packets errs drop fifo frame|bytes    packets errs
                lo:     100       1    0    0    0     0       100       1    0
              tap0:12345678       1    0    0    0     0       100       1    0
            odd:name:     100       1    0    0    0     0       100       1    0
            averyverylongif:1       1    0    0    0     0       100       1    0
            """));
  }

  @Test
  void knowsTheLoopback() throws CallException {
    assertTrue(HostLinks.names().contains("lo"));
  }
}
