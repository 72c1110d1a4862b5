package io.vnetctl.core.twin;

import io.vnetctl.core.Applicant;
import io.vnetctl.core.Endpoint;
import io.vnetctl.core.PortChoice;
import io.vnetctl.core.PortCounter;
import io.vnetctl.core.Switch;
import io.vnetctl.core.SwitchConfig;
import io.vnetctl.core.control.Command;
import io.vnetctl.core.control.Event;
import io.vnetctl.core.control.EventKind;
import io.vnetctl.core.control.Reply;
import io.vnetctl.core.frame.MacAddress;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.TimeUnit;

/** A whole switch in memory, with a clock set by hand and a kept log. */
public final class SwitchRig {
  /** The address of a switch unless set otherwise, as in the golden transcripts. */
  public static final MacAddress MAC = new MacAddress(0x00ff_0102_0304L);

  private final HandClock clock;
  private final Switch network;
  private final List<String> log = new ArrayList<>();
  private final List<Event> events = new ArrayList<>();
  private int lastId;

  /** A switch of this configuration that lives by this clock. */
  public SwitchRig(HandClock clock, SwitchConfig config) {
    this.clock = clock;
    this.network = new Switch(config, clock, log::add);
  }

  /** A switch with so many ports and everything else as usual. */
  public static SwitchRig ofPorts(int ports) {
    return new SwitchRig(new HandClock(), config(ports, false, false, MAC));
  }

  /** A hub with so many ports. */
  public static SwitchRig hub(int ports) {
    return new SwitchRig(new HandClock(), config(ports, true, false, MAC));
  }

  /** A switch of eight ports that speaks FSTP. */
  public static SwitchRig spanningTree(HandClock clock, MacAddress mac) {
    return new SwitchRig(clock, config(8, false, true, mac));
  }

  /** A configuration with the usual priority, table and frame length. */
  public static SwitchConfig config(int ports, boolean hub, boolean stp, MacAddress mac) {
    return new SwitchConfig(
        ports, hub, stp, mac, 0x8000, 128, SwitchConfig.DEFAULT_MAX_FRAME_BYTES);
  }

  /** The switch. */
  public Switch network() {
    return network;
  }

  /** Lines for the administrator so far. */
  public List<String> log() {
    return log;
  }

  /** Plugs a client of the switch's own user into a port. */
  public Station plug(int port) {
    return plug(PortChoice.of(port), Applicant.ownDevice()).orElseThrow();
  }

  /** Plugs a client in, if it is let. */
  public Optional<Station> plug(PortChoice choice, Applicant applicant) {
    return plug(choice, applicant, "memory");
  }

  /** Plugs a client of this kind in, if it is let. */
  public Optional<Station> plug(PortChoice choice, Applicant applicant, String module) {
    MemoryDevice device = new MemoryDevice(network.config().maxFrameBytes());
    Optional<Endpoint> endpoint = network.attach(choice, applicant, ++lastId, module, device);
    return endpoint.map(it -> new Station(it, device));
  }

  /** Carries out a command. */
  public Reply execute(Command command) {
    return network.execute(command);
  }

  /** Carries out commands that must succeed. */
  public void done(Command... commands) {
    for (Command command : commands) {
      Reply reply = network.execute(command);
      if (reply instanceof Reply.Failed) {
        throw new AssertionError(command + " gave " + reply);
      }
    }
  }

  /** Lets whole seconds pass, with a tick at each. */
  public void pass(int seconds) {
    for (int i = 0; i < seconds; i++) {
      clock.advance(1, TimeUnit.SECONDS);
      network.tick();
    }
  }

  /** A counter of a port. */
  public long count(int port, PortCounter counter) {
    return counters(port).get(counter);
  }

  /** All counters of a port. */
  public Map<PortCounter, Long> counters(int port) {
    Reply reply = network.execute(new Command.ListCounters(OptionalInt.of(port)));
    return ((Reply.Counters) reply).ports().getFirst().values();
  }

  /** All addresses learnt, as listed. */
  public List<Reply.MacEntry> macs() {
    return macs(network);
  }

  /** All addresses that a switch has learnt, as listed. */
  public static List<Reply.MacEntry> macs(Switch network) {
    List<Reply.MacEntry> listed = new ArrayList<>();
    ((Reply.MacEntries) network.execute(new Command.ListMacs())).entries().forEach(listed::add);
    return listed;
  }

  /** The spanning tree of a VLAN. */
  public Reply.StpTree tree(int vlan) {
    Reply reply = network.execute(new Command.ListStp(OptionalInt.of(vlan)));
    return ((Reply.StpTrees) reply).trees().getFirst();
  }

  /** Members of a VLAN with a client. */
  public List<Reply.VlanMember> members(int vlan) {
    Reply reply = network.execute(new Command.ListActiveVlans(OptionalInt.of(vlan)));
    return ((Reply.Vlans) reply).vlans().getFirst().members();
  }

  /** Begins to keep events of all kinds. */
  public void watch() {
    network.listen(events::add, EnumSet.allOf(EventKind.class));
  }

  /** Takes the events kept since the last call. */
  public List<Event> takeEvents() {
    List<Event> taken = List.copyOf(events);
    events.clear();
    return taken;
  }
}
