package io.vnetctl.vde;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_SHORT;

import io.vnetctl.vde.wire.SockaddrUn;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The switch's end of one client's frames: a UNIX datagram socket, connected to the client's before
 * it gets its own name.
 *
 * <p>A client names its socket in its request, so the name proves nothing. The socket must belong
 * to the peer of the control connection: its file is opened without following a link, its owner
 * compared with the peer's credentials, and the connection is made to that very file, which nobody
 * can exchange in between.
 *
 * <p>Source: spec vde-dataplane, 1.2, 2.3, 2.4.
 */
final class DataSocket {
  private static final NativeFunction SOCKET =
      LibC.withErrno("socket", FunctionDescriptor.of(JAVA_INT, JAVA_INT, JAVA_INT, JAVA_INT));
  private static final NativeFunction CONNECT =
      LibC.withErrno("connect", FunctionDescriptor.of(JAVA_INT, JAVA_INT, ADDRESS, JAVA_INT));
  private static final NativeFunction BIND =
      LibC.withErrno("bind", FunctionDescriptor.of(JAVA_INT, JAVA_INT, ADDRESS, JAVA_INT));
  private static final NativeFunction SETSOCKOPT =
      LibC.function(
          "setsockopt",
          FunctionDescriptor.of(JAVA_INT, JAVA_INT, JAVA_INT, JAVA_INT, ADDRESS, JAVA_INT));
  private static final NativeFunction OPEN =
      LibC.variadicWithErrno("open", 2, FunctionDescriptor.of(JAVA_INT, ADDRESS, JAVA_INT));
  private static final NativeFunction CLOSE =
      LibC.function("close", FunctionDescriptor.of(JAVA_INT, JAVA_INT));

  private static final short AF_UNIX = 1;
  private static final int SOCK_DGRAM_NONBLOCK_CLOEXEC = 2 | 0x800 | 0x80000;
  private static final int SOL_SOCKET = 1;
  private static final int SO_SNDBUF = 7;

  /** Asked for; the kernel grants what net.core.wmem_max allows. */
  private static final int SEND_BUFFER_BYTES = 1 << 20;

  private final int fd;

  private DataSocket(int fd) {
    this.fd = fd;
  }

  /**
   * A socket connected to the client's.
   *
   * @param peerUid the peer of the control connection, as the kernel says
   * @throws IOException why the client is refused
   */
  static DataSocket connect(SockaddrUn client, int peerUid) throws IOException {
    if (client.isAbstract()) {
      // An abstract name has no owner to compare: only who could send there anyway may name one.
      if (peerUid != 0 && peerUid != Identity.effectiveUid()) {
        throw new IOException("abstract client address " + client + " of another user");
      }
      return connectTo(client.path(), client);
    }
    int file = openPath(client);
    try {
      FileStatus status = UnixFiles.status(file);
      if (!status.isSocket()) {
        throw new IOException(client + " is not a socket");
      }
      if (peerUid != 0 && status.uid() != peerUid) {
        throw new IOException(
            client
                + " belongs to uid "
                + Integer.toUnsignedString(status.uid())
                + ", the client is uid "
                + Integer.toUnsignedString(peerUid));
      }
      return connectTo(("/proc/self/fd/" + file).getBytes(StandardCharsets.US_ASCII), client);
    } finally {
      close(file);
    }
  }

  private static int openPath(SockaddrUn client) throws IOException {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment errno = LibC.errnoMemory(arena);
      MemorySegment name = LibC.string(arena, client.path());
      int file = (int) OPEN.handle().invokeExact(errno, name, UnixFiles.O_PATH_NOFOLLOW_CLOEXEC);
      if (file < 0) {
        throw new IOException(client + ": " + Errno.text(LibC.errno(errno)));
      }
      return file;
    } catch (IOException refused) {
      throw refused;
    } catch (Throwable thrown) {
      throw LibC.broken(thrown);
    }
  }

  private static DataSocket connectTo(byte[] path, SockaddrUn client) throws IOException {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment errno = LibC.errnoMemory(arena);
      int fd =
          (int) SOCKET.handle().invokeExact(errno, (int) AF_UNIX, SOCK_DGRAM_NONBLOCK_CLOEXEC, 0);
      if (fd < 0) {
        throw new IOException("no socket for a client: " + Errno.text(LibC.errno(errno)));
      }
      MemorySegment address = address(arena, path);
      if ((int) CONNECT.handle().invokeExact(errno, fd, address, (int) address.byteSize()) < 0) {
        close(fd);
        throw new IOException("cannot connect to " + client + ": " + Errno.text(LibC.errno(errno)));
      }
      setSendBuffer(arena, fd);
      return new DataSocket(fd);
    } catch (IOException refused) {
      throw refused;
    } catch (Throwable thrown) {
      throw LibC.broken(thrown);
    }
  }

  private static void setSendBuffer(Arena arena, int fd) throws Throwable {
    MemorySegment bytes = arena.allocateFrom(ValueLayout.JAVA_INT, SEND_BUFFER_BYTES);
    int ignored =
        (int)
            SETSOCKOPT
                .handle()
                .invokeExact(fd, SOL_SOCKET, SO_SNDBUF, bytes, (int) bytes.byteSize());
  }

  /** The descriptor; whoever takes it closes it. */
  int fd() {
    return fd;
  }

  /**
   * Gives the socket its name, in the place of a dead socket if need be. The mode holds from the
   * first moment; the owner follows. On failure there is no file.
   *
   * @param uid new owner, or -1
   * @param gid new group, or -1
   */
  void bind(Path name, int mode, int uid, int gid) throws IOException {
    if (UnixFiles.status(name).filter(FileStatus::isSocket).isPresent()) {
      Files.delete(name);
    }
    int before = UnixFiles.umask(0777 & ~mode);
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment errno = LibC.errnoMemory(arena);
      MemorySegment address = address(arena, name.toString().getBytes(StandardCharsets.UTF_8));
      if ((int) BIND.handle().invokeExact(errno, fd, address, (int) address.byteSize()) < 0) {
        throw new IOException("cannot bind " + name + ": " + Errno.text(LibC.errno(errno)));
      }
    } catch (IOException refused) {
      throw refused;
    } catch (Throwable thrown) {
      throw LibC.broken(thrown);
    } finally {
      UnixFiles.umask(before);
    }
    if (uid != -1 || gid != -1) {
      setOwner(name, uid, gid);
    }
  }

  private static void setOwner(Path name, int uid, int gid) throws IOException {
    try {
      UnixFiles.chown(name, uid, gid);
    } catch (IOException refused) {
      Files.deleteIfExists(name);
      throw refused;
    }
  }

  /** A {@code struct sockaddr_un}: a file name with its NUL, or all of an abstract name. */
  private static MemorySegment address(Arena arena, byte[] path) {
    boolean isAbstract = path[0] == 0;
    int bytes =
        Short.BYTES + path.length + (isAbstract || path.length == SockaddrUn.PATH_OCTETS ? 0 : 1);
    MemorySegment address = arena.allocate(bytes, 8);
    address.set(JAVA_SHORT, 0, AF_UNIX);
    MemorySegment.copy(path, 0, address, ValueLayout.JAVA_BYTE, Short.BYTES, path.length);
    return address;
  }

  private static void close(int fd) {
    try {
      int ignored = (int) CLOSE.handle().invokeExact(fd);
    } catch (Throwable thrown) {
      throw LibC.broken(thrown);
    }
  }
}
