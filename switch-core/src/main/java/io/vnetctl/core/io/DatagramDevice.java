package io.vnetctl.core.io;

/** A connected UNIX datagram socket, one frame a datagram (spec vde-dataplane, 4). */
final class DatagramDevice extends FdDevice {

  DatagramDevice(SwitchLoop loop, int fd) {
    super(loop, fd);
  }

  @Override
  int receive(Burst burst) {
    FrameVector slots = loop.receiveVector();
    int n = loop.syscalls().recvmmsg(fd, slots.headerAddress(0), Burst.FRAMES);
    for (int i = 0; i < n; i++) {
      burst.set(i, slots.messageLength(i));
    }
    burst.setCount(Math.max(n, 0));
    return n;
  }

  @Override
  int transmit(FrameVector frames, int from) {
    return loop.syscalls().sendmmsg(fd, frames.headerAddress(from), frames.count() - from);
  }

  /** Errors of the socket belong to frames sent before; the control connection tells the end. */
  @Override
  boolean isGone(int errno) {
    return false;
  }
}
