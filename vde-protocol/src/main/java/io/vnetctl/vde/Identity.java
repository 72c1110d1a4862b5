package io.vnetctl.vde;

import static java.lang.foreign.ValueLayout.JAVA_INT;

import java.lang.foreign.FunctionDescriptor;

/** Whose rights this process has. */
public final class Identity {
  private static final NativeFunction GETEUID =
      LibC.function("geteuid", FunctionDescriptor.of(JAVA_INT));

  private Identity() {}

  /** The effective user, an unsigned 32-bit number. */
  public static int effectiveUid() {
    try {
      return (int) GETEUID.handle().invokeExact();
    } catch (Throwable thrown) {
      throw LibC.broken(thrown);
    }
  }

  /** Whether the process is root's. */
  public static boolean isRoot() {
    return effectiveUid() == 0;
  }
}
