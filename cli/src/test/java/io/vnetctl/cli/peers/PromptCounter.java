package io.vnetctl.cli.peers;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Counters of a switch under attack: its console has to answer within a second. */
final class PromptCounter {
  private static final long PATIENCE_NS = TimeUnit.SECONDS.toNanos(1);

  private PromptCounter() {}

  /** A counter of a port, by its name in {@code port/counters}. */
  static long of(SwitchProcess vde, int port, String name) {
    long asked = System.nanoTime();
    String counters = vde.succeed("port/counters " + port);
    long took = System.nanoTime() - asked;
    assertTrue(took < PATIENCE_NS, "an answer took " + took / 1_000 + " us");
    Matcher line = Pattern.compile(" " + name + " +(\\d+)\n").matcher(counters);
    assertTrue(line.find(), counters);
    return Long.parseLong(line.group(1));
  }
}
