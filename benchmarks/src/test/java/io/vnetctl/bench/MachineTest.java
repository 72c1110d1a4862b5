package io.vnetctl.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import org.junit.jupiter.api.Test;

class MachineTest {
  @Test
  void readsLimitsWhole() throws IOException {
    Machine machine = Machine.read();
    String shown = ProgramOutput.firstLine("cat", "/proc/sys/net/unix/max_dgram_qlen");
    assertEquals(shown, Integer.toString(machine.unixMaxDgramQlen()));
  }

  @Test
  void countsAllButIdleAndGuestTime() {
    assertEquals(
        1 + 2 + 4 + 32 + 64 + 128,
        MachineClock.busyTicks("cpu  1 2 4 8 16 32 64 128 256 512\ncpu0 9 9 9 9 9 9 9 9 9 9\n"));
  }
}
