package io.vnetctl.bench;

import java.io.IOException;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/** CPU time that all CPUs together were not idle, or taken away by the host: proc_stat(5). */
final class MachineClock {
  private static final long NS_PER_TICK = 10_000_000;
  private static final int IDLE = 3;
  private static final int IOWAIT = 4;
  // the rest of the line is counted in user time already
  private static final int FIELDS = 8;

  long readNs() throws IOException {
    return busyTicks(Machine.proc("stat")) * NS_PER_TICK;
  }

  static long busyTicks(String stat) {
    long[] ticks =
        Stream.of(stat.lines().findFirst().orElseThrow().split(" +"))
            .skip(1)
            .limit(FIELDS)
            .mapToLong(Long::parseLong)
            .toArray();
    return LongStream.of(ticks).sum() - ticks[IDLE] - ticks[IOWAIT];
  }
}
