package io.vnetctl.bench;

import java.io.IOException;

/** A way for frames from a sender to a receiver. */
interface Line extends AutoCloseable {
  LoadGenerator generator(int frameBytes);

  /** CPU time of the switch in between. */
  CpuClock cpuClock();

  @Override
  void close() throws IOException;
}
