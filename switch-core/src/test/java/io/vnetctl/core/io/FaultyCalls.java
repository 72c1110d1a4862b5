package io.vnetctl.core.io;

import java.util.Random;

/**
 * System calls of which one in three fails or does less than it was asked for, the same ones for
 * the same seed.
 */
final class FaultyCalls extends Syscalls {
  private static final int[] ERRORS = {EINTR, EAGAIN, ENOBUFS, ENOMEM};

  private final Random random;
  private volatile boolean on = true;

  FaultyCalls(long seed) {
    random = new Random(seed);
  }

  /** From now on nothing fails but what the kernel refuses. */
  void cease() {
    on = false;
  }

  @Override
  int recvmmsg(int fd, long headers, int count) {
    return switch (fault()) {
      case FAILS -> -error();
      case FALLS_SHORT -> super.recvmmsg(fd, headers, less(count));
      case NONE -> super.recvmmsg(fd, headers, count);
    };
  }

  @Override
  int sendmmsg(int fd, long headers, int count) {
    return switch (fault()) {
      case FAILS -> -error();
      case FALLS_SHORT -> super.sendmmsg(fd, headers, less(count));
      case NONE -> super.sendmmsg(fd, headers, count);
    };
  }

  @Override
  int read(int fd, long address, int bytes) {
    return fault() == Fault.FAILS ? -error() : super.read(fd, address, bytes);
  }

  @Override
  int writev(int fd, long iovecs, int count) {
    return fault() == Fault.FAILS ? -error() : super.writev(fd, iovecs, count);
  }

  private enum Fault {
    NONE,
    FAILS,
    FALLS_SHORT
  }

  private Fault fault() {
    if (!on || random.nextInt(3) > 0) {
      return Fault.NONE;
    }
    return random.nextBoolean() ? Fault.FAILS : Fault.FALLS_SHORT;
  }

  private int error() {
    return ERRORS[random.nextInt(ERRORS.length)];
  }

  private int less(int count) {
    return 1 + random.nextInt(count);
  }
}
