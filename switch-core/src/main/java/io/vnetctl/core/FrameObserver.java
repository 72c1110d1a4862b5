package io.vnetctl.core;

import io.vnetctl.core.io.FrameVector;

/**
 * Sees the frames that pass a switch, for captures (spec vde-console, chapter 4, "Plugins of D").
 * Called on the switch thread with all frames of a burst together, so it must not wait.
 *
 * <p>The frames are borrowed: they are valid during the call, {@link FrameVector#copy} keeps one.
 */
public interface FrameObserver {

  /**
   * Frames that a port received and counted, before the switch decides about them: also those that
   * it will drop, but none that is too short or too long to be a frame.
   */
  void received(int port, FrameVector frames);

  /** Frames about to be sent to the endpoints of a port, once however many these are. */
  void sent(int port, FrameVector frames);
}
