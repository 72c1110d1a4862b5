package io.vnetctl.cli.process;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class ProgramLogTest {
  private final ByteArrayOutputStream written = new ByteArrayOutputStream();
  private long now = Long.MAX_VALUE - 1;

  @Test
  void linesOfATerminalBeginWithTheProgram() {
    ProgramLog log = log(false);
    log.accept("no free port");
    log.info("goes on");
    assertEquals(List.of("vde_switch: no free port", "vde_switch: goes on"), lines());
  }

  @Test
  void linesOfTheJournalBeginWithTheirLevel() {
    ProgramLog log = log(true);
    log.accept("no free port");
    log.info("goes on");
    assertEquals(List.of("<4>no free port", "<6>goes on"), lines());
  }

  @Test
  void eventStaysOneLine() {
    log(true).accept("client refused: a\n<0>panic\r\u0007");
    assertEquals(List.of("<4>client refused: a?<0>panic??"), lines());
  }

  @Test
  void floodIsCutAndItsRestCounted() {
    ProgramLog log = log(false);
    for (int i = 0; i < 1_000; i++) {
      log.accept("line");
    }
    assertEquals(ProgramLog.BURST, lines().size());
    now += ProgramLog.PAUSE_NS;
    log.accept("line");
    assertEquals(
        "vde_switch: line (after " + (1_000 - ProgramLog.BURST) + " lines that were left out)",
        lines().getLast());
    log.accept("line");
    assertEquals(ProgramLog.BURST + 1, lines().size());
  }

  private ProgramLog log(boolean journal) {
    PrintStream out = new PrintStream(written, true, StandardCharsets.UTF_8);
    return new ProgramLog("vde_switch", journal, out, Optional.empty(), () -> now);
  }

  private List<String> lines() {
    return written.toString(StandardCharsets.UTF_8).lines().toList();
  }
}
