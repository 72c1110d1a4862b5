package io.vnetctl.cli.manual;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vnetctl.cli.call.Action;
import io.vnetctl.cli.call.CallOption;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class ManualTest {
  @Test
  void r8_shortHelpNamesEveryOptionAndPointsToTheManual() {
    String help = ShortHelp.text("ctys-vnetctl");
    for (CallOption option : CallOption.values()) {
      boolean internal = option == CallOption.REEXEC;
      assertEquals(!internal, help.contains("\n  " + option.word() + " "), option.word());
    }
    for (Action action : Action.values()) {
      assertTrue(help.contains(action.word()), action.word());
    }
    assertTrue(help.startsWith("NAME\n  ctys-vnetctl - "), help);
    assertTrue(help.contains("ctys-vnetctl -H man"), help);
    for (String section : List.of("\nSYNTAX\n", "\nDESCRIPTION\n")) {
      assertTrue(help.contains(section), help);
    }
  }

  @Test
  void r9_theManualExplainsEveryOptionAndAction() {
    String manual = ManualText.text();
    for (CallOption option : CallOption.values()) {
      if (option != CallOption.REEXEC) {
        assertTrue(
            manual.contains("\n    " + ShortHelp.usage(option) + "\n        "), option.word());
        assertTrue(ManualText.syntax().contains("[" + ShortHelp.usage(option) + "]"));
      }
    }
    for (Action action : Action.values()) {
      assertTrue(
          manual.lines().anyMatch(line -> line.startsWith("    " + action.word())), action.word());
    }
    assertFalse(manual.contains("@" + "OPTIONS@"));
    assertFalse(manual.contains("\n    --reexec"), "it is no option for people");
  }

  @Test
  void r9_noLineOfTheManualIsWiderThanATerminal() {
    assertEquals(List.of(), ManualText.text().lines().filter(line -> line.length() > 120).toList());
  }

  @ParameterizedTest
  @CsvSource({
    "0.1.0-SNAPSHOT, 00_01_000",
    "1.11.22, 01_11_022",
    "2.0, 02_00_000",
    "10.200.3000, 10_200_3000",
  })
  void r10_theNumberHasTheSchemeOfCtys(String release, String number) {
    assertEquals(number, VersionFacts.number(release));
  }

  @Test
  void r10_theVersionCanBeFoundByGrep() {
    String text =
        VersionFacts.text(
            io.vnetctl.cli.call.Callers.caller("jo", Path.of("/nonexistent"), java.util.Map.of()));
    assertTrue(text.contains("\nVERSION          = " + VersionFacts.number() + "\n"), text);
    assertTrue(text.contains("\nEXECUTING HOST   = lab00\n"), text);
    assertTrue(text.contains("\nCALLSHORTCUT     = vnetctl\n"), text);
  }
}
