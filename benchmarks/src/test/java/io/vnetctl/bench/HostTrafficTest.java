package io.vnetctl.bench;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import org.junit.jupiter.api.Test;

class HostTrafficTest {
  @Test
  void readsTimesOfPings() throws IOException {
    String output =
        """
        PING 10.77.0.2 (10.77.0.2) 56(84) bytes of data.
        64 bytes from 10.77.0.2: icmp_seq=1 ttl=64 time=0.250 ms
        64 bytes from 10.77.0.2: icmp_seq=2 ttl=64 time=1 ms

        rtt min/avg/max/mdev = 0.250/0.625/1.000/0.375 ms
        """;
    assertArrayEquals(new double[] {250, 1000}, HostTraffic.timesUs(output), 1e-9);
  }

  @Test
  void failsWhenNoPingCameBack() {
    assertThrows(IOException.class, () -> HostTraffic.timesUs("5 packets transmitted, 0 received"));
  }
}
