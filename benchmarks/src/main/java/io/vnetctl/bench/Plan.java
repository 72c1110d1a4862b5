package io.vnetctl.bench;

import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * How long and how often is measured.
 *
 * @param warmUpMs load on each switch before the first measurement
 * @param rampMs load before each measured interval
 * @param measuredMs length of a measured interval
 * @param rounds measurements of each switch, in turns
 * @param sizes of frames, in bytes
 * @param streamS length of a run of iperf3
 * @param pings in a run of ping
 * @param idleMs how long an idle switch is looked at
 * @param randomAddresses frames of a flood of addresses
 * @param iterationMs length of an iteration of JMH
 * @param everyCase all numbers of ports and all cases of JMH, not only those that matter most
 */
record Plan(
    int warmUpMs,
    int rampMs,
    int measuredMs,
    int rounds,
    List<Integer> sizes,
    List<Load> loads,
    int streamS,
    int pings,
    int idleMs,
    int randomAddresses,
    int iterationMs,
    boolean everyCase) {
  static final Plan FULL =
      new Plan(
          6_000,
          250,
          1_000,
          5,
          List.of(60, 512, 1514, 9000),
          List.of(new Load(1), new Load(8), new Load(64), new Load(200), Load.FLOOD),
          2,
          300,
          10_000,
          2_000_000,
          200,
          true);
  static final Plan QUICK =
      new Plan(
          1_000,
          50,
          200,
          1,
          List.of(60, 1514),
          List.of(new Load(1), new Load(64), new Load(200), Load.FLOOD),
          1,
          100,
          2_000,
          200_000,
          100,
          false);

  long warmUpNs() {
    return TimeUnit.MILLISECONDS.toNanos(warmUpMs);
  }

  int warmUpS() {
    return Math.max(1, (int) TimeUnit.MILLISECONDS.toSeconds(warmUpMs) / 2);
  }

  long rampNs() {
    return TimeUnit.MILLISECONDS.toNanos(rampMs);
  }

  long measuredNs() {
    return TimeUnit.MILLISECONDS.toNanos(measuredMs);
  }

  Plan withRounds(int count) {
    return new Plan(
        warmUpMs,
        rampMs,
        measuredMs,
        count,
        sizes,
        loads,
        streamS,
        pings,
        idleMs,
        randomAddresses,
        iterationMs,
        everyCase);
  }

  Plan withWarmUpMs(int ms) {
    return new Plan(
        ms,
        rampMs,
        measuredMs,
        rounds,
        sizes,
        loads,
        streamS,
        pings,
        idleMs,
        randomAddresses,
        iterationMs,
        everyCase);
  }

  String markdown() {
    return """
    * %d rounds, all in turns within each; figures are medians (least to greatest), the ratio is the \
    median of the ratios of the rounds
    """
        .formatted(rounds);
  }
}
