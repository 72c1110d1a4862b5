package io.vnetctl.bench;

/**
 * What was counted in one measured interval.
 *
 * @param delivered frames that arrived
 * @param lost frames that were sent and did not arrive
 * @param elapsedNs length of the interval
 * @param switchCpuNs CPU time of the switch in it; 0 when there is no switch
 * @param generatorCpuNs CPU time of the load generator in it
 * @param foreignCpuNs CPU time of everything else on the machine, known to 10 ms
 * @param latencyMedianNs from before sendmmsg to after recvmmsg, half of the frames
 * @param latencyP99Ns the same, 99 % of the frames
 */
record Sample(
    long delivered,
    long lost,
    long elapsedNs,
    long switchCpuNs,
    long generatorCpuNs,
    long foreignCpuNs,
    long latencyMedianNs,
    long latencyP99Ns) {

  double framesPerSecond() {
    return delivered * 1e9 / elapsedNs;
  }

  double switchCpuUsPerFrame() {
    return switchCpuNs / 1e3 / delivered;
  }

  double generatorCpuUsPerFrame() {
    return generatorCpuNs / 1e3 / delivered;
  }

  double generatorBusyPercent() {
    return generatorCpuNs * 100.0 / elapsedNs;
  }

  /** 100 is one CPU. */
  double foreignPercent() {
    return foreignCpuNs * 100.0 / elapsedNs;
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
