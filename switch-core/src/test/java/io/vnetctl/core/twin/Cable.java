package io.vnetctl.core.twin;

import java.util.List;

/** A wire between two switches: what one sends to its end, the other receives, when told to. */
public final class Cable {
  private final Station left;
  private final Station right;

  /** Joins two stations that play the ends. */
  public Cable(Station left, Station right) {
    this.left = left;
    this.right = right;
  }

  /** Moves what either end holds now to the other, and tells how many frames that were. */
  public int carry() {
    List<byte[]> toRight = left.device().takeSent();
    List<byte[]> toLeft = right.device().takeSent();
    right.sends(toRight.toArray(byte[][]::new));
    left.sends(toLeft.toArray(byte[][]::new));
    return toRight.size() + toLeft.size();
  }

  /** Takes both ends off their switches. */
  public void cut() {
    left.unplug();
    right.unplug();
  }
}
