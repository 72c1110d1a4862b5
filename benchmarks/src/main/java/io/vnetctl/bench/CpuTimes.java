package io.vnetctl.bench;

/**
 * CPU time of whoever takes part, as {@link CpuClocks} show it: at a moment, or between two.
 *
 * @param switchNs of the switch; 0 when there is none
 * @param generatorNs of the load generator
 * @param machineNs of all there is, those two included, known to 10 ms
 */
record CpuTimes(long switchNs, long generatorNs, long machineNs) {
  CpuTimes since(CpuTimes start) {
    return new CpuTimes(
        switchNs - start.switchNs, generatorNs - start.generatorNs, machineNs - start.machineNs);
  }

  /** Of everything else, known to 10 ms. */
  long foreignNs() {
    return Math.max(0, machineNs - switchNs - generatorNs);
  }
}
