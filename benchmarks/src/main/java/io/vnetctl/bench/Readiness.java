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
    this(receiver.fd(), sender.fd(), POLLOUT);
  }

  private Readiness(int receiver, int other, short otherEvent) {
    pollFds.set(JAVA_INT, 0, receiver);
    pollFds.set(JAVA_SHORT, EVENTS_OFFSET, POLLIN);
    pollFds.set(JAVA_INT, POLL_FD_BYTES, other);
    pollFds.set(JAVA_SHORT, POLL_FD_BYTES + EVENTS_OFFSET, otherEvent);
  }

  /** Waits for something to read from either, when asked to wait for both. */
  static Readiness ofEither(int oneFd, int otherFd) {
    return new Readiness(oneFd, otherFd, POLLIN);
  }

  /**
   * Returns false when neither happened within {@code timeoutMs}.
   *
   * @param both false to wait for the first only
   */
  boolean await(boolean both, int timeoutMs) throws IOException {
    int ready = LibC.poll(errno, pollFds, both ? 2 : 1, timeoutMs);
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
