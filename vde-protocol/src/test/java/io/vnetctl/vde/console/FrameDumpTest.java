package io.vnetctl.vde.console;

import static io.vnetctl.vde.console.TestConsole.PROMPT;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class FrameDumpTest {
  private static final String OK = "1000 Success\n" + PROMPT;
  private static final byte[] FRAME = {-1, -1, -1, -1, -1, -1, 2, 0, 0, 0, 0, 1, 8, 0, 'a'};
  private static final String BYTES = "ff ff ff ff ff ff 02 00 00 00 00 01 08 00 61 ";

  private final TestSwitch target = new TestSwitch();
  private final TestConsole console = TestConsole.greeted(target);

  @AfterEach
  void close() {
    console.close();
  }

  @Test
  void showsFramesAsTheOriginalDoes() {
    begin("dump");
    try (FrameBurst frames = new FrameBurst(FRAME)) {
      target.observers.getFirst().received(1, frames.vector());
      target.observers.getFirst().sent(23, frames.vector());
    }
    console.pass(1);

    assertEquals(
        "3101 dump/packetin Pkt: Port 0001 len=0015 "
            + BYTES
            + "\n"
            + "3102 dump/packetout Pkt: Port 0023 len=0015 "
            + BYTES
            + "\n",
        console.text());
  }

  @Test
  void showsOnlyTheDirectionAskedFor() {
    begin("dump/packeto");
    try (FrameBurst frames = new FrameBurst(FRAME)) {
      target.observers.getFirst().received(1, frames.vector());
    }
    console.pass(1);

    assertEquals("", console.text());
  }

  @Test
  void looksAtFramesOnlyWhileActiveAndWanted() {
    assertEquals(OK, console.answer("plugin/add dump\n"));
    assertEquals(OK, console.answer("dump/active 1\n"));
    assertEquals(List.of(), target.observers);
    assertEquals(OK, console.answer("debug/add dump\n"));
    assertEquals(1, target.observers.size());
    assertEquals(OK, console.answer("dump/active 0\n"));
    assertEquals(List.of(), target.observers);
    assertEquals(OK, console.answer("dump/active 1\n"));
    assertEquals(1, target.observers.size());
    assertEquals(OK, console.answer("debug/del dump\n"));
    assertEquals(List.of(), target.observers);
  }

  @Test
  void looksAtFramesNoMoreWhenTheConsoleHasGone() {
    begin("dump");
    console.close();
    assertEquals(List.of(), target.observers);
  }

  @Test
  void forgetsAllWhenTakenOutOfUse() {
    begin("dump");
    assertEquals(OK, console.answer("plugin/del du\n"));
    assertEquals(List.of(), target.observers);
    assertEquals("1022 Invalid argument\n" + PROMPT, console.answer("debug/add dump\n"));
    assertEquals("1038 Function not implemented\n" + PROMPT, console.answer("dump/active 1\n"));

    assertEquals(OK, console.answer("plugin/add dump\n"));
    assertTrue(console.answer("debug/list dump\n").contains("dump/packetin          101 OFF "));
    assertEquals(OK, console.answer("debug/add dump\n"));
    assertEquals(List.of(), target.observers);
  }

  @Test
  void losesAndCountsFramesForASlowReader() {
    begin("dump/packetin");
    console.send("debug/del hash\n");
    console.text();
    byte[] large = new byte[9_000];
    try (FrameBurst frames = new FrameBurst(large, large, large, large)) {
      for (int i = 0; i < 100; i++) {
        target.observers.getFirst().received(1, frames.vector());
      }
    }
    long kept = 400 - target.surroundings().lostEvents();
    assertEquals(PendingEvents.MAX_UNSENT / (3 * 9_000 + 64), kept);
  }

  private void begin(String categories) {
    assertEquals(OK, console.answer("plugin/add dump\n"));
    assertEquals(OK, console.answer("dump/active 1\n"));
    assertEquals(OK, console.answer("debug/add " + categories + "\n"));
  }
}
