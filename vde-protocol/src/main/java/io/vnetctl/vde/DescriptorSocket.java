package io.vnetctl.vde;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;
import static java.lang.foreign.ValueLayout.JAVA_SHORT;

import io.vnetctl.vde.wire.SockaddrUn;
import java.io.EOFException;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.MemorySegment;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * A Unix socket that keeps messages apart, over which processes hand each other open files
 * (unix(7), SCM_RIGHTS). Between processes of this program it is one of SOCK_SEQPACKET, with an
 * abstract name, which leaves no file behind; the kernel tells who is at the other end. Calls wait.
 * One thread at a time, but {@link #close} is for any.
 */
public final class DescriptorSocket implements AutoCloseable {
  /** Files in one message at most (SCM_MAX_FD). */
  public static final int MAX_DESCRIPTORS = 253;

  /** Bytes of a message's text at most. */
  public static final int MAX_TEXT_BYTES = 4_096;

  private static final NativeFunction SOCKET =
      LibC.withErrno("socket", FunctionDescriptor.of(JAVA_INT, JAVA_INT, JAVA_INT, JAVA_INT));
  private static final NativeFunction SOCKETPAIR =
      LibC.withErrno(
          "socketpair", FunctionDescriptor.of(JAVA_INT, JAVA_INT, JAVA_INT, JAVA_INT, ADDRESS));
  private static final NativeFunction BIND = addressed("bind");
  private static final NativeFunction CONNECT = addressed("connect");
  private static final NativeFunction LISTEN =
      LibC.withErrno("listen", FunctionDescriptor.of(JAVA_INT, JAVA_INT, JAVA_INT));
  private static final NativeFunction ACCEPT =
      LibC.withErrno(
          "accept4", FunctionDescriptor.of(JAVA_INT, JAVA_INT, ADDRESS, ADDRESS, JAVA_INT));
  private static final NativeFunction SETSOCKOPT =
      LibC.withErrno(
          "setsockopt",
          FunctionDescriptor.of(JAVA_INT, JAVA_INT, JAVA_INT, JAVA_INT, ADDRESS, JAVA_INT));
  private static final NativeFunction GETSOCKOPT =
      LibC.withErrno(
          "getsockopt",
          FunctionDescriptor.of(JAVA_INT, JAVA_INT, JAVA_INT, JAVA_INT, ADDRESS, ADDRESS));
  private static final NativeFunction SENDMSG = withMessage("sendmsg");
  private static final NativeFunction RECVMSG = withMessage("recvmsg");

  private static final short AF_UNIX = 1;
  private static final int SOCK_DGRAM = 2;
  private static final int SOCK_SEQPACKET = 5;
  private static final int SOCK_CLOEXEC = 0x8_0000;
  private static final int SOL_SOCKET = 1;
  private static final int SO_PEERCRED = 17;
  private static final int SO_RCVTIMEO = 20;
  private static final int SO_SNDTIMEO = 21;
  private static final int SCM_RIGHTS = 1;
  private static final int MSG_CTRUNC = 0x8;
  private static final int MSG_TRUNC = 0x20;
  private static final int MSG_NOSIGNAL = 0x4000;
  private static final int MSG_CMSG_CLOEXEC = 0x4000_0000;
  private static final int UCRED_BYTES = 12;
  private static final int BACKLOG = 4;

  // struct msghdr, struct iovec, struct cmsghdr of 64-bit Linux
  private static final int MSGHDR_BYTES = 56;
  private static final int MSG_IOV = 16;
  private static final int MSG_IOVLEN = 24;
  private static final int MSG_CONTROL = 32;
  private static final int MSG_CONTROLLEN = 40;
  private static final int MSG_FLAGS = 48;
  private static final int CMSG_LEVEL = 8;
  private static final int CMSG_TYPE = 12;
  private static final int CMSG_DATA = 16;

  private static final int CLOSED = -1;

  private int fd;

  private DescriptorSocket(int fd) {
    this.fd = fd;
  }

  private static NativeFunction addressed(String name) {
    return LibC.withErrno(name, FunctionDescriptor.of(JAVA_INT, JAVA_INT, ADDRESS, JAVA_INT));
  }

  private static NativeFunction withMessage(String name) {
    return LibC.withErrno(name, FunctionDescriptor.of(JAVA_LONG, JAVA_INT, ADDRESS, JAVA_INT));
  }

  /** A socket that waits for others under an abstract name. */
  public static DescriptorSocket listen(String name) throws IOException {
    DescriptorSocket socket = open(SOCK_SEQPACKET);
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment errno = LibC.errnoMemory(arena);
      MemorySegment address = address(arena, '\0' + name);
      int size = (int) address.byteSize();
      check((int) BIND.handle().invokeExact(errno, socket.fd, address, size), errno, "bind");
      check((int) LISTEN.handle().invokeExact(errno, socket.fd, BACKLOG), errno, "listen");
      return socket;
    } catch (Throwable thrown) {
      socket.close();
      throw rethrown(thrown);
    }
  }

  /** A connection to whoever listens under the name. */
  public static DescriptorSocket connect(String name) throws IOException {
    return connect(SOCK_SEQPACKET, '\0' + name);
  }

  /**
   * A datagram socket, only to send, to who is at a path or, with {@code @} before it, at an
   * abstract name.
   */
  public static DescriptorSocket datagram(String name) throws IOException {
    return connect(SOCK_DGRAM, name.startsWith("@") ? '\0' + name.substring(1) : name);
  }

  private static DescriptorSocket connect(int kind, String name) throws IOException {
    DescriptorSocket socket = open(kind);
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment errno = LibC.errnoMemory(arena);
      MemorySegment address = address(arena, name);
      int size = (int) address.byteSize();
      check((int) CONNECT.handle().invokeExact(errno, socket.fd, address, size), errno, "connect");
      return socket;
    } catch (Throwable thrown) {
      socket.close();
      throw rethrown(thrown);
    }
  }

  /** Both ends of a connection, one to be passed to another process. */
  public record Pair(DescriptorSocket one, DescriptorSocket other) {}

  /** A connection of this process with itself. */
  public static Pair pair() throws IOException {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment errno = LibC.errnoMemory(arena);
      MemorySegment ends = arena.allocate(JAVA_INT, 2);
      check(
          (int)
              SOCKETPAIR
                  .handle()
                  .invokeExact(errno, (int) AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0, ends),
          errno,
          "make");
      return new Pair(
          new DescriptorSocket(ends.getAtIndex(JAVA_INT, 0)),
          new DescriptorSocket(ends.getAtIndex(JAVA_INT, 1)));
    } catch (Throwable thrown) {
      throw rethrown(thrown);
    }
  }

  /** A connection that another process has passed to this one; takes ownership. */
  public static DescriptorSocket of(int descriptor) {
    return new DescriptorSocket(descriptor);
  }

  private static DescriptorSocket open(int kind) throws IOException {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment errno = LibC.errnoMemory(arena);
      int fd = (int) SOCKET.handle().invokeExact(errno, (int) AF_UNIX, kind | SOCK_CLOEXEC, 0);
      return new DescriptorSocket((int) check(fd, errno, "make"));
    } catch (Throwable thrown) {
      throw rethrown(thrown);
    }
  }

  /**
   * Waits for somebody to connect.
   *
   * @throws SocketTimeoutException if nobody did within the patience
   */
  public DescriptorSocket accept(Duration patience) throws IOException {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment errno = LibC.errnoMemory(arena);
      setTimeout(arena, SO_RCVTIMEO, patience);
      int client =
          (int)
              ACCEPT
                  .handle()
                  .invokeExact(errno, fd, MemorySegment.NULL, MemorySegment.NULL, SOCK_CLOEXEC);
      return new DescriptorSocket((int) check(client, errno, "accept"));
    } catch (Throwable thrown) {
      throw rethrown(thrown);
    }
  }

  /** Whether the process at the other end is of this user, or of root. */
  public boolean isTrusted() throws IOException {
    int uid = peer().uid();
    return uid == 0 || uid == Identity.effectiveUid();
  }

  private Peer peer() throws IOException {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment errno = LibC.errnoMemory(arena);
      MemorySegment credentials = arena.allocate(UCRED_BYTES, 4);
      MemorySegment size = arena.allocateFrom(JAVA_INT, UCRED_BYTES);
      check(
          (int)
              GETSOCKOPT
                  .handle()
                  .invokeExact(errno, fd, SOL_SOCKET, SO_PEERCRED, credentials, size),
          errno,
          "look at");
      return new Peer(credentials.get(JAVA_INT, 4), credentials.get(JAVA_INT, 8));
    } catch (Throwable thrown) {
      throw rethrown(thrown);
    }
  }

  /** The descriptor, still owned by this socket; -1 once it is closed. */
  public int fd() {
    return fd;
  }

  /**
   * Sends a message; its files stay the caller's as well.
   *
   * @throws SocketTimeoutException if the other end did not take it within the patience
   */
  public void send(DescriptorMessage message, Duration patience) throws IOException {
    byte[] text = message.text().getBytes(StandardCharsets.UTF_8);
    List<Integer> descriptors = message.descriptors();
    if (text.length > MAX_TEXT_BYTES || descriptors.size() > MAX_DESCRIPTORS) {
      throw new IllegalArgumentException("too long a message of descriptors");
    }
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment errno = LibC.errnoMemory(arena);
      setTimeout(arena, SO_SNDTIMEO, patience);
      MemorySegment payload = arena.allocate(Math.max(1, text.length));
      MemorySegment.copy(text, 0, payload, JAVA_BYTE, 0, text.length);
      MemorySegment header = header(arena, payload, text.length);
      if (!descriptors.isEmpty()) {
        int bytes = CMSG_DATA + Integer.BYTES * descriptors.size();
        MemorySegment control = arena.allocate(bytes + 7 & -8, 8);
        control.set(JAVA_LONG, 0, bytes);
        control.set(JAVA_INT, CMSG_LEVEL, SOL_SOCKET);
        control.set(JAVA_INT, CMSG_TYPE, SCM_RIGHTS);
        for (int i = 0; i < descriptors.size(); i++) {
          control.set(JAVA_INT, CMSG_DATA + (long) Integer.BYTES * i, descriptors.get(i));
        }
        header.set(ADDRESS, MSG_CONTROL, control);
        header.set(JAVA_LONG, MSG_CONTROLLEN, bytes);
      }
      check((long) SENDMSG.handle().invokeExact(errno, fd, header, MSG_NOSIGNAL), errno, "send to");
    } catch (Throwable thrown) {
      throw rethrown(thrown);
    }
  }

  /**
   * Waits for a message.
   *
   * @throws EOFException if the other end has gone
   * @throws SocketTimeoutException if none came within the patience
   */
  public DescriptorMessage receive(Duration patience) throws IOException {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment errno = LibC.errnoMemory(arena);
      setTimeout(arena, SO_RCVTIMEO, patience);
      MemorySegment payload = arena.allocate(MAX_TEXT_BYTES);
      int room = CMSG_DATA + Integer.BYTES * MAX_DESCRIPTORS;
      MemorySegment control = arena.allocate(room + 7 & -8, 8);
      MemorySegment header = header(arena, payload, MAX_TEXT_BYTES);
      header.set(ADDRESS, MSG_CONTROL, control);
      header.set(JAVA_LONG, MSG_CONTROLLEN, control.byteSize());
      long length =
          check(
              (long) RECVMSG.handle().invokeExact(errno, fd, header, MSG_CMSG_CLOEXEC),
              errno,
              "receive from");
      List<Integer> descriptors = received(header, control);
      if (length == 0) {
        throw new EOFException("the other process has ended");
      }
      byte[] text = payload.asSlice(0, length).toArray(JAVA_BYTE);
      DescriptorMessage message =
          new DescriptorMessage(new String(text, StandardCharsets.UTF_8), descriptors);
      if ((header.get(JAVA_INT, MSG_FLAGS) & (MSG_CTRUNC | MSG_TRUNC)) != 0) {
        message.close();
        throw new IOException("too many open files for this process, or too long a message");
      }
      return message;
    } catch (Throwable thrown) {
      throw rethrown(thrown);
    }
  }

  private static List<Integer> received(MemorySegment header, MemorySegment control) {
    List<Integer> descriptors = new ArrayList<>();
    if (header.get(JAVA_LONG, MSG_CONTROLLEN) >= CMSG_DATA
        && control.get(JAVA_INT, CMSG_LEVEL) == SOL_SOCKET
        && control.get(JAVA_INT, CMSG_TYPE) == SCM_RIGHTS) {
      long end = control.get(JAVA_LONG, 0);
      for (long at = CMSG_DATA; at < end; at += Integer.BYTES) {
        descriptors.add(control.get(JAVA_INT, at));
      }
    }
    return descriptors;
  }

  private static MemorySegment header(Arena arena, MemorySegment payload, long length) {
    MemorySegment vector = arena.allocate(2L * Long.BYTES, 8);
    vector.set(ADDRESS, 0, payload);
    vector.set(JAVA_LONG, Long.BYTES, length);
    MemorySegment header = arena.allocate(MSGHDR_BYTES, 8);
    header.set(ADDRESS, MSG_IOV, vector);
    header.set(JAVA_LONG, MSG_IOVLEN, 1);
    return header;
  }

  /** Waits for ever with a patience of zero. */
  private void setTimeout(Arena arena, int option, Duration patience) throws Throwable {
    MemorySegment errno = LibC.errnoMemory(arena);
    MemorySegment time = arena.allocate(2L * Long.BYTES, 8);
    time.set(JAVA_LONG, 0, patience.toSeconds());
    time.set(JAVA_LONG, Long.BYTES, patience.toNanosPart() / 1_000);
    check(
        (int)
            SETSOCKOPT
                .handle()
                .invokeExact(errno, fd, SOL_SOCKET, option, time, (int) time.byteSize()),
        errno,
        "set up");
  }

  /** An abstract name begins with NUL; any other is a path, and ends with one. */
  private static MemorySegment address(Arena arena, String name) throws IOException {
    byte[] bytes = name.getBytes(StandardCharsets.UTF_8);
    int end = name.startsWith("\0") ? 0 : 1;
    if (bytes.length + end > SockaddrUn.PATH_OCTETS) {
      throw new IOException("too long a name for a socket");
    }
    MemorySegment address = arena.allocate(Short.BYTES + bytes.length + (long) end, 8);
    address.set(JAVA_SHORT, 0, AF_UNIX);
    MemorySegment.copy(bytes, 0, address, JAVA_BYTE, Short.BYTES, bytes.length);
    return address;
  }

  private static long check(long result, MemorySegment errno, String what) throws IOException {
    if (result >= 0) {
      return result;
    }
    int reason = LibC.errno(errno);
    if (reason == Errno.EAGAIN) {
      throw new SocketTimeoutException("cannot " + what + " the other process in time");
    }
    throw new IOException("cannot " + what + " a socket for open files: " + Errno.text(reason));
  }

  private static IOException rethrown(Throwable thrown) {
    return switch (thrown) {
      case IOException refused -> refused;
      case RuntimeException defect -> throw defect;
      default -> throw LibC.broken(thrown);
    };
  }

  /** Repeated calls do nothing. */
  @Override
  public synchronized void close() {
    if (fd != CLOSED) {
      UnixFiles.close(fd);
      fd = CLOSED;
    }
  }
}
