package io.vnetctl.bench;

import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * How long and how often is measured.
 *
 * @param rounds measurements of each switch, in turns
 */
record Plan(int rounds, Pace pace, Cases cases, Lengths lengths) {
  static final Plan FULL =
      new Plan(
          5,
          new Pace(6_000, 250, 1_000),
          new Cases(
              List.of(60, 512, 1514, 9000),
              List.of(new Load(1), new Load(8), new Load(64), new Load(200), Load.FLOOD),
              true),
          new Lengths(2, 300, 10_000, 2_000_000, 200));
  static final Plan QUICK =
      new Plan(
          1,
          new Pace(1_000, 50, 200),
          new Cases(
              List.of(60, 1514),
              List.of(new Load(1), new Load(64), new Load(200), Load.FLOOD),
              false),
          new Lengths(1, 100, 2_000, 200_000, 100));

  /**
   * What is measured.
   *
   * @param sizes of frames, in bytes
   * @param all numbers of ports and cases of JMH, not only those that matter most
   */
  record Cases(List<Integer> sizes, List<Load> loads, boolean all) {}

  /**
   * How much there is of what is no matter of the load generator's pace.
   *
   * @param streamS length of a run of iperf3
   * @param pings in a run of ping
   * @param idleMs how long an idle switch is looked at
   * @param randomAddresses frames of a flood of addresses
   * @param iterationMs length of an iteration of JMH
   */
  record Lengths(int streamS, int pings, int idleMs, int randomAddresses, int iterationMs) {}

  int hostWarmUpS() {
    return Math.max(1, (int) TimeUnit.MILLISECONDS.toSeconds(pace.warmUpMs()) / 2);
  }

  Plan withRounds(int count) {
    return new Plan(count, pace, cases, lengths);
  }

  Plan withPace(Pace other) {
    return new Plan(rounds, other, cases, lengths);
  }

  String markdown() {
    return """
    * %d rounds, all in turns within each; figures are medians (least to greatest), the ratio is the \
    median of the ratios of the rounds
    """
        .formatted(rounds);
  }
}
