package io.vnetctl.bench;

import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_INT_UNALIGNED;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.List;

/** Tells which of many sockets have frames: epoll(7). */
final class ReadySockets implements AutoCloseable {
  private static final int EPOLL_CTL_ADD = 1;
  private static final int EPOLLIN = 1;
  private static final int MOST = 256;

  // struct epoll_event is packed on x86-64
  private static final boolean PACKED = "amd64".equals(System.getProperty("os.arch"));
  private static final long EVENT_BYTES = PACKED ? 12 : 16;
  private static final long DATA_OFFSET = PACKED ? 4 : 8;

  private final Arena arena = Arena.ofConfined();
  private final MemorySegment errno = arena.allocate(LibC.ERRNO);
  private final MemorySegment events = arena.allocate(MOST * EVENT_BYTES, Long.BYTES);
  private final List<FrameSocket> sockets;
  private final int epoll;

  /** Borrows the sockets. */
  ReadySockets(List<FrameSocket> sockets) throws IOException {
    this.sockets = sockets;
    this.epoll = check(LibC.epollCreate(errno), "epoll_create1");
    for (int i = 0; i < sockets.size(); i++) {
      events.set(JAVA_INT, 0, EPOLLIN);
      events.set(JAVA_INT_UNALIGNED, DATA_OFFSET, i);
      check(LibC.epollCtl(errno, epoll, EPOLL_CTL_ADD, sockets.get(i).fd(), events), "epoll_ctl");
    }
  }

  /** How many are ready; 0 when none is within {@code timeoutMs}. */
  int await(int timeoutMs) throws IOException {
    int ready = LibC.epollWait(errno, epoll, events, MOST, timeoutMs);
    return ready == -LibC.EINTR ? 0 : check(ready, "epoll_wait");
  }

  /** One of those that were ready, from 0. */
  FrameSocket socket(int index) {
    return sockets.get(events.get(JAVA_INT_UNALIGNED, index * EVENT_BYTES + DATA_OFFSET));
  }

  @Override
  public void close() {
    LibC.close(errno, epoll);
    arena.close();
  }

  private static int check(int result, String what) throws IOException {
    if (result < 0) {
      throw new IOException(what + ": error " + -result);
    }
    return result;
  }
}
