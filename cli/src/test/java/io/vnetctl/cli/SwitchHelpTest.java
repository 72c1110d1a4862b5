package io.vnetctl.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;

final class SwitchHelpTest {
  private static final int TERMINAL_COLUMNS = 100;

  @Test
  void listsAllOptions() {
    String usage = SwitchHelp.usage("prog");

    assertTrue(usage.startsWith("Usage: prog [OPTIONS]\n"));
    for (SwitchOption option : SwitchOption.values()) {
      assertTrue(usage.contains(option.help()), option.dashed());
    }
  }

  @Test
  void fitsATerminal() {
    assertEquals(
        List.of(),
        SwitchHelp.usage("prog").lines().filter(line -> line.length() > TERMINAL_COLUMNS).toList());
  }

  @Test
  void beginsTheVersionAsScriptsExpect() {
    assertTrue(SwitchHelp.version().startsWith("VDE 2.3.2\n"));
  }
}
