package io.vnetctl.cli.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

final class ProgressTest {
  private final BlockingQueue<String> lines = new LinkedBlockingQueue<>();

  @Test
  void tellsAgainAndAgainUntilTheWaitIsOver() throws InterruptedException {
    Progress progress = Progress.of("h1", lines::add, 1);
    assertEquals("still waiting for h1 (0 s)", lines.poll(10, TimeUnit.SECONDS));
    assertEquals("still waiting for h1 (0 s)", lines.poll(10, TimeUnit.SECONDS));
    progress.close();
    int told = lines.size();
    Thread.getAllStackTraces().keySet().stream()
        .filter(thread -> thread.getName().equals("progress"))
        .forEach(ProgressTest::join);
    assertEquals(told, lines.size());
  }

  @Test
  void aShortWaitIsNotWorthAWord() {
    Progress.of("h1", lines::add, TimeUnit.HOURS.toNanos(1)).close();
    assertTrue(lines.isEmpty());
  }

  private static void join(Thread thread) {
    try {
      thread.join();
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }
}
