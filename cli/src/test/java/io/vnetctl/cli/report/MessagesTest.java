package io.vnetctl.cli.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vnetctl.cli.call.Caller;
import io.vnetctl.cli.call.DebugSpec;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class MessagesTest {
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final Caller caller =
      new Caller(
          "ctys-setupVDE",
          Path.of("/x/ctys-setupVDE"),
          "jo",
          1000,
          Path.of("/home/jo"),
          "lab00",
          Map.of(),
          new PrintStream(out, true, StandardCharsets.UTF_8),
          new PrintStream(err, true, StandardCharsets.UTF_8));

  @Test
  void r17_namesToolUserHostProcessSeverityAndCodeOnStandardError() {
    new Messages(caller, DebugSpec.NONE, false).error(2, "no switch");
    String pid = String.valueOf(ProcessHandle.current().pid());
    assertEquals("ctys-setupVDE:jo@lab00:" + pid + ":ERROR:2:no switch\n", text());
    assertEquals(0, out.size());
  }

  @Test
  void r17_aMessageIsOneLineWithoutControlCharacters() {
    new Messages(caller, DebugSpec.NONE, false).warning("a\nb\033[1mc\u009bd\\e");
    assertTrue(text().endsWith(":WARNING:1:a\\x0ab\\x1b[1mc\\xc2\\x9bd\\e\n"), text());
  }

  @Test
  void r13_terseLeavesOnlyErrors() {
    Messages messages = new Messages(caller, DebugSpec.NONE, true);
    messages.info("i");
    messages.warning("w");
    assertEquals("", text());
    messages.error(1, "e");
    assertTrue(text().endsWith(":ERROR:1:e\n"));
  }

  @Test
  void r101_silentSaysNothing() {
    Messages.silent(caller).error(1, "e");
    assertEquals("", text());
  }

  @Test
  void r11_higherLevelsTraceMore() {
    assertEquals(0, traces(1));
    assertEquals(1, traces(2));
    assertEquals(2, traces(17));
  }

  private long traces(int threshold) {
    err.reset();
    DebugSpec spec = new DebugSpec(DebugSpec.Mode.MAX, threshold, -1, 2, 2, false);
    Messages messages = new Messages(caller, spec, false);
    messages.trace(1, 1, () -> "a");
    messages.trace(16, 1, () -> "b");
    return text().lines().count();
  }

  @Test
  void r12_thresholdsPickInfosAndWarnings() {
    new Messages(caller, new DebugSpec(DebugSpec.Mode.MAX, 0, -1, 2, 0, false), false).info("i");
    assertEquals("", text());
    Messages wide =
        new Messages(caller, new DebugSpec(DebugSpec.Mode.MAX, 0, -1, 3, 2, false), false);
    wide.warningDetail("d");
    assertTrue(text().endsWith(":WARNING:2:d\n"), text());
  }

  @Test
  void r17_coloursAreForTerminalsAndForThoseWhoWantThem() {
    assertTrue(Colour.isWanted(Map.of("TERM", "xterm")));
    assertTrue(Colour.isWanted(Map.of("TERM", "xterm", "NO_COLOR", "")));
    assertFalse(Colour.isWanted(Map.of("TERM", "xterm", "NO_COLOR", "1")));
    assertFalse(Colour.isWanted(Map.of("TERM", "xterm", "CTYS_XTERM", "1")));
    assertFalse(Colour.isWanted(Map.of("TERM", "dumb")));
    assertFalse(Colour.isWanted(Map.of()));
    assertTrue(Terminal.isTerminal("/dev/pts/3") && Terminal.isTerminal("/dev/tty1"));
    assertFalse(Terminal.isTerminal("/dev/null") || Terminal.isTerminal("pipe:[1]"));
  }

  private String text() {
    return err.toString(StandardCharsets.UTF_8);
  }
}
