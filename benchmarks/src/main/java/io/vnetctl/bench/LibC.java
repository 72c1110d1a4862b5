package io.vnetctl.bench;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.VarHandle;

/**
 * The calls into libc. Each returns what the function returns, or the error number negated.
 *
 * <p>{@code errno} is a scratch segment of {@link #ERRNO} that no other thread uses meanwhile.
 */
@SuppressWarnings("restricted")
final class LibC {
  static final MemoryLayout ERRNO = Linker.Option.captureStateLayout();

  static final int AF_UNIX = 1;
  static final int SOCK_DGRAM = 2;
  static final int SOCK_CLOEXEC = 0x80000;
  static final int MSG_TRUNC = 0x20;
  static final int MSG_DONTWAIT = 0x40;
  static final int O_RDONLY = 0;
  static final int O_RDWR = 2;
  static final int O_NONBLOCK = 0x800;
  static final int O_CLOEXEC = 0x80000;
  static final int CLONE_NEWNET = 0x4000_0000;
  static final int EINTR = 4;
  static final int EIO = 5;
  static final int EAGAIN = 11;
  static final int ENOBUFS = 105;
  static final int CLOCK_THREAD_CPUTIME_ID = 3;

  private static final VarHandle ERRNO_VALUE =
      ERRNO.varHandle(MemoryLayout.PathElement.groupElement("errno"));

  private static final int FIXED_ARGUMENTS_OF_OPEN = 2;
  private static final int FIXED_ARGUMENTS_OF_IOCTL = 2;

  private static final MethodHandle OPEN =
      variadic("open", FIXED_ARGUMENTS_OF_OPEN, ADDRESS, JAVA_INT, JAVA_INT);
  private static final MethodHandle IOCTL =
      variadic("ioctl", FIXED_ARGUMENTS_OF_IOCTL, JAVA_INT, JAVA_LONG, ADDRESS);
  private static final MethodHandle READ = returningLong("read", JAVA_INT, ADDRESS, JAVA_LONG);
  private static final MethodHandle WRITE = returningLong("write", JAVA_INT, ADDRESS, JAVA_LONG);
  private static final MethodHandle SETNS = call("setns", JAVA_INT, JAVA_INT);
  private static final MethodHandle SOCKET = call("socket", JAVA_INT, JAVA_INT, JAVA_INT);
  private static final MethodHandle SOCKETPAIR =
      call("socketpair", JAVA_INT, JAVA_INT, JAVA_INT, ADDRESS);
  private static final MethodHandle BIND = call("bind", JAVA_INT, ADDRESS, JAVA_INT);
  private static final MethodHandle CONNECT = call("connect", JAVA_INT, ADDRESS, JAVA_INT);
  private static final MethodHandle CLOSE = call("close", JAVA_INT);
  private static final MethodHandle POLL = call("poll", ADDRESS, JAVA_LONG, JAVA_INT);
  private static final MethodHandle EPOLL_CREATE1 = call("epoll_create1", JAVA_INT);
  private static final MethodHandle EPOLL_CTL =
      call("epoll_ctl", JAVA_INT, JAVA_INT, JAVA_INT, ADDRESS);
  private static final MethodHandle EPOLL_WAIT =
      call("epoll_wait", JAVA_INT, ADDRESS, JAVA_INT, JAVA_INT);
  private static final MethodHandle SENDMMSG =
      call("sendmmsg", JAVA_INT, ADDRESS, JAVA_INT, JAVA_INT);
  private static final MethodHandle RECVMMSG =
      call("recvmmsg", JAVA_INT, ADDRESS, JAVA_INT, JAVA_INT, ADDRESS);
  private static final MethodHandle CLOCK_GETTIME = call("clock_gettime", JAVA_INT, ADDRESS);

  private static final MethodHandle SCHED_GETAFFINITY =
      call("sched_getaffinity", JAVA_INT, JAVA_LONG, ADDRESS);
  private static final MethodHandle SCHED_SETAFFINITY =
      call("sched_setaffinity", JAVA_INT, JAVA_LONG, ADDRESS);

  private LibC() {}

  static int open(MemorySegment errno, MemorySegment path, int flags) {
    try {
      return result(errno, (int) OPEN.invokeExact(errno, path, flags, 0));
    } catch (Throwable e) {
      throw new AssertionError(e);
    }
  }

  static int ioctl(MemorySegment errno, int fd, long request, MemorySegment argument) {
    try {
      return result(errno, (int) IOCTL.invokeExact(errno, fd, request, argument));
    } catch (Throwable e) {
      throw new AssertionError(e);
    }
  }

  static int read(MemorySegment errno, int fd, MemorySegment into, long bytes) {
    try {
      return result(errno, (int) (long) READ.invokeExact(errno, fd, into, bytes));
    } catch (Throwable e) {
      throw new AssertionError(e);
    }
  }

  static int write(MemorySegment errno, int fd, MemorySegment from, long bytes) {
    try {
      return result(errno, (int) (long) WRITE.invokeExact(errno, fd, from, bytes));
    } catch (Throwable e) {
      throw new AssertionError(e);
    }
  }

  /** Of the calling thread. */
  static int setns(MemorySegment errno, int fd, int kind) {
    try {
      return result(errno, (int) SETNS.invokeExact(errno, fd, kind));
    } catch (Throwable e) {
      throw new AssertionError(e);
    }
  }

