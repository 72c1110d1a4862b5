package io.vnetctl.bench;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT;

import io.vnetctl.vde.wire.SockaddrUn;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.file.Path;
import java.util.List;

/** A unix datagram socket that moves bursts of frames and never waits. For one thread. */
final class FrameSocket implements AutoCloseable {
  private final Arena arena = Arena.ofConfined();
  private final MemorySegment errno = arena.allocate(LibC.ERRNO);
  private final int fd;

  private FrameSocket(int fd) {
    this.fd = fd;
  }

  /** Two sockets connected to each other. */
  static List<FrameSocket> pair() throws IOException {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment fds = arena.allocate(JAVA_INT, 2);
      int type = LibC.SOCK_DGRAM | LibC.SOCK_CLOEXEC;
      check(LibC.socketpair(arena.allocate(LibC.ERRNO), LibC.AF_UNIX, type, fds), "socketpair");
      return List.of(
          new FrameSocket(fds.getAtIndex(JAVA_INT, 0)),
          new FrameSocket(fds.getAtIndex(JAVA_INT, 1)));
    }
  }

  /** A socket bound to {@code path}, which must not exist. */
  static FrameSocket bound(Path path) throws IOException {
    FrameSocket socket;
    try (Arena arena = Arena.ofConfined()) {
      int type = LibC.SOCK_DGRAM | LibC.SOCK_CLOEXEC;
      socket =
          new FrameSocket(
              check(LibC.socket(arena.allocate(LibC.ERRNO), LibC.AF_UNIX, type), "socket"));
    }
    try {
      check(LibC.bind(socket.errno, socket.fd, socket.address(path)), "bind " + path);
      return socket;
    } catch (IOException e) {
      socket.close();
      throw e;
    }
  }

  /** Makes {@code path} the only peer. When it did the same, the receiver's backlog is no limit. */
  void connect(Path path) throws IOException {
    check(LibC.connect(errno, fd, address(path)), "connect " + path);
  }

  int fd() {
    return fd;
  }

  /** Sends the first {@code count} frames; returns how many the kernel took. */
  int send(FrameBurst burst, int count) throws IOException {
    return send(burst, 0, count);
  }

  /** Sends {@code count} frames from slot {@code first} on; returns how many the kernel took. */
  int send(FrameBurst burst, int first, int count) throws IOException {
    if (count == 0) {
      return 0;
    }
    int sent = LibC.sendmmsg(errno, fd, burst.headers(first), count, LibC.MSG_DONTWAIT);
    return sent == -LibC.EAGAIN || sent == -LibC.ENOBUFS ? 0 : check(sent, "sendmmsg");
  }

  /** Fills the burst from its start; returns the number of frames there were, 0 for none. */
  int receive(FrameBurst burst) throws IOException {
    int flags = LibC.MSG_DONTWAIT | LibC.MSG_TRUNC;
    int received = LibC.recvmmsg(errno, fd, burst.headers(0), burst.slots(), flags);
    return received == -LibC.EAGAIN ? 0 : check(received, "recvmmsg");
  }

  @Override
  public void close() {
    LibC.close(errno, fd);
    arena.close();
  }

  private MemorySegment address(Path path) {
    return arena.allocateFrom(JAVA_BYTE, SockaddrUn.ofFile(path.toString()).encode());
  }

  private static int check(int result, String what) throws IOException {
    if (result < 0) {
      throw new IOException(what + ": error " + -result);
    }
    return result;
  }
}
