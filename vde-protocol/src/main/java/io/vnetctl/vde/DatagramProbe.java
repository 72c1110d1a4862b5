package io.vnetctl.vde;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_SHORT;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.MemorySegment;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/** Connects to datagram sockets, for which the JDK has no channel. */
final class DatagramProbe {
  private static final NativeFunction SOCKET =
      LibC.withErrno("socket", FunctionDescriptor.of(JAVA_INT, JAVA_INT, JAVA_INT, JAVA_INT));
  private static final NativeFunction CONNECT =
      LibC.withErrno("connect", FunctionDescriptor.of(JAVA_INT, JAVA_INT, ADDRESS, JAVA_INT));
  private static final NativeFunction CLOSE =
      LibC.function("close", FunctionDescriptor.of(JAVA_INT, JAVA_INT));

  private static final int AF_UNIX = 1;
  private static final int SOCK_DGRAM_NONBLOCK_CLOEXEC = 2 | 0x800 | 0x80000;

  // connect(2)
  private static final int EPERM = 1;
  private static final int ENOTDIR = 20;
  private static final int EPROTOTYPE = 91;
  private static final int ECONNREFUSED = 111;

  private DatagramProbe() {}

  static SocketProbe.State connect(Path socket) {
    byte[] path = socket.toString().getBytes(StandardCharsets.UTF_8);
    if (path.length > ListeningSocket.MAX_PATH) {
      return SocketProbe.State.UNKNOWN;
    }
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment errno = LibC.errnoMemory(arena);
      int fd = (int) SOCKET.handle().invokeExact(errno, AF_UNIX, SOCK_DGRAM_NONBLOCK_CLOEXEC, 0);
      if (fd < 0) {
        return SocketProbe.State.UNKNOWN;
      }
      try {
        // struct sockaddr_un (unix(7)), zeroed
        MemorySegment address = arena.allocate(2 + ListeningSocket.MAX_PATH + 1, 2);
        address.set(JAVA_SHORT, 0, (short) AF_UNIX);
        MemorySegment.copy(path, 0, address, JAVA_BYTE, 2, path.length);
        int result =
            (int) CONNECT.handle().invokeExact(errno, fd, address, (int) address.byteSize());
        return result == 0 ? SocketProbe.State.LIVE : stateOf(LibC.errno(errno));
      } finally {
        int ignored = (int) CLOSE.handle().invokeExact(fd);
      }
    } catch (Throwable thrown) {
      throw LibC.broken(thrown);
    }
  }

  /** A socket that has a peer already refuses all others with EPERM: it is in use. */
  private static SocketProbe.State stateOf(int errno) {
    return switch (errno) {
      case EPERM, EPROTOTYPE -> SocketProbe.State.LIVE;
      case ECONNREFUSED, Errno.ENOENT, ENOTDIR -> SocketProbe.State.DANGLING;
      default -> SocketProbe.State.UNKNOWN;
    };
  }
}
