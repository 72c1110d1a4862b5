package io.vnetctl.vde;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_SHORT;

import io.vnetctl.vde.wire.SockaddrUn;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.MemorySegment;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/** A socket that somebody else has made for the switch to accept at. Any thread. */
public final class GivenSocket {
  private static final NativeFunction GETSOCKOPT =
      LibC.withErrno(
          "getsockopt",
          FunctionDescriptor.of(JAVA_INT, JAVA_INT, JAVA_INT, JAVA_INT, ADDRESS, ADDRESS));
  private static final NativeFunction GETSOCKNAME =
      LibC.withErrno("getsockname", FunctionDescriptor.of(JAVA_INT, JAVA_INT, ADDRESS, ADDRESS));

  private static final short AF_UNIX = 1;
  private static final int SOCK_STREAM = 1;
  private static final int SOL_SOCKET = 1;
  private static final int SO_TYPE = 3;
  private static final int SO_ACCEPTCONN = 30;

  private GivenSocket() {}

  /**
   * Where a socket listens.
   *
   * @throws IOException if it is none that a switch can accept at, in a few words
   */
  public static Path path(int fd) throws IOException {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment address = arena.allocate(Short.BYTES + SockaddrUn.PATH_OCTETS + 1L, 8);
      MemorySegment size = arena.allocateFrom(JAVA_INT, Short.BYTES + SockaddrUn.PATH_OCTETS);
      MemorySegment errno = LibC.errnoMemory(arena);
      if ((int) GETSOCKNAME.handle().invokeExact(errno, fd, address, size) < 0) {
        throw new IOException("is no socket: " + Errno.text(LibC.errno(errno)));
      }
      if (address.get(JAVA_SHORT, 0) != AF_UNIX
          || option(arena, fd, SO_TYPE) != SOCK_STREAM
          || option(arena, fd, SO_ACCEPTCONN) == 0
          || size.get(JAVA_INT, 0) <= Short.BYTES
          || address.get(JAVA_BYTE, Short.BYTES) == 0) {
        throw new IOException("is no Unix stream socket that listens at a path (ListenStream=)");
      }
      return Path.of(address.getString(Short.BYTES, StandardCharsets.UTF_8));
    } catch (IOException refused) {
      throw refused;
    } catch (Throwable thrown) {
      throw LibC.broken(thrown);
    }
  }

  private static int option(Arena arena, int fd, int name) throws Throwable {
    MemorySegment value = arena.allocate(JAVA_INT);
    MemorySegment size = arena.allocateFrom(JAVA_INT, Integer.BYTES);
    MemorySegment errno = LibC.errnoMemory(arena);
    if ((int) GETSOCKOPT.handle().invokeExact(errno, fd, SOL_SOCKET, name, value, size) < 0) {
      throw new IOException("is no socket: " + Errno.text(LibC.errno(errno)));
    }
    return value.get(JAVA_INT, 0);
  }
}
