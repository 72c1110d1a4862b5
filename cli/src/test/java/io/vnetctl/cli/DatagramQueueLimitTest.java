package io.vnetctl.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class DatagramQueueLimitTest {
  @ParameterizedTest
  @ValueSource(ints = {1, 10, 63})
  void smallLimitIsToldWithWhatToDo(int datagrams) {
    String notice = DatagramQueueLimit.notice(datagrams).orElseThrow();

    assertTrue(notice.startsWith("net.unix.max_dgram_qlen is " + datagrams + ":"), notice);
    assertTrue(notice.endsWith("--qlen 512"), notice);
    assertEquals(1, notice.lines().count());
  }

  @ParameterizedTest
  @ValueSource(ints = {64, 512})
  void limitThatABurstFitsIntoIsNoMatter(int datagrams) {
    assertTrue(DatagramQueueLimit.notice(datagrams).isEmpty());
  }
}
