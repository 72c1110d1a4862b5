package io.vnetctl.cli.process;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * Another program in the place of this one (execvp(3)): the same process, with the same parent,
 * number, terminal and standard streams. Signals are as this process got them, but for SIGQUIT,
 * which the JVM blocks: nothing stays blocked. Open files stay open, as of any program, but for
 * those of the JVM and its class path.
 */
public final class ProgramImage {
  private static final int SIG_SETMASK = 2;

  /** More than any sigset_t. */
  private static final int SIGNAL_SET_BYTES = 256;

  private static final int F_SETFD = 2;
  private static final int FD_CLOEXEC = 1;
  private static final int STANDARD_STREAMS = 3;
  private static final Path DESCRIPTORS = Path.of("/proc/self/fd");

  private ProgramImage() {}

  /**
   * Does not return if it succeeds; what the JVM has buffered is lost then. Returns the error
   * number if the program cannot be run.
   *
   * @param words the program, which is looked for in PATH unless it has a slash, and its arguments
   * @param variables changes to the environment; empty text removes a variable
   */
  public static int become(List<String> words, Map<String, String> variables) {
    try (Arena arena = Arena.ofConfined()) {
      for (Map.Entry<String, String> variable : variables.entrySet()) {
        set(arena, variable.getKey(), variable.getValue());
      }
      MemorySegment argv = arena.allocate(ADDRESS, words.size() + 1L);
      for (int i = 0; i < words.size(); i++) {
        argv.setAtIndex(ADDRESS, i, arena.allocateFrom(words.get(i)));
      }
      unblockSignals(arena);
      closeOwnFiles();
      MemorySegment errno = arena.allocate(Linker.Option.captureStateLayout());
      int _ =
          (int)
              LibC.bind(
                      "execvp",
                      FunctionDescriptor.of(JAVA_INT, ADDRESS, ADDRESS),
                      Linker.Option.captureCallState("errno"))
                  .invokeExact(errno, argv.get(ADDRESS, 0), argv);
      return errno.get(JAVA_INT, LibC.ERRNO_OFFSET);
    } catch (Throwable e) {
      throw LibC.unexpected(e);
    }
  }

  private static void set(Arena arena, String name, String value) throws Throwable {
    if (value.isEmpty()) {
      int _ =
          (int)
              LibC.bind("unsetenv", FunctionDescriptor.of(JAVA_INT, ADDRESS))
                  .invokeExact(arena.allocateFrom(name));
    } else {
      int _ =
          (int)
              LibC.bind("setenv", FunctionDescriptor.of(JAVA_INT, ADDRESS, ADDRESS, JAVA_INT))
                  .invokeExact(arena.allocateFrom(name), arena.allocateFrom(value), 1);
    }
  }

  private static void unblockSignals(Arena arena) throws Throwable {
    int _ =
        (int)
            LibC.bind(
                    "pthread_sigmask", FunctionDescriptor.of(JAVA_INT, JAVA_INT, ADDRESS, ADDRESS))
                .invokeExact(SIG_SETMASK, arena.allocate(SIGNAL_SET_BYTES), MemorySegment.NULL);
  }

  /** Marks them to be closed when the program starts; the caller may have passed on others. */
  private static void closeOwnFiles() throws Throwable {
    MethodHandle fcntl =
        LibC.bind(
            "fcntl",
            FunctionDescriptor.of(JAVA_INT, JAVA_INT, JAVA_INT, JAVA_INT),
            Linker.Option.firstVariadicArg(2));
    try (DirectoryStream<Path> descriptors = Files.newDirectoryStream(DESCRIPTORS)) {
      for (Path descriptor : descriptors) {
        int number = Integer.parseInt(descriptor.getFileName().toString());
        if (number >= STANDARD_STREAMS && isOwn(descriptor)) {
          int _ = (int) fcntl.invokeExact(number, F_SETFD, FD_CLOEXEC);
        }
      }
    }
  }

  private static boolean isOwn(Path descriptor) {
    try {
      String file = Files.readSymbolicLink(descriptor).toString();
      return file.startsWith(System.getProperty("java.home") + "/")
          || (":" + System.getProperty("java.class.path") + ":").contains(":" + file + ":");
    } catch (IOException closedMeanwhile) {
      return false;
    }
  }
}
