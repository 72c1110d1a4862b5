package io.vnetctl.cli.process;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.StructLayout;
import java.lang.invoke.MethodHandle;

/**
 * The calls of libc that this package needs. Each is bound when called, because each is called once
 * or twice in the life of a process. Results are those of libc.
 */
@SuppressWarnings("restricted")
final class LibC {
  static final int ESRCH = 3;
  static final int O_RDWR = 2;
  static final MemorySegment SIG_DFL = MemorySegment.ofAddress(0);
  static final MemorySegment SIG_IGN = MemorySegment.ofAddress(1);

  private static final StructLayout CALL_STATE = Linker.Option.captureStateLayout();
  static final long ERRNO_OFFSET =
      CALL_STATE.byteOffset(MemoryLayout.PathElement.groupElement("errno"));

  private LibC() {}

  static int setsid() {
    try {
      return (int) bind("setsid", FunctionDescriptor.of(JAVA_INT)).invokeExact();
    } catch (Throwable e) {
      throw unexpected(e);
    }
  }

  static int open(String path, int flags) {
    FunctionDescriptor type = FunctionDescriptor.of(JAVA_INT, ADDRESS, JAVA_INT);
    // open(2) takes its mode as a variable argument, which these flags do not need.
    MethodHandle open = bind("open", type, Linker.Option.firstVariadicArg(2));
    try (Arena arena = Arena.ofConfined()) {
      return (int) open.invokeExact(arena.allocateFrom(path), flags);
    } catch (Throwable e) {
      throw unexpected(e);
    }
  }

  static int dup2(int from, int to) {
    try {
      return (int)
          bind("dup2", FunctionDescriptor.of(JAVA_INT, JAVA_INT, JAVA_INT)).invokeExact(from, to);
    } catch (Throwable e) {
      throw unexpected(e);
    }
  }

  static int close(int fd) {
    try {
      return (int) bind("close", FunctionDescriptor.of(JAVA_INT, JAVA_INT)).invokeExact(fd);
    } catch (Throwable e) {
      throw unexpected(e);
    }
  }

  /** Returns 0, or the error number. */
  static int kill(int pid, int signal) {
    MethodHandle kill =
        bind(
            "kill",
            FunctionDescriptor.of(JAVA_INT, JAVA_INT, JAVA_INT),
            Linker.Option.captureCallState("errno"));
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment state = arena.allocate(CALL_STATE);
      int result = (int) kill.invokeExact(state, pid, signal);
      return result == 0 ? 0 : state.get(JAVA_INT, ERRNO_OFFSET);
    } catch (Throwable e) {
      throw unexpected(e);
    }
  }

  /** Sets the disposition of a signal to {@link #SIG_DFL} or {@link #SIG_IGN}. */
  static void signal(int number, MemorySegment disposition) {
    try {
      MemorySegment _ =
          (MemorySegment)
              bind("signal", FunctionDescriptor.of(ADDRESS, JAVA_INT, ADDRESS))
                  .invokeExact(number, disposition);
    } catch (Throwable e) {
      throw unexpected(e);
    }
  }

  static MethodHandle bind(String name, FunctionDescriptor type, Linker.Option... options) {
    Linker linker = Linker.nativeLinker();
    return linker.downcallHandle(linker.defaultLookup().findOrThrow(name), type, options);
  }

  static IllegalStateException unexpected(Throwable e) {
    return new IllegalStateException(e);
  }
}
