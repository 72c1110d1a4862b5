package io.vnetctl.cli.call;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class DebugSpecTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "5 | MAX 5 -1 2 2 false",
        "0x1F | MAX 31 -1 2 2 false",
        "2#101 | MAX 5 -1 2 2 false",
        "all | MAX 65535 -1 2 2 false",
        "p,12 | PATTERN 12 -1 2 2 false",
        "12,PATTERN | PATTERN 12 -1 2 2 false",
        "MIN,3 | MIN 3 -1 2 2 false",
        "MIN,MAX,3 | MAX 3 -1 2 2 false",
        "S:8,9 | MAX 9 8 2 2 false",
        "subsystem:0x18,ALL | MAX 65535 24 2 2 false",
        "W:3 | MAX 0 -1 3 2 false",
        "I:0 | MAX 0 -1 2 0 false",
        "info:3,WARNING:1 | MAX 0 -1 1 3 false",
        "PF | MAX 0 -1 2 2 true",
        "printfinal:1,pfin | MAX 0 -1 2 2 true",
        "PF:0 | MAX 0 -1 2 2 false",
        "F:a.sh%b.sh,EXCLUDE,4 | MAX 4 -1 2 2 false",
      })
  void r12_takesTheListFormOfCtys(String text, String expected) throws CallException {
    DebugSpec spec = DebugWords.parse(text);
    assertEquals(
        expected,
        "%s %d %d %d %d %s"
            .formatted(
                spec.mode(),
                spec.threshold(),
                spec.subsystems(),
                spec.warning(),
                spec.info(),
                spec.printFinal()));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "x",
        "5,",
        "5,x",
        "-1",
        "2#12",
        "0xg",
        "+5",
        "W",
        "W:",
        "W:x",
        "S:-1",
        "MIN:3",
        "Q:1",
        "99999999999",
        "F:",
        "0x-1"
      })
  void r12_badKeysAndNumbersAreRefused(String text) {
    CallException refused = assertThrows(CallException.class, () -> DebugWords.parse(text));
    assertEquals(CallException.FAILED, refused.status());
    assertTrue(refused.getMessage().startsWith("-d: "), refused.getMessage());
  }

  @Test
  void comparesLevelsAsTheModeSays() {
    int all = -1;
    DebugSpec max = new DebugSpec(DebugSpec.Mode.MAX, 5, all, 2, 2, false);
    assertTrue(max.shows(4, 1) && !max.shows(5, 1));
    DebugSpec min = new DebugSpec(DebugSpec.Mode.MIN, 5, all, 2, 2, false);
    assertTrue(min.shows(6, 1) && !min.shows(5, 1));
    DebugSpec pattern = new DebugSpec(DebugSpec.Mode.PATTERN, 5, all, 2, 2, false);
    assertTrue(pattern.shows(4, 1) && !pattern.shows(2, 1));
    DebugSpec cli = new DebugSpec(DebugSpec.Mode.MAX, 5, 32, 2, 2, false);
    assertTrue(cli.shows(1, 32) && !cli.shows(1, 8));
  }
}
