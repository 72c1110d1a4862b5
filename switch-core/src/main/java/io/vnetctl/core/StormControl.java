package io.vnetctl.core;

/**
 * How many frames of a port may be flooded: a token bucket. A second's worth may come at once; over
 * any longer time it is the rate. A super-frame counts as the frames it makes and passes whole, so
 * that it may leave a debt.
 */
final class StormControl {
  private static final long NANOS_PER_SECOND = 1_000_000_000L;

  /** Credit is counted in frames per second times nanoseconds: so much is one frame. */
  private static final long FRAME = NANOS_PER_SECOND;

  private int framesPerSecond;
  private long credit;
  private long refilledNs;

  /**
   * Changes the rate, and begins with a full bucket.
   *
   * @param rate frames per second, up to {@link
   *     io.vnetctl.core.control.PortLimits#MAX_FLOODED_FRAMES}; 0: no limit
   */
  void setRate(int rate) {
    framesPerSecond = rate;
    credit = rate * FRAME;
  }

  /**
   * Time has passed. To be called for each burst, before its frames.
   *
   * @param nowNs of any clock that does not go back
   */
  void refill(long nowNs) {
    if (framesPerSecond > 0) {
      long elapsedNs = Math.min(nowNs - refilledNs, NANOS_PER_SECOND);
      refilledNs = nowNs;
      credit = Math.min(credit + elapsedNs * framesPerSecond, framesPerSecond * FRAME);
    }
  }

  /** Whether frames may be flooded now; if so, they are counted. */
  boolean admits(int frames) {
    if (framesPerSecond == 0) {
      return true;
    }
    if (credit < FRAME) {
      return false;
    }
    credit -= frames * FRAME;
    return true;
  }
}
