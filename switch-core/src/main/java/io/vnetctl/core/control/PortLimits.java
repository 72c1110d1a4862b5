package io.vnetctl.core.control;

/**
 * What the guests of a port may do to others. None of it is known to VDE, and all of it is off
 * unless set. A hub, which repeats every frame, does not heed it.
 *
 * @param addresses MAC addresses, counted for each VLAN, that may be learnt on the port; frames
 *     from others are dropped. 0: any number
 * @param floodedFrames broadcast, multicast and unknown unicast frames that are taken from the port
 *     each second. 0: any number
 * @param bpduGuard a BPDU shuts the port
 * @param isolated the port exchanges no frames with other isolated ports
 */
public record PortLimits(int addresses, int floodedFrames, boolean bpduGuard, boolean isolated) {
  /** Everything is off. */
  public static final PortLimits NONE = new PortLimits(0, 0, false, false);

  /** Far above what a software switch forwards. */
  public static final int MAX_FLOODED_FRAMES = 100_000_000;

  /** As many as the MAC table holds. */
  public static final int MAX_ADDRESSES = 65_536;

  /** The same with another number of addresses. */
  public PortLimits withAddresses(int number) {
    return new PortLimits(number, floodedFrames, bpduGuard, isolated);
  }

  /** The same with another number of frames each second. */
  public PortLimits withFloodedFrames(int number) {
    return new PortLimits(addresses, number, bpduGuard, isolated);
  }

  /** The same with BPDU guard on or off. */
  public PortLimits withBpduGuard(boolean on) {
    return new PortLimits(addresses, floodedFrames, on, isolated);
  }

  /** The same with isolation on or off. */
  public PortLimits withIsolated(boolean on) {
    return new PortLimits(addresses, floodedFrames, bpduGuard, on);
  }
}
