package io.vnetctl.vde.client;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class SwitchInfoTest {
  @Test
  void readsWhatDebiansSwitchSays() throws IOException {
    try (RealSwitch real = RealSwitch.start("--mgmtmode", "0660");
        ConsoleClient console = ConsoleClient.connect(real.console(), line -> {})) {
      SwitchInfo info = SwitchInfo.parse(console.run("showinfo").data()).orElseThrow();

      assertEquals("2.3.2", info.version().substring(0, 5));
      assertEquals(real.pid(), info.pid());
      assertEquals(17, info.mac().length());
      assertEquals(Optional.of(real.console().toString()), info.management());
      assertEquals(Optional.of("0660"), info.managementMode());
    }
  }

  @Test
  void takesAnyPath() {
    assertEquals(
        Optional.of(
            new SwitchInfo(
                "2.3.2",
                7,
                "00:ff:00:00:00:01",
                61,
                Optional.of("/a perm b"),
                Optional.of("0600"))),
        SwitchInfo.parse(
            List.of(
                "VDE switch V.2.3.2",
                "",
                "pid 7 MAC 00:ff:00:00:00:01 uptime 61",
                "mgmt /a perm b perm 0600")));
  }

  @Test
  void needsNoManagementSocket() {
    assertEquals(
        Optional.empty(),
        SwitchInfo.parse(List.of("VDE switch V.9", "pid 7 MAC 00:ff:00:00:00:01 uptime 61"))
            .orElseThrow()
            .management());
  }

  @Test
  void isNotMadeOfOtherWords() {
    assertEquals(Optional.empty(), SwitchInfo.parse(List.of()));
    assertEquals(Optional.empty(), SwitchInfo.parse(List.of("VDE switch V.1", "pid 7 uptime 3")));
    assertEquals(
        Optional.empty(), SwitchInfo.parse(List.of("pid 7 MAC 00:ff:00:00:00:01 uptime 61")));
  }
}
