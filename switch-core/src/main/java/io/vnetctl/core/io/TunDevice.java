package io.vnetctl.core.io;

/** A TAP opened with IFF_NO_PI: one frame a read or write (spec vde-dataplane, 8). */
final class TunDevice extends FdDevice {

  TunDevice(SwitchLoop loop, int fd) {
    super(loop, fd);
  }

  @Override
  int receive(Burst burst) {
    int n = 0;
    int length = 0;
    while (n < Burst.FRAMES) {
      length = loop.syscalls().read(fd, burst.address(n), burst.slotBytes());
      if (length <= 0) {
        break;
      }
      burst.set(n++, length);
    }
    burst.setCount(n);
    return n > 0 ? n : length;
  }

  @Override
  int transmit(FrameVector frames, int from) {
    int n = from;
    int result = 0;
    while (n < frames.count()) {
      result = loop.syscalls().writev(fd, frames.iovecAddress(n), frames.pieces(n));
      if (result < 0) {
        break;
      }
      n++;
    }
    return n > from ? n - from : result;
  }

  @Override
  boolean isGone(int errno) {
    return isGoneFor(errno);
  }

  /**
   * Anything but "nothing there", "again", "link is down" and "no memory now" means that the
   * interface is gone.
   */
  static boolean isGoneFor(int errno) {
    return switch (errno) {
      case Syscalls.EAGAIN, Syscalls.EINTR, Syscalls.EIO, Syscalls.ENOMEM, Syscalls.ENOBUFS ->
          false;
      default -> true;
    };
  }
}
