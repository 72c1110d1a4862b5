package io.vnetctl.core;

import io.vnetctl.core.frame.MacAddress;

/**
 * What a switch starts with.
 *
 * @param portCount number of ports, numbered from 0; 1 to {@link PortTable#MAX_PORTS}
 * @param hub repeat every frame to all ports; excludes the spanning tree
 * @param spanningTree speak FSTP
 * @param mac the switch's own address
 * @param priority bridge priority, 16 bits; the lowest becomes root
 * @param macBuckets hash buckets that the console shows, rounded up to a power of two
 * @param maxFrameBytes longest frame forwarded, in bytes with tag and without FCS
 */
public record SwitchConfig(
    int portCount,
    boolean hub,
    boolean spanningTree,
    MacAddress mac,
    int priority,
    int macBuckets,
    int maxFrameBytes) {

  /** Ports at most. */
  public static final int MAX_PORT_COUNT = PortTable.MAX_PORTS;

  /** A frame of 1,500 bytes payload with tag must pass. */
  public static final int MIN_MAX_FRAME_BYTES = 1_518;

  /** What the length of a datagram or of a TAP's frame can say. */
  public static final int MAX_MAX_FRAME_BYTES = 65_535;

  /** Longest frame unless set otherwise: an MTU of 9,216 with header and tag. */
  public static final int DEFAULT_MAX_FRAME_BYTES = 9_234;

  /** Checks all bounds. */
  public SwitchConfig {
    if (portCount < 1 || portCount > MAX_PORT_COUNT) {
      throw new IllegalArgumentException(
          "number of ports " + portCount + " is not between 1 and " + MAX_PORT_COUNT);
    }
    if (maxFrameBytes < MIN_MAX_FRAME_BYTES || maxFrameBytes > MAX_MAX_FRAME_BYTES) {
      throw new IllegalArgumentException(
          "longest frame of %d bytes is not between %d and %d"
              .formatted(maxFrameBytes, MIN_MAX_FRAME_BYTES, MAX_MAX_FRAME_BYTES));
    }
    priority &= 0xffff;
  }

  /** The bridge identifier (802.1D, 9.2.5): priority and address. */
  long bridgeId() {
    return (long) priority << 48 | mac.value();
  }
}
