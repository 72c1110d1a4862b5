package io.vnetctl.core.twin;

import java.util.ArrayDeque;
import java.util.Queue;

/**
 * A wire between two switches: what one sends to its end, the other receives, when told to. Frames
 * of one direction keep their order.
 */
public final class Cable {
  private final Station left;
  private final Station right;
  private final Queue<byte[]> toRight = new ArrayDeque<>();
  private final Queue<byte[]> toLeft = new ArrayDeque<>();

  /** Joins two stations that play the ends. */
  public Cable(Station left, Station right) {
    this.left = left;
    this.right = right;
  }

  /** Frames on their way to the right end. */
  public int toRight() {
    toRight.addAll(left.device().takeSent());
    return toRight.size();
  }

  /** Frames on their way to the left end. */
  public int toLeft() {
    toLeft.addAll(right.device().takeSent());
    return toLeft.size();
  }

  /** The oldest frame on its way to the right end arrives, if there is one. */
  public void arriveRight() {
    if (toRight() > 0) {
      right.sends(toRight.remove());
    }
  }

  /** The oldest frame on its way to the left end arrives, if there is one. */
  public void arriveLeft() {
    if (toLeft() > 0) {
      left.sends(toLeft.remove());
    }
  }

  /** Takes both ends off their switches; what was on its way is lost. */
  public void cut() {
    left.unplug();
    right.unplug();
    toRight();
    toLeft();
    toRight.clear();
    toLeft.clear();
  }
}
