package io.vnetctl.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import org.junit.jupiter.api.Test;

class ProcessStatusTest {
  @Test
  void readsNumberBehindWholeName() {
    String status =
        "VmRSS:\t    1884 kB\nnonvoluntary_ctxt_switches:\t7\nvoluntary_ctxt_switches:\t3\n";
    assertEquals(1884, ProcessStatus.number(status, "VmRSS"));
    assertEquals(3, ProcessStatus.number(status, "voluntary_ctxt_switches"));
    assertThrows(IllegalArgumentException.class, () -> ProcessStatus.number(status, "VmSwap"));
  }

  @Test
  void looksAtProcessThatRuns() throws IOException {
    ProcessStatus own = ProcessStatus.of(ProcessHandle.current());
    assertTrue(own.residentMegabytes() > 1, "resident size");
    assertTrue(own.wakeUps() > 0, "wake-ups");
  }
}
