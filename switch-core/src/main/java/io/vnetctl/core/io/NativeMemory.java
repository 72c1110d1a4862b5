package io.vnetctl.core.io;

import java.lang.foreign.MemorySegment;

/** Memory by address, for pieces whose bounds were checked when they were received. */
final class NativeMemory {
  /** All memory of the process: an offset is an address. */
  static final MemorySegment ALL = all();

  private NativeMemory() {}

  @SuppressWarnings("restricted")
  private static MemorySegment all() {
    return MemorySegment.NULL.reinterpret(Long.MAX_VALUE);
  }
}
