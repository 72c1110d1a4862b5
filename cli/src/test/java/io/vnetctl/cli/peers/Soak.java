package io.vnetctl.cli.peers;

import java.util.Random;
import java.util.concurrent.TimeUnit;

/**
 * How long tests of endurance last and by which random numbers they go: short in {@code ./check},
 * as long as asked for in {@code ./soak}, which sets {@code vnetctl.minutes} and {@code
 * vnetctl.seed}.
 */
final class Soak {
  private static final double MINUTES =
      Double.parseDouble(System.getProperty("vnetctl.minutes", "0"));
  private static final long SEED = Long.getLong("vnetctl.seed", 20_261_128);

  private Soak() {}

  /** Whether this is the long form. */
  static boolean isLong() {
    return MINUTES > 0;
  }

  /** Random numbers of this run; the seed is printed, to be given again. */
  static Random random() {
    System.out.println("vnetctl.seed=" + SEED);
    return new Random(SEED);
  }

  /** One number for the short form, another for the long. */
  static int count(int shortForm, int longForm) {
    return isLong() ? longForm : shortForm;
  }

  /** Runs a round once, or again and again until the time is over. */
  static void rounds(Round round) throws Exception {
    long end = System.nanoTime() + (long) (MINUTES * TimeUnit.MINUTES.toNanos(1));
    int number = 0;
    do {
      round.run(number++);
    } while (System.nanoTime() - end < 0);
    System.out.println(number + " rounds");
  }

  /** A round of a test. */
  interface Round {
    void run(int number) throws Exception;
  }
}
