package io.vnetctl.vde.console;

import io.vnetctl.core.io.Burst;
import io.vnetctl.core.io.FrameVector;
import java.lang.ref.Reference;

/** Frames as an observer gets them; their memory lives until this is closed. */
final class FrameBurst implements AutoCloseable {
  private static final int LONGEST = 9_234;

  private final Burst burst = new Burst(LONGEST);
  private final FrameVector vector = new FrameVector();

  /** At most {@link Burst#FRAMES}. */
  FrameBurst(byte[]... frames) {
    for (byte[] frame : frames) {
      burst.add(frame);
      vector.add(burst, burst.count() - 1);
    }
  }

  FrameVector vector() {
    return vector;
  }

  @Override
  public void close() {
    Reference.reachabilityFence(burst);
  }
}
