package io.vnetctl.cli.process;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;
import java.util.function.Consumer;

/** Where a daemon's lines go: syslog(3), with name and pid. Any thread. */
public final class SystemLog implements Consumer<String> {
  private static final int LOG_PID = 1;
  private static final int LOG_DAEMON = 3 << 3;
  private static final int LOG_NOTICE = 5;

  private final MethodHandle syslog =
      LibC.bind(
          "syslog",
          FunctionDescriptor.ofVoid(JAVA_INT, ADDRESS, ADDRESS),
          Linker.Option.firstVariadicArg(2));
  private final MemorySegment format = Arena.global().allocateFrom("%s");

  private SystemLog() {}

  /** Opens the log of this process under the name of a program. */
  public static SystemLog open(String program) {
    MethodHandle openlog =
        LibC.bind("openlog", FunctionDescriptor.ofVoid(ADDRESS, JAVA_INT, JAVA_INT));
    try {
      // openlog(3) keeps the pointer.
      openlog.invokeExact(Arena.global().allocateFrom(program), LOG_PID, LOG_DAEMON);
    } catch (Throwable e) {
      throw LibC.unexpected(e);
    }
    return new SystemLog();
  }

  /** Writes one line; characters that would break it are shown as {@code ?}. */
  @Override
  public void accept(String line) {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment text = arena.allocateFrom(PlainLine.of(line));
      syslog.invokeExact(LOG_NOTICE, format, text);
    } catch (Throwable e) {
      throw LibC.unexpected(e);
    }
  }
}
