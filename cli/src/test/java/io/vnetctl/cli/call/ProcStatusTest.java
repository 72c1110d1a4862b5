package io.vnetctl.cli.call;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

final class ProcStatusTest {
  private static final String TEXT =
      """
      Name:\tsshd
      Umask:\t0022
      PPid:\t17
      Uid:\t1000\t4294967294\t1000\t1000
      CapPrm:\t000001ffffffffff
      CapEff:\t%s
      """;

  @Test
  void readsTheFieldsOfTheKernel() {
    ProcStatus status = ProcStatus.parse(TEXT.formatted("0000000000001000"));
    assertEquals(new ProcStatus("sshd", 17, -2, 0x1000), status);
  }

  @Test
  void onlyTheBitOfTheNetworkCounts() {
    assertTrue(ProcStatus.parse(TEXT.formatted("0000000000001000")).mayConfigureNetwork());
    assertTrue(ProcStatus.parse(TEXT.formatted("ffffffffffffffff")).mayConfigureNetwork());
    assertFalse(ProcStatus.parse(TEXT.formatted("ffffffffffffefff")).mayConfigureNetwork());
  }

  @Test
  void knowsThisProcess() {
    assertEquals(
        ProcessHandle.current().parent().orElseThrow().pid(), ProcStatus.ofThisProcess().parent());
  }
}
