package io.vnetctl.cli.demo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Why a program is no switch, in one line. */
@Timeout(60)
final class ChildSwitchTest {
  @Test
  void tellsOfOneThatIsSilentForHowLongItWaited() {
    assertEquals("the switch did not serve within 1 s", failure("exec sleep 1000", 1));
  }

  @Test
  void tellsWhatALateOneHasSaid() {
    assertEquals(
        "the switch did not serve within 1 s: building",
        failure("echo building >&2; exec sleep 1000", 1));
  }

  @Test
  void tellsTheStatusOfOneThatHasEnded() {
    assertEquals(
        "the switch does not serve: it ended with status 3: no tap",
        failure("echo no tap >&2; exit 3", 60));
    assertEquals("the switch does not serve: it ended with status 3", failure("exit 3", 60));
  }

  private static String failure(String script, int seconds) {
    List<String> program = List.of("/bin/sh", "-c", script, "sh");
    return assertThrows(
            IOException.class,
            () -> ChildSwitch.start(program, "tap0", Duration.ofSeconds(seconds)))
        .getMessage();
  }
}
