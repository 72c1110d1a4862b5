package io.vnetctl.bench;

import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.stream.LongStream;

/**
 * CPU time that processes have used, user and system, all their threads, ended ones included.
 *
 * <p>It is the sum that {@code /proc/PID/stat} rounds to hundredths of a second, in nanoseconds:
 * the kernel's CPU clock of the process, see clock_getcpuclockid(3).
 */
final class CpuClock implements AutoCloseable {
  private static final long NANOSECONDS_OFFSET = 8;
  private static final long NS_PER_S = 1_000_000_000L;

  private final Arena arena = Arena.ofConfined();
  private final MemorySegment errno = arena.allocate(LibC.ERRNO);
  private final MemorySegment timespec = arena.allocate(2 * JAVA_LONG.byteSize(), 8);
  private final int[] clocks;

  private CpuClock(int... clocks) {
    this.clocks = clocks;
  }

  /** Always 0. */
  static CpuClock ofNothing() {
    return new CpuClock();
  }

  static CpuClock ofThisThread() {
    return new CpuClock(LibC.CLOCK_THREAD_CPUTIME_ID);
  }

  /** The process and the children it has now. */
  static CpuClock of(ProcessHandle process) {
    LongStream pids =
        LongStream.concat(
            LongStream.of(process.pid()), process.descendants().mapToLong(ProcessHandle::pid));
    return new CpuClock(pids.mapToInt(CpuClock::clockOf).toArray());
  }

  /** False for one that is always 0. */
  boolean isOfSomething() {
    return clocks.length > 0;
  }

  long readNs() throws IOException {
    long sumNs = 0;
    for (int clock : clocks) {
      int result = LibC.clockGettime(errno, clock, timespec);
      if (result < 0) {
        throw new IOException("CPU clock of a process that has ended: error " + -result);
      }
      sumNs += timespec.get(JAVA_LONG, 0) * NS_PER_S + timespec.get(JAVA_LONG, NANOSECONDS_OFFSET);
    }
    return sumNs;
  }

  @Override
  public void close() {
    arena.close();
  }

  /** CPUCLOCK_SCHED of a process: its number inverted above three bits that say 2. */
  private static int clockOf(long pid) {
    return (~(int) pid << 3) | 2;
  }
}
