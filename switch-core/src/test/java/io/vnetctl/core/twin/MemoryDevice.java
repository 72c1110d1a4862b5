package io.vnetctl.core.twin;

import io.vnetctl.core.io.Burst;
import io.vnetctl.core.io.FrameDevice;
import io.vnetctl.core.io.FrameVector;
import java.util.ArrayList;
import java.util.List;

/**
 * A device without a kernel: keeps what is sent to it, and delivers what a test hands in. Can play
 * a peer that is slow or gone.
 */
public final class MemoryDevice implements FrameDevice {
  private final Burst burst;
  private final List<byte[]> sent = new ArrayList<>();
  private Receiver receiver;
  private Drops drops;
  private int room = Integer.MAX_VALUE;
  private boolean refusing;
  private boolean closed;

  /**
   * A device that takes everything.
   *
   * @param maxFrameBytes longest frame it delivers whole, in bytes with tag and without FCS
   */
  public MemoryDevice(int maxFrameBytes) {
    burst = new Burst(maxFrameBytes);
  }

  /** Hands frames to the switch, in bursts as large as they go. A closed device delivers none. */
  public void deliver(byte[]... frames) {
    for (int from = 0; from < frames.length && !closed; from += Burst.FRAMES) {
      burst.clear();
      int to = Math.min(frames.length, from + Burst.FRAMES);
      for (int i = from; i < to; i++) {
        burst.add(frames[i]);
      }
      receiver.onBurst(burst);
    }
  }

  /** Takes what was sent since the last call, oldest first. */
  public List<byte[]> takeSent() {
    List<byte[]> taken = List.copyOf(sent);
    sent.clear();
    return taken;
  }

  /** From now on only so many frames fit in; the rest is dropped as by a full queue. */
  public void takeOnly(int frames) {
    room = frames;
  }

  /** From now on every frame is refused, as by a socket whose peer is gone. */
  public void refuse() {
    refusing = true;
  }

  /** Tells the switch that the device is gone for good. */
  public void vanish(String why) {
    receiver.onGone(why);
  }

  /** Whether the switch has closed it. */
  public boolean isClosed() {
    return closed;
  }

  @Override
  public void start(Receiver to, Drops counter) {
    receiver = to;
    drops = counter;
  }

  @Override
  public void send(FrameVector frames) {
    if (closed) {
      throw new IllegalStateException("sent to a closed device");
    }
    if (refusing) {
      drops.refused(frames.count());
      return;
    }
    int taken = Math.min(room, frames.count());
    for (int i = 0; i < taken; i++) {
      sent.add(frames.copy(i));
    }
    room -= room == Integer.MAX_VALUE ? 0 : taken;
    if (taken < frames.count()) {
      drops.queueFull(frames.count() - taken);
    }
  }

  @Override
  public void close() {
    closed = true;
  }
}
