package io.vnetctl.bench;

/**
 * How frames are offered.
 *
 * @param window most frames on their way at a time (closed loop), or {@link #UNLIMITED}: as many as
 *     the kernel takes (open loop)
 */
record Load(int window) {
  static final Load FLOOD = new Load(Load.UNLIMITED);

  private static final int UNLIMITED = Integer.MAX_VALUE;

  Load {
    if (window < 1) {
      throw new IllegalArgumentException("window of " + window + " frames");
    }
  }

  @Override
  public String toString() {
    return window == UNLIMITED ? "flood" : Integer.toString(window);
  }
}