  static int socket(MemorySegment errno, int domain, int type) {
    try {
      return result(errno, (int) SOCKET.invokeExact(errno, domain, type, 0));
    } catch (Throwable e) {
      throw new AssertionError(e);
    }
  }

  static int socketpair(MemorySegment errno, int domain, int type, MemorySegment fds) {
    try {
      return result(errno, (int) SOCKETPAIR.invokeExact(errno, domain, type, 0, fds));
    } catch (Throwable e) {
      throw new AssertionError(e);
    }
  }

  static int bind(MemorySegment errno, int fd, MemorySegment address) {
    try {
      return result(errno, (int) BIND.invokeExact(errno, fd, address, (int) address.byteSize()));
    } catch (Throwable e) {
      throw new AssertionError(e);
    }
  }

  static int connect(MemorySegment errno, int fd, MemorySegment address) {
    try {
      return result(errno, (int) CONNECT.invokeExact(errno, fd, address, (int) address.byteSize()));
    } catch (Throwable e) {
      throw new AssertionError(e);
    }
  }

  static int close(MemorySegment errno, int fd) {
    try {
      return result(errno, (int) CLOSE.invokeExact(errno, fd));
    } catch (Throwable e) {
      throw new AssertionError(e);
    }
  }

  static int poll(MemorySegment errno, MemorySegment pollFds, long count, int timeoutMs) {
    try {
      return result(errno, (int) POLL.invokeExact(errno, pollFds, count, timeoutMs));
    } catch (Throwable e) {
      throw new AssertionError(e);
    }
  }

  static int epollCreate(MemorySegment errno) {
    try {
      return result(errno, (int) EPOLL_CREATE1.invokeExact(errno, O_CLOEXEC));
    } catch (Throwable e) {
      throw new AssertionError(e);
    }
  }

  static int epollCtl(MemorySegment errno, int epoll, int operation, int fd, MemorySegment event) {
    try {
      return result(errno, (int) EPOLL_CTL.invokeExact(errno, epoll, operation, fd, event));
    } catch (Throwable e) {
      throw new AssertionError(e);
    }
  }

  static int epollWait(
      MemorySegment errno, int epoll, MemorySegment events, int most, int timeoutMs) {
    try {
      return result(errno, (int) EPOLL_WAIT.invokeExact(errno, epoll, events, most, timeoutMs));
    } catch (Throwable e) {
      throw new AssertionError(e);
    }
  }

  static int sendmmsg(MemorySegment errno, int fd, MemorySegment headers, int count, int flags) {
    try {
      return result(errno, (int) SENDMMSG.invokeExact(errno, fd, headers, count, flags));
    } catch (Throwable e) {
      throw new AssertionError(e);
    }
  }

  static int recvmmsg(MemorySegment errno, int fd, MemorySegment headers, int count, int flags) {
    try {
      return result(
          errno, (int) RECVMMSG.invokeExact(errno, fd, headers, count, flags, MemorySegment.NULL));
    } catch (Throwable e) {
      throw new AssertionError(e);
    }
  }

  static int clockGettime(MemorySegment errno, int clock, MemorySegment timespec) {
    try {
      return result(errno, (int) CLOCK_GETTIME.invokeExact(errno, clock, timespec));
    } catch (Throwable e) {
      throw new AssertionError(e);
    }
  }

  /** Of the calling thread. */
  static int schedGetaffinity(MemorySegment errno, MemorySegment mask) {
    try {
      return result(errno, (int) SCHED_GETAFFINITY.invokeExact(errno, 0, mask.byteSize(), mask));
    } catch (Throwable e) {
      throw new AssertionError(e);
    }
  }

  /** Of the calling thread. */
  static int schedSetaffinity(MemorySegment errno, MemorySegment mask) {
    try {
      return result(errno, (int) SCHED_SETAFFINITY.invokeExact(errno, 0, mask.byteSize(), mask));
    } catch (Throwable e) {
      throw new AssertionError(e);
    }
  }

  private static int result(MemorySegment errno, int returned) {
    return returned >= 0 ? returned : -(int) ERRNO_VALUE.get(errno, 0L);
  }

  private static MethodHandle call(String name, MemoryLayout... arguments) {
    Linker linker = Linker.nativeLinker();
    return linker.downcallHandle(
        linker.defaultLookup().findOrThrow(name),
        FunctionDescriptor.of(JAVA_INT, arguments),
        Linker.Option.captureCallState("errno"));
  }

  private static MethodHandle returningLong(String name, MemoryLayout... arguments) {
    Linker linker = Linker.nativeLinker();
    return linker.downcallHandle(
        linker.defaultLookup().findOrThrow(name),
        FunctionDescriptor.of(JAVA_LONG, arguments),
        Linker.Option.captureCallState("errno"));
  }

  private static MethodHandle variadic(String name, int fixed, MemoryLayout... arguments) {
    Linker linker = Linker.nativeLinker();
    return linker.downcallHandle(
        linker.defaultLookup().findOrThrow(name),
        FunctionDescriptor.of(JAVA_INT, arguments),
        Linker.Option.captureCallState("errno"),
        Linker.Option.firstVariadicArg(fixed));
  }
}
