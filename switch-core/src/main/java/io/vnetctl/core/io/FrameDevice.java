package io.vnetctl.core.io;

/**
 * Where the frames of one endpoint come from and go to: a datagram socket, a TAP, or memory in a
 * test. For the switch thread.
 */
public interface FrameDevice {

  /**
   * Begins to deliver frames. Called once.
   *
   * @param receiver takes each burst
   * @param drops counts what could not be sent
   */
  void start(Receiver receiver, Drops drops);

  /**
   * Sends all frames of the vector, in order, or counts why not. Never blocks, never fails, and
   * borrows the frames until it returns: what the kernel does not take at once is copied.
   */
  void send(FrameVector frames);

  /** Stops and releases the device; no more frames come. Repeated calls do nothing. */
  void close();

  /** Takes what a device delivers. */
  interface Receiver {
    /** Frames have come. Borrowed: they are valid until this returns. */
    void onBurst(Burst burst);

    /** The device is gone for good and delivers no more; why, in words. */
    void onGone(String why);
  }

  /** Counts frames that could not be sent. */
  interface Drops {
    /** The queue was full: the peer is too slow. */
    void queueFull(int frames);

    /** The kernel refused them: the peer is gone, or the link is down. */
    void refused(int frames);
  }
}
