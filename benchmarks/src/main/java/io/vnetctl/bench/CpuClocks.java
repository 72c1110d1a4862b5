package io.vnetctl.bench;

import java.io.IOException;

/** The clocks of a load generator, which is the thread that made them. */
final class CpuClocks implements AutoCloseable {
  private final CpuClock own = CpuClock.ofThisThread();
  private final MachineClock machine = new MachineClock();

  /** What they show, and that of a switch. */
  CpuTimes read(CpuClock switchClock) throws IOException {
    long machineNs = machine.readNs();
    return new CpuTimes(switchClock.readNs(), own.readNs(), machineNs);
  }

  @Override
  public void close() {
    own.close();
  }
}
