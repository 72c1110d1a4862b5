package io.vnetctl.bench;

import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_SHORT;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;

/** Waits until a frame has come or, on request, until more can be sent: poll(2). */
final class Readiness implements AutoCloseable {
  private static final long POLL_FD_BYTES = 8;
  private static final long EVENTS_OFFSET = 4;
  private static final short POLLIN = 1;
  private static final short POLLOUT = 4;

  private final Arena arena = Arena.ofConfined();
  private final MemorySegment errno = arena.allocate(LibC.ERRNO);
  private final MemorySegment pollFds = arena.allocate(2 * POLL_FD_BYTES, POLL_FD_BYTES);

  Readiness(FrameSocket receiver, FrameSocket sender) {
    pollFds.set(JAVA_INT, 0, receiver.fd());
    pollFds.set(JAVA_SHORT, EVENTS_OFFSET, POLLIN);
    pollFds.set(JAVA_INT, POLL_FD_BYTES, sender.fd());
    pollFds.set(JAVA_SHORT, POLL_FD_BYTES + EVENTS_OFFSET, POLLOUT);
  }

  /** Returns false when neither happened within {@code timeoutMs}. */
  boolean await(boolean roomToSend, int timeoutMs) throws IOException {
    int ready = LibC.poll(errno, pollFds, roomToSend ? 2 : 1, timeoutMs);
    if (ready < 0 && ready != -LibC.EINTR) {
      throw new IOException("poll: error " + -ready);
    }
    return ready != 0;
  }

  @Override
  public void close() {
    arena.close();
  }
}
