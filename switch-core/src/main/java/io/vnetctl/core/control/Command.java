package io.vnetctl.core.control;

import io.vnetctl.core.frame.MacAddress;
import java.util.OptionalInt;

/**
 * One operation on a running switch, whichever door it came through (console line, start file,
 * option). Numbers are taken as they were given: the switch checks their range and answers with a
 * {@link Failure}. Port numbers count from 0, VLAN numbers are VLAN identifiers of 802.1Q with 0 as
 * VDE's default VLAN and 4095 as "none".
 *
 * <p>Source: spec vde-console, chapter 4.
 */
public sealed interface Command {

  /** {@code port/showinfo}: answers {@link Reply.PortSettings}. */
  record ShowPortSettings() implements Command {}

  /** {@code port/setnumports}: the number of ports, numbered 0 to {@code count - 1}. */
  record SetPortCount(int count) implements Command {}

  /** {@code port/sethub}: hub mode repeats every frame to all ports; switches FSTP off. */
  record SetHub(boolean on) implements Command {}

  /** {@code port/setvlan}: the untagged VLAN of a port, 4095 for none. */
  record SetPortVlan(int port, int vlan) implements Command {}

  /** {@code port/createauto}: answers {@link Reply.PortCreated}. */
  record CreateAnyPort() implements Command {}

  /** {@code port/create}: 0 makes the first free port. */
  record CreatePort(int port) implements Command {}

  /** The port exists, port 0 too; one that is made may be chosen for a client that asks for any. */
  record EnsurePort(int port) implements Command {}

  /** {@code port/remove}. */
  record RemovePort(int port) implements Command {}

  /** {@code port/allocatable}: may the port be chosen for a client that asks for any? */
  record SetPortAllocatable(int port, boolean allocatable) implements Command {}

  /** {@code port/setuser}: only this user (and root) may attach; empty for anyone. */
  record SetPortUser(int port, OptionalInt uid) implements Command {}

  /** {@code port/setgroup}: only members of this group (and root) may attach; empty for anyone. */
  record SetPortGroup(int port, OptionalInt gid) implements Command {}

  /** {@code port/epclose}: closes one endpoint, by its identifier. */
  record CloseEndpoint(int port, int endpointId) implements Command {}

  /** {@code port/resetcounter}: of one port, or of all. A missing port is no failure. */
  record ResetCounters(OptionalInt port) implements Command {}

  /** {@code port/print}: ports with an endpoint; answers {@link Reply.Ports}. */
  record ListActivePorts(OptionalInt port) implements Command {}

  /** {@code port/allprint}: all ports that exist; answers {@link Reply.Ports}. */
  record ListAllPorts(OptionalInt port) implements Command {}

  /** {@code hash/showinfo}: answers {@link Reply.MacTableSettings}. */
  record ShowMacTableSettings() implements Command {}

  /**
   * {@code hash/setsize}: number of hash buckets shown, rounded up to a power of two; forgets all.
   */
  record SetMacTableSize(int buckets) implements Command {}

  /** {@code hash/setgcint}: seconds between sweeps; 0 or less: never. */
  record SetSweepInterval(int seconds) implements Command {}

  /** {@code hash/setexpire}: seconds after which an unseen address is forgotten. */
  record SetMacExpiry(int seconds) implements Command {}

  /** {@code hash/setminper}: seconds for which an address may not move to another port. */
  record SetMinPersistence(int seconds) implements Command {}

  /** {@code hash/print}: answers {@link Reply.MacEntries}. */
  record ListMacs() implements Command {}

  /**
   * {@code hash/find}: answers {@link Reply.MacEntries} with one entry, or {@link
   * Failure#NO_DEVICE}.
   */
  record FindMac(MacAddress mac, int vlan) implements Command {}

  /** {@code fstp/showinfo}: answers {@link Reply.StpSettings}. */
  record ShowStpSettings() implements Command {}

  /** {@code fstp/setfstp}: answers {@link Reply.StpSwitched}. */
  record SetStp(boolean on) implements Command {}

  /** {@code fstp/setedge}: an edge port neither sends nor heeds BPDUs, whoever comes and goes. */
  record SetStpEdge(int vlan, int port, boolean edge) implements Command {}

  /** {@code fstp/bonus}: lowers the path cost of one port of a VLAN. */
  record SetStpBonus(int vlan, int port, int cost) implements Command {}

  /** {@code fstp/print}: answers {@link Reply.StpTrees}. */
  record ListStp(OptionalInt vlan) implements Command {}

  /** {@code vlan/create}. */
  record CreateVlan(int vlan) implements Command {}

  /** {@code vlan/remove}. */
  record RemoveVlan(int vlan) implements Command {}

  /** {@code vlan/addport}: the port becomes a tagged member. */
  record AddVlanPort(int vlan, int port) implements Command {}

  /** {@code vlan/delport}. */
  record RemoveVlanPort(int vlan, int port) implements Command {}

  /** {@code vlan/print}: members with an endpoint; answers {@link Reply.Vlans}. */
  record ListActiveVlans(OptionalInt vlan) implements Command {}

  /** {@code vlan/allprint}: all members; answers {@link Reply.Vlans}. VLAN 0 alone is refused. */
  record ListAllVlans(OptionalInt vlan) implements Command {}

  /**
   * {@code port/maclimit}: addresses that may be learnt on a port, or on each; 0 for any number.
   * Frames from others are dropped.
   */
  record SetMacLimit(OptionalInt port, int addresses) implements Command {}

  /**
   * {@code port/floodlimit}: broadcast, multicast and unknown unicast frames taken each second from
   * a port, or from each; 0 for any number.
   */
  record SetFloodLimit(OptionalInt port, int framesPerSecond) implements Command {}

  /** {@code port/bpduguard}: a BPDU shuts the port, or any; also opens what is shut. */
  record SetBpduGuard(OptionalInt port, boolean on) implements Command {}

  /** {@code port/isolated}: isolated ports exchange no frames with each other. */
  record SetIsolated(OptionalInt port, boolean on) implements Command {}

  /**
   * {@code port/userlimit}: ports that each user may hold at once, but for root and the owner of
   * the switch; 0 for any number. Who holds more keeps them.
   */
  record SetUserLimit(int ports) implements Command {}

  /** {@code port/limits}: what the five before have set; answers {@link Reply.Limits}. */
  record ListLimits(OptionalInt port) implements Command {}

  /** {@code port/counters}: every counter of one port or of all; answers {@link Reply.Counters}. */
  record ListCounters(OptionalInt port) implements Command {}
}
