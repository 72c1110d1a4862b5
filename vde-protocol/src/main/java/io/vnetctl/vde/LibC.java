package io.vnetctl.vde;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout.PathElement;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SegmentAllocator;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.VarHandle;
import java.nio.charset.StandardCharsets;

/** How functions of the C library are found and how their errno is read. */
final class LibC {
  private static final Linker LINKER = Linker.nativeLinker();
  private static final Linker.Option ERRNO = Linker.Option.captureCallState("errno");
  private static final VarHandle ERRNO_FIELD =
      Linker.Option.captureStateLayout().varHandle(PathElement.groupElement("errno"));

  private LibC() {}

  /** A function that reports failure by its result. */
  static NativeFunction function(String name, FunctionDescriptor type) {
    return new NativeFunction(name, type);
  }

  /** A function that sets errno: takes memory of {@link #errnoMemory} before its arguments. */
  static NativeFunction withErrno(String name, FunctionDescriptor type) {
    return new NativeFunction(name, type, ERRNO);
  }

  /** Same for a function with a variable number of arguments, of which the first are fixed. */
  static NativeFunction variadicWithErrno(String name, int fixed, FunctionDescriptor type) {
    return new NativeFunction(name, type, ERRNO, Linker.Option.firstVariadicArg(fixed));
  }

  @SuppressWarnings("restricted")
  static MethodHandle bind(String name, FunctionDescriptor type, Linker.Option... options) {
    return LINKER.downcallHandle(LINKER.defaultLookup().findOrThrow(name), type, options);
  }

  static MemorySegment errnoMemory(Arena arena) {
    return arena.allocate(Linker.Option.captureStateLayout());
  }

  static int errno(MemorySegment memory) {
    return (int) ERRNO_FIELD.get(memory, 0L);
  }

  /** A NUL-terminated copy; the text must not contain NUL itself. */
  static MemorySegment string(SegmentAllocator memory, byte[] text) {
    MemorySegment copy = memory.allocate(text.length + 1L);
    MemorySegment.copy(text, 0, copy, ValueLayout.JAVA_BYTE, 0, text.length);
    return copy;
  }

  static MemorySegment string(SegmentAllocator memory, String text) {
    return string(memory, text.getBytes(StandardCharsets.UTF_8));
  }

  /** What a call handle may throw beyond its declared results is a defect of ours. */
  static AssertionError broken(Throwable thrown) {
    return new AssertionError("call into the C library", thrown);
  }
}
