package io.vnetctl.core;

import java.util.function.Consumer;

/**
 * Want of memory ends the process, wherever it shows: nobody knows what is half done then, and a
 * supervisor, if there is one, starts the switch anew or has it go on. The JVM sees to that for its
 * heap ({@code -XX:+ExitOnOutOfMemoryError}), but not for direct buffers, other native memory and
 * threads: those errors are thrown by libraries, and come by as any defect does.
 */
public final class OutOfMemory {
  /** That of the JVM when the heap is full. */
  private static final int STATUS = 3;

  private OutOfMemory() {}

  /**
   * Ends the process with status 3 if the defect is want of memory, after a line in the log; no
   * hook runs. Else does nothing. Any thread.
   */
  public static void endProcessIf(Throwable defect, Consumer<String> log) {
    if (defect instanceof OutOfMemoryError) {
      try {
        log.accept("out of memory, the switch ends: " + defect);
      } finally {
        Runtime.getRuntime().halt(STATUS);
      }
    }
  }
}
