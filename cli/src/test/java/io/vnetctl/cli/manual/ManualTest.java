package io.vnetctl.cli.manual;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vnetctl.cli.call.Action;
import io.vnetctl.cli.call.CallOption;
import io.vnetctl.cli.call.Callers;
import io.vnetctl.cli.call.CommandName;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class ManualTest {
  @Test
  void r8_shortHelpNamesEveryOptionAndPointsToTheManual() {
    String help =
        ShortHelp.text(Callers.named("ctys-vnetctl", "jo", Path.of("/nonexistent"), Map.of()));
    for (CallOption option : CallOption.values()) {
      boolean internal = option == CallOption.REEXEC;
      assertEquals(!internal, help.contains("\n  " + option.word() + " "), option.word());
    }
    for (Action action : Action.values()) {
      assertEquals(action.isOfCtys(), help.contains("\n  " + action.word() + " "), action.word());
    }
    assertFalse(help.contains(" demo "), help);
    assertTrue(help.startsWith("NAME\n  ctys-vnetctl - "), help);
    assertTrue(help.contains("ctys-vnetctl -H man"), help);
    for (String section : List.of("\nSYNTAX\n", "\nDESCRIPTION\n")) {
      assertTrue(help.contains(section), help);
    }
  }

  @Test
  void helpOfTheProgramItselfNamesEveryCommandOnce() {
    String help = ShortHelp.text(Callers.caller("jo", Path.of("/nonexistent"), Map.of()));
    for (CommandName name : CommandName.all(true)) {
      String row = "  " + name.word() + " ";
      assertEquals(1, help.lines().filter(line -> line.startsWith(row)).count(), name.word());
    }
    assertEquals(List.of(), help.lines().filter(line -> line.length() > 120).toList());
  }

  @Test
  void helpOfAnActionExplainsItsOwnOptionsOnly() {
    String help = ShortHelp.text(Action.PORTS);
    assertTrue(help.startsWith("NAME\n  vnetctl ports - "), help);
    assertTrue(help.contains("\n  -u USER[.GROUP] "), help);
    assertFalse(help.contains("\n  --remove-bridge "), help);
    assertTrue(help.contains("\n  The manual: vnetctl -H ports\n"), help);
  }

  @Test
  void r8_helpOfAnActionNamesEveryOption() {
    for (Action action : Action.values()) {
      String help = ShortHelp.text(action);
      for (CallOption option : CallOption.values()) {
        assertEquals(
            option != CallOption.REEXEC,
            help.contains(" " + option.word()),
            action + " " + option.word());
      }
      assertEquals(List.of(), help.lines().filter(line -> line.length() > 120).toList());
    }
  }

  @ParameterizedTest
  @CsvSource({
    "0.1.0-SNAPSHOT, 00_01_000",
    "0.1.0~20261128.2308.80d9b99, 00_01_000",
    "1.11.22, 01_11_022",
    "2.0, 02_00_000",
    "10.200.3000, 10_200_3000",
  })
  void r10_theNumberHasTheSchemeOfCtys(String release, String number) {
    assertEquals(number, VersionFacts.number(release));
  }

  @Test
  void r10_theVersionCanBeFoundByGrep() {
    String text = VersionFacts.text(Callers.caller("jo", Path.of("/nonexistent"), Map.of()));
    assertTrue(text.contains("\nVERSION          = " + VersionFacts.number() + "\n"), text);
    assertTrue(text.contains("\nEXECUTING HOST   = lab00\n"), text);
    assertTrue(text.contains("\nCALLSHORTCUT     = vnetctl\n"), text);
  }
}
