package io.vnetctl.core.state;

import io.vnetctl.core.SwitchConfig;
import java.util.List;

/**
 * All that a switch knows. Seconds count from its start, which is a time of the monotonic clock, so
 * that the state is good on the host where it was taken until that is booted again.
 *
 * @param startNanos when the switch was started, by {@link System#nanoTime}
 * @param config its settings as they are now
 * @param addresses settings of the MAC table, and when it was swept last
 * @param hello when the spanning tree has said its last hello, and how many it has said
 * @param limits of ports
 * @param ports ascending
 * @param vlans ascending
 * @param macs addresses in the order in which they were learnt
 */
public record SwitchState(
    long startNanos,
    SwitchConfig config,
    AddressAgeing addresses,
    Hello hello,
    LimitsState limits,
    List<PortState> ports,
    List<VlanState> vlans,
    MacStates macs) {

  /** Keeps its own lists. */
  public SwitchState {
    ports = List.copyOf(ports);
    vlans = List.copyOf(vlans);
  }

  /** How addresses age; all in seconds, the last since the start. */
  public record AddressAgeing(int sweepInterval, int expiry, int minPersistence, int sweptAt) {}

  /** The clock of the spanning tree. */
  public record Hello(int lastAt, int count) {}

  /** The same with other ports, VLANs and addresses. */
  public SwitchState with(
      List<PortState> otherPorts, List<VlanState> otherVlans, MacStates otherMacs) {
    return new SwitchState(
        startNanos, config, addresses, hello, limits, otherPorts, otherVlans, otherMacs);
  }

  /** The same with another limit for the length of frames. */
  public SwitchState withMaxFrameBytes(int bytes) {
    SwitchConfig changed =
        new SwitchConfig(
            config.portCount(),
            config.hub(),
            config.spanningTree(),
            config.mac(),
            config.priority(),
            config.macBuckets(),
            bytes);
    return new SwitchState(startNanos, changed, addresses, hello, limits, ports, vlans, macs);
  }
}
