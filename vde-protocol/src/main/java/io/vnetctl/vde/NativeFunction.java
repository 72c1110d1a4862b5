package io.vnetctl.vde;

import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.invoke.MethodHandle;

/**
 * A function of the C library that is bound when it is first called. To bind one costs some
 * milliseconds of a start, and most programs need few of those that a class knows. Any thread.
 */
final class NativeFunction {
  private final String name;
  private final FunctionDescriptor type;
  private final Linker.Option[] options;
  private volatile MethodHandle handle;

  NativeFunction(String name, FunctionDescriptor type, Linker.Option... options) {
    this.name = name;
    this.type = type;
    this.options = options;
  }

  /** The bound function. */
  MethodHandle handle() {
    MethodHandle bound = handle;
    if (bound == null) {
      bound = LibC.bind(name, type, options);
      handle = bound;
    }
    return bound;
  }
}
