package io.vnetctl.core.control;

import io.vnetctl.core.PortCounter;
import io.vnetctl.core.frame.MacAddress;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * The switch's answer to a {@link Command}: data, never text. A list is made while it is read: by
 * the thread of the switch, and each element is as things are when it is reached, or were when they
 * ceased to be. Whoever wants all of one moment copies it at once.
 */
public sealed interface Reply {

  /** It is done; there is nothing to show. */
  record Done() implements Reply {}

  /** It was refused; nothing has changed. */
  record Failed(Failure failure) implements Reply {}

  /** Number of ports, hub mode. */
  record PortSettings(int portCount, boolean hub) implements Reply {}

  /** The port that was created. */
  record PortCreated(int port) implements Reply {}

  /** Ports in ascending order. */
  record Ports(List<PortInfo> ports) implements Reply {}

  /** Settings of the MAC table; times in seconds. */
  record MacTableSettings(int buckets, int sweepInterval, int expiry, int minPersistence)
      implements Reply {}

  /**
   * Addresses, by hash bucket and within one newest first. Up to 4,096 are as they were at one
   * moment; more are read part by part.
   */
  record MacEntries(Iterable<MacEntry> entries) implements Reply {}

  /** Bridge identity and state of the spanning tree; the priority is 16 bits wide. */
  record StpSettings(MacAddress mac, int priority, boolean on) implements Reply {}

  /** Spanning tree was switched; refused is set where hub mode forbids it. */
  record StpSwitched(boolean refusedByHub) implements Reply {}

  /** One spanning tree a VLAN, in ascending order. */
  record StpTrees(boolean on, List<StpTree> trees) implements Reply {}

  /** VLANs in ascending order. */
  record Vlans(List<VlanInfo> vlans) implements Reply {}

  /** Counters of ports in ascending order, all of {@link PortCounter}. */
  record Counters(List<PortCounters> ports) implements Reply {}

  /**
   * Limits of ports in ascending order; and unless one port was asked for, of all others, and how
   * many ports each user may hold, 0 for any number.
   */
  record Limits(Optional<PortLimits> others, OptionalInt portsPerUser, List<PortLimitsInfo> ports)
      implements Reply {}

  /** A port as shown by the console. Bytes are without FCS. */
  record PortInfo(
      int number,
      int untaggedVlan,
      boolean active,
      boolean allocatable,
      OptionalInt currentUid,
      OptionalInt allowedUid,
      OptionalInt allowedGid,
      long inFrames,
      long inBytes,
      long outFrames,
      long outBytes,
      List<EndpointInfo> endpoints) {}

  /** An endpoint of a port; the newest comes first. The description may be empty. */
  record EndpointInfo(int id, String module, String description) {}

  /** An address of the MAC table. Age in whole seconds since the address was last seen. */
  record MacEntry(int bucket, MacAddress mac, int vlan, int port, int ageSeconds) {}

  /** A VLAN and its members in ascending order. */
  record VlanInfo(int vlan, List<VlanMember> members) {}

  /** Membership of a port in a VLAN. */
  record VlanMember(int port, boolean tagged, boolean active, StpState state) {}

  /**
   * State of the spanning tree of a VLAN. Identifiers are priority (16 bits) and MAC address (48
   * bits); age in whole seconds since the root was heard.
   */
  record StpTree(
      int vlan,
      boolean root,
      long rootId,
      long designatedId,
      int rootPort,
      int rootCost,
      int ageSeconds,
      int bonusPort,
      int bonusCost,
      List<StpMember> members) {}

  /** Role of a port in a spanning tree; untagged members come first. */
  record StpMember(int port, boolean tagged, int cost, StpRole role) {}

  /** Limits of a port, the addresses learnt there, and whether BPDU guard has shut it. */
  record PortLimitsInfo(int port, PortLimits limits, int addresses, boolean shut) {}

  /** All counters of a port. */
  record PortCounters(int port, Map<PortCounter, Long> values) {}
}
