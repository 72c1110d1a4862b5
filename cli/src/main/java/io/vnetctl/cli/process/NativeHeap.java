package io.vnetctl.cli.process;

import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.FunctionDescriptor;
import java.lang.invoke.MethodHandle;

/** The memory that the C library hands out: malloc(3). */
final class NativeHeap {
  private final MethodHandle trim =
      LibC.bind("malloc_trim", FunctionDescriptor.of(JAVA_INT, JAVA_LONG));

  /** Gives the system all whole pages that have been freed, of all threads. See malloc_trim(3). */
  void trim() {
    try {
      int _ = (int) trim.invokeExact(0L);
    } catch (Throwable e) {
      throw LibC.unexpected(e);
    }
  }
}
