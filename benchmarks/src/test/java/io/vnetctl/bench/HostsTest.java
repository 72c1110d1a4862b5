package io.vnetctl.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Hosts reach each other, and are gone afterwards. */
@Timeout(60)
class HostsTest {
  @BeforeEach
  void needsRootAndPrograms() {
    Optional<String> obstacle = HostPrograms.obstacle();
    assumeTrue(obstacle.isEmpty(), () -> obstacle.orElse(""));
    assumeTrue(Files.exists(Path.of("/dev/net/tun")), "needs /dev/net/tun");
  }

  @Test
  void onTapsOfVdeSwitch(@TempDir Path room) throws IOException {
    check(TapHosts.open(debian(), Placement.FREE, room), room);
  }

  @Test
  void onTapAndPlugOfVdeSwitch(@TempDir Path room) throws IOException {
    check(TapVdeHosts.open(debian(), Placement.FREE, room), room);
  }

  @Test
  void onBridgeOfTheKernel(@TempDir Path room) throws IOException {
    check(BridgeHosts.open(), room);
  }

  private static void check(Hosts hosts, Path room) throws IOException {
    Path namespace = hosts.a().file();
    Comparison comparison = new Comparison(List.of("ping"), List.of("switch"));
    List<String> row = List.of("ping");
    try (hosts;
        HostTraffic traffic = HostTraffic.between(hosts, Placement.FREE, room)) {
      traffic.pings(5, (quantity, figure) -> comparison.add(quantity, row, "switch", figure));
    }
    assertEquals(1, comparison.rows(HostTraffic.PING_MEDIAN).size());
    assertTrue(comparison.spread(HostTraffic.PING_MEDIAN, row, "switch").orElseThrow().min() > 0);
    assertFalse(Files.exists(namespace), "the namespace has gone");
  }

  private static Contender debian() {
    Contender contender = new Contender("vde_switch", Path.of("/usr/bin/vde_switch"));
    assumeTrue(Files.isExecutable(contender.program()), "needs Debian's package vde-switch");
    return contender;
  }
}
