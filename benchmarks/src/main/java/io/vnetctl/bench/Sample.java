package io.vnetctl.bench;

/**
 * What was counted in one measured interval.
 *
 * @param delivered frames that arrived
 * @param lost frames that were sent and did not arrive
 * @param elapsedNs length of the interval
 * @param cpu used in it
 * @param latencyMedianNs from before sendmmsg to after recvmmsg, half of the frames
 * @param latencyP99Ns the same, 99 % of the frames
 */
record Sample(
    long delivered,
    long lost,
    long elapsedNs,
    CpuTimes cpu,
    long latencyMedianNs,
    long latencyP99Ns) {

  Sample(long delivered, long lost, long elapsedNs, CpuTimes cpu, LatencyHistogram latency) {
    this(delivered, lost, elapsedNs, cpu, latency.percentileNs(50), latency.percentileNs(99));
  }

  double framesPerSecond() {
    return delivered * 1e9 / elapsedNs;
  }

  double switchCpuUsPerFrame() {
    return cpu.switchNs() / 1e3 / delivered;
  }

  double generatorCpuUsPerFrame() {
    return cpu.generatorNs() / 1e3 / delivered;
  }

  double generatorBusyPercent() {
    return cpu.generatorNs() * 100.0 / elapsedNs;
  }

  /** 100 is one CPU. */
  double foreignPercent() {
    return cpu.foreignNs() * 100.0 / elapsedNs;
  }

  double lossPercent() {
    return lost * 100.0 / (delivered + lost);
  }

  double latencyMedianUs() {
    return latencyMedianNs / 1e3;
  }

  double latencyP99Us() {
    return latencyP99Ns / 1e3;
  }
}
