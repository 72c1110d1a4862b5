package io.vnetctl.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class CpuTimesTest {
  @Test
  void whatIsNeitherSwitchNorGeneratorIsForeign() {
    CpuTimes between = new CpuTimes(500, 70, 1_000).since(new CpuTimes(200, 50, 600));
    assertEquals(new CpuTimes(300, 20, 400), between);
    assertEquals(80, between.foreignNs());
  }

  @Test
  void machineClockThatLagsBehindTheOthersMakesNothingForeign() {
    assertEquals(0, new CpuTimes(300, 20, 310).foreignNs());
  }
}
