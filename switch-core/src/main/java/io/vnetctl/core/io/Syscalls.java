package io.vnetctl.core.io;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.VarHandle;

/**
 * The system calls of the frame path, through the foreign function interface: 10 to 40 ns over the
 * bare call, where JNA costs 130 ns and more. Pointers are plain addresses. A call returns what the
 * kernel returns, or the negated errno; it never throws for an error of the kernel.
 *
 * <p>Holds a place for errno and so belongs to one thread. Tests have a subclass that fails where
 * they say; while there is none, the virtual machine calls these methods directly.
 */
class Syscalls {
  static final int EINTR = 4;
  static final int EIO = 5;
  static final int EAGAIN = 11;
  static final int ENOMEM = 12;
  static final int EMSGSIZE = 90;
  static final int ENOBUFS = 105;

  static final int MSG_DONTWAIT = 0x40;
  static final int MSG_NOSIGNAL = 0x4000;

  private static final int PROT_READ_WRITE = 1 | 2;
  private static final int MAP_PRIVATE_ANONYMOUS_NORESERVE = 0x02 | 0x20 | 0x4000;
  private static final long MAP_FAILED = -1;

  private static final StructErrno ERRNO = new StructErrno();
  private static final MethodHandle RECVMMSG =
      handle(
          "recvmmsg",
          ValueLayout.JAVA_INT,
          ValueLayout.JAVA_INT,
          ValueLayout.JAVA_LONG,
          ValueLayout.JAVA_INT,
          ValueLayout.JAVA_INT,
          ValueLayout.JAVA_LONG);
  private static final MethodHandle SENDMMSG =
      handle(
          "sendmmsg",
          ValueLayout.JAVA_INT,
          ValueLayout.JAVA_INT,
          ValueLayout.JAVA_LONG,
          ValueLayout.JAVA_INT,
          ValueLayout.JAVA_INT);
  private static final MethodHandle READ =
      handle(
          "read",
          ValueLayout.JAVA_LONG,
          ValueLayout.JAVA_INT,
          ValueLayout.JAVA_LONG,
          ValueLayout.JAVA_LONG);
  private static final MethodHandle WRITEV =
      handle(
          "writev",
          ValueLayout.JAVA_LONG,
          ValueLayout.JAVA_INT,
          ValueLayout.JAVA_LONG,
          ValueLayout.JAVA_INT);

  private static final MethodHandle MMAP =
      handle(
          "mmap",
          ValueLayout.JAVA_LONG,
          ValueLayout.JAVA_LONG,
          ValueLayout.JAVA_LONG,
          ValueLayout.JAVA_INT,
          ValueLayout.JAVA_INT,
          ValueLayout.JAVA_INT,
          ValueLayout.JAVA_LONG);
  private static final MethodHandle MUNMAP =
      handle("munmap", ValueLayout.JAVA_INT, ValueLayout.JAVA_LONG, ValueLayout.JAVA_LONG);

  private final MemorySegment callState = ERRNO.allocate(Arena.ofAuto());

  /** Receives up to {@code count} messages into {@code mmsghdr[]}; does not block. */
  int recvmmsg(int fd, long headers, int count) {
    try {
      int n = (int) RECVMMSG.invokeExact(callState, fd, headers, count, MSG_DONTWAIT, 0L);
      return n >= 0 ? n : -errno();
    } catch (Throwable e) {
      throw unexpected(e);
    }
  }

  /** Sends up to {@code count} messages of {@code mmsghdr[]}; does not block, raises no SIGPIPE. */
  int sendmmsg(int fd, long headers, int count) {
    try {
      int n =
          (int) SENDMMSG.invokeExact(callState, fd, headers, count, MSG_DONTWAIT | MSG_NOSIGNAL);
      return n >= 0 ? n : -errno();
    } catch (Throwable e) {
      throw unexpected(e);
    }
  }

  /** Reads at most {@code bytes} bytes. */
  int read(int fd, long address, int bytes) {
    try {
      long n = (long) READ.invokeExact(callState, fd, address, (long) bytes);
      return n >= 0 ? (int) n : -errno();
    } catch (Throwable e) {
      throw unexpected(e);
    }
  }

  /** Writes what {@code iovec[]} gathers. */
  int writev(int fd, long iovecs, int count) {
    try {
      long n = (long) WRITEV.invokeExact(callState, fd, iovecs, count);
      return n >= 0 ? (int) n : -errno();
    } catch (Throwable e) {
      throw unexpected(e);
    }
  }

  /**
   * Memory of its own, zero, and committed page by page as it is written; an arena would write all
   * of it at once. {@link MemorySegment#NULL} if the kernel has none.
   */
  @SuppressWarnings("restricted")
  static MemorySegment map(long bytes) {
    try (Arena arena = Arena.ofConfined()) {
      long address =
          (long)
              MMAP.invokeExact(
                  ERRNO.allocate(arena),
                  0L,
                  bytes,
                  PROT_READ_WRITE,
                  MAP_PRIVATE_ANONYMOUS_NORESERVE,
                  -1,
                  0L);
      return address == MAP_FAILED
          ? MemorySegment.NULL
          : MemorySegment.ofAddress(address).reinterpret(bytes);
    } catch (Throwable e) {
      throw unexpected(e);
    }
  }

  /** Gives back all that {@link #map} gave. */
  static void unmap(MemorySegment memory) {
    try (Arena arena = Arena.ofConfined()) {
      int ignored =
          (int) MUNMAP.invokeExact(ERRNO.allocate(arena), memory.address(), memory.byteSize());
    } catch (Throwable e) {
      throw unexpected(e);
    }
  }

  /** An ioctl whose argument is a number. */
  int ioctl(int fd, long request, long value) {
    try {
      int n = (int) Ioctl.HANDLE.invokeExact(callState, fd, request, value);
      return n >= 0 ? n : -errno();
    } catch (Throwable e) {
      throw unexpected(e);
    }
  }

  /** Bound when first called: not every switch has use for it. */
  private static final class Ioctl {
    private static final MethodHandle HANDLE = variadicIoctl();

    @SuppressWarnings("restricted")
    private static MethodHandle variadicIoctl() {
      Linker linker = Linker.nativeLinker();
      return linker.downcallHandle(
          linker.defaultLookup().findOrThrow("ioctl"),
          FunctionDescriptor.of(
              ValueLayout.JAVA_INT,
              ValueLayout.JAVA_INT,
              ValueLayout.JAVA_LONG,
              ValueLayout.JAVA_LONG),
          Linker.Option.firstVariadicArg(2),
          Linker.Option.captureCallState("errno"));
    }
  }

  private int errno() {
    return ERRNO.get(callState);
  }

  @SuppressWarnings("restricted")
  private static MethodHandle handle(String name, MemoryLayout result, MemoryLayout... arguments) {
    Linker linker = Linker.nativeLinker();
    return linker.downcallHandle(
        linker.defaultLookup().findOrThrow(name),
        FunctionDescriptor.of(result, arguments),
        Linker.Option.captureCallState("errno"));
  }

  private static AssertionError unexpected(Throwable e) {
    return new AssertionError("a system call handle threw", e);
  }

  /** Where the linker puts errno after a call. */
  private static final class StructErrno {
    private final MemoryLayout layout = Linker.Option.captureStateLayout();
    private final VarHandle value =
        layout.varHandle(MemoryLayout.PathElement.groupElement("errno"));

    MemorySegment allocate(Arena arena) {
      return arena.allocate(layout);
    }

    int get(MemorySegment state) {
      return (int) value.get(state, 0L);
    }
  }
}
