package io.vnetctl.bench;

import java.io.IOException;

/** A way for frames from a sender to a receiver. */
interface Line extends AutoCloseable {
  /** A load generator from sender to receiver. */
  LoadGenerator generator(Flow flow);

  /** One whose frames have this size and are plain. */
  default LoadGenerator generator(int frameBytes) {
    return generator(Flow.plain(frameBytes));
  }

  /** CPU time of the switch in between. */
  CpuClock cpuClock();

  @Override
  void close() throws IOException;
}
