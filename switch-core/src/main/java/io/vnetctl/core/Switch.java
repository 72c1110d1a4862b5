package io.vnetctl.core;

import io.vnetctl.core.control.Command;
import io.vnetctl.core.control.Event;
import io.vnetctl.core.control.EventKind;
import io.vnetctl.core.control.EventListener;
import io.vnetctl.core.control.Reply;
import io.vnetctl.core.frame.EthernetFrame;
import io.vnetctl.core.io.Burst;
import io.vnetctl.core.io.FrameDevice;
import io.vnetctl.core.io.FrameVector;
import io.vnetctl.core.state.EndpointState;
import io.vnetctl.core.state.SwitchState;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/**
 * The public face of the switch, and the one place where its parts are wired: attach endpoints,
 * execute commands, listen to events.
 *
 * <p>All methods are for the switch thread. Time comes from a clock given to the constructor and is
 * handed to the parts as whole seconds since the start.
 */
public final class Switch {
  private static final long NANOS_PER_SECOND = 1_000_000_000L;

  private static final Timer NO_TIMER =
      new Timer() {
        @Override
        public void start() {}

        @Override
        public void stop() {}
      };

  private final SwitchConfig config;
  private final LongSupplier nanoClock;
  private final long startNs;
  private final Consumer<String> log;
  private final EventHub events;
  private final PortTable ports;
  private final VlanTable vlans;
  private final MacTable macs;
  private final LimitTable limits = new LimitTable();
  private final SpanningTree stp;
  private final Bridge bridge;
  private final SwitchCommands commands;
  private final Burst ownBurst = new Burst(EthernetFrame.MAX_OWN_BYTES);
  private final FrameVector ownVector = new FrameVector();
  private Timer timer = NO_TIMER;
  private Runnable onChange = () -> {};
  private boolean closed;

  /**
   * Wires a switch without ports.
   *
   * @param nanoClock monotonic time in nanoseconds, as {@link System#nanoTime}
   * @param log takes lines for the administrator; must not block
   */
  public Switch(SwitchConfig config, LongSupplier nanoClock, Consumer<String> log) {
    this(config, nanoClock, nanoClock.getAsLong(), log);
  }

  private Switch(SwitchConfig config, LongSupplier nanoClock, long startNs, Consumer<String> log) {
    this.config = config;
    this.nanoClock = nanoClock;
    this.startNs = startNs;
    this.log = log;
    events = new EventHub(log);
    ports = new PortTable(config.portCount());
    vlans = new VlanTable(ports);
    long seed = new SplittableRandom().nextLong();
    macs = new MacTable(config.macBuckets(), MacTable.MAX_ENTRIES, seed, events);
    stp =
        new SpanningTree(
            config.bridgeId(),
            ports,
            vlans,
            events,
            new SpanningTree.Wire() {
              @Override
              public void send(Port port, Bpdu bpdu, boolean tagged, int vlan) {
                sendBpdu(port, bpdu, tagged, vlan);
              }

              @Override
              public void topologyChanged(int vlan) {
                macs.forgetVlan(vlan);
              }
            });
    BpduGuard guard = new BpduGuard(vlans, stp, new PacedLog(log));
    bridge = new Bridge(ports, vlans, macs, stp, guard, new PacedLog(log));
    commands =
        new SwitchCommands(
            this,
            ports,
            vlans,
            macs,
            stp,
            bridge,
            limits,
            new LimitCommands(ports, vlans, macs, limits, guard));
    vlans.all().forEach(stp::vlanCreated);
    bridge.setHub(config.hub());
    stp.setOn(config.spanningTree() && !config.hub(), 0);
  }

  /**
   * Goes on where another switch has stopped, with its ports and all that was learnt, as if no time
   * had passed between. Its endpoints come by {@link #adopt}.
   *
   * @param nanoClock the same clock as that of the other switch
   */
  public static Switch restore(SwitchState state, LongSupplier nanoClock, Consumer<String> log) {
    Switch successor = new Switch(state.config(), nanoClock, state.startNanos(), log);
    new SwitchParts(
            successor.ports,
            successor.limits,
            successor.vlans,
            successor.macs,
            successor.stp,
            successor.bridge)
        .restore(state);
    return successor;
  }

  /** All that this switch knows, for {@link #restore}. */
  public SwitchState state() {
    return new SwitchParts(ports, limits, vlans, macs, stp, bridge).state(startNs, config, true);
  }

  /** The same without addresses, which are many and are learnt again. */
  public SwitchState stateWithoutAddresses() {
    return new SwitchParts(ports, limits, vlans, macs, stp, bridge).state(startNs, config, false);
  }

  /** Calls this listener, too, after each command and each change of endpoints. */
  public void onChange(Runnable listener) {
    Runnable others = onChange;
    onChange =
        () -> {
          others.run();
          listener.run();
        };
  }

  /** What the switch was started with. */
  public SwitchConfig config() {
    return config;
  }

  /** Whole seconds since the start. */
  public int uptimeSeconds() {
    return seconds(elapsedNs());
  }

  private long elapsedNs() {
    return nanoClock.getAsLong() - startNs;
  }

  private static int seconds(long ns) {
    return (int) (ns / NANOS_PER_SECOND);
  }

  /** Calls {@link #tick} each second while it is started. */
  public interface Timer {
    /** Begins, or goes on. */
    void start();

    /** Ceases, or stays still. */
    void stop();
  }

  /** Gives the switch the timer that it uses from now on; without one, whoever has it ticks. */
  public void useTimer(Timer secondTimer) {
    timer = secondTimer;
    runTimer();
  }

  /** One second has passed: the spanning tree works. Nothing else needs to know. */
  public void tick() {
    stp.tick(uptimeSeconds());
  }

  void setSpanningTree(boolean on) {
    stp.setOn(on, uptimeSeconds());
    runTimer();
  }

  /** An idle switch sleeps. */
  private void runTimer() {
    if (stp.isOn()) {
      timer.start();
    } else {
      timer.stop();
    }
  }

  /** Carries out one command. */
  public Reply execute(Command command) {
    Reply reply = commands.execute(command);
    onChange.run();
    return reply;
  }

  /** Tells the listener of these kinds of events from now on; none: of nothing any more. */
  public void listen(EventListener listener, Set<EventKind> kinds) {
    events.listen(listener, kinds);
  }

  /** Shows the observer all frames from now on; it must not be observing yet. */
  public void observe(FrameObserver observer) {
    bridge.observe(observer);
  }

  /** Shows the observer no more frames; one that is not observing is let be. */
  public void ignore(FrameObserver observer) {
    bridge.ignore(observer);
  }

  /**
   * Attaches a device to a port, which is made if needed. Empty if there is a {@link #refusal}; the
   * device stays the caller's then. Otherwise the switch owns the device until the endpoint is
   * closed.
   *
   * @param id identifier of the endpoint, unique among those that live
   * @param module what kind of endpoint it is, as shown by {@code port/print}
   */
  public Optional<Endpoint> attach(
      PortChoice choice, Applicant applicant, int id, String module, FrameDevice device) {
    OptionalInt number = number(choice, applicant);
    if (refusal(number, applicant).isPresent()) {
      return Optional.empty();
    }
    Port existing = ports.get(number.getAsInt());
    Port port = existing != null ? existing : createPort(number.getAsInt(), true);
    Endpoint endpoint = new Endpoint(this, port, id, applicant, module, device);
    boolean first = !port.isActive();
    port.endpoints().addFirst(endpoint);
    events.emit(new Event.EndpointAdded(port.number, id));
    if (first) {
      bridge.portsChanged();
      List<Vlan> joined = vlans.of(port);
      macs.forgetVlans(identifiers(joined));
      int now = uptimeSeconds();
      joined.forEach(vlan -> stp.portActive(vlan, port, now));
    }
    try {
      endpoint.start();
    } catch (RuntimeException e) {
      endpoint.close();
      throw e;
    }
    onChange.run();
    return Optional.of(endpoint);
  }

  /** Why an applicant is not let in; empty if {@link #attach} would let it in. */
  public Optional<String> refusal(PortChoice choice, Applicant applicant) {
    return refusal(number(choice, applicant), applicant);
  }

  private OptionalInt number(PortChoice choice, Applicant applicant) {
    return choice.isAny() ? ports.firstFor(applicant) : OptionalInt.of(choice.number());
  }

  private Optional<String> refusal(OptionalInt wanted, Applicant applicant) {
    if (closed) {
      return Optional.of("the switch is closed");
    }
    if (wanted.isEmpty()) {
      return Optional.of("no port is free, of " + ports.limit() + "; give the switch more with -n");
    }
    int number = wanted.getAsInt();
    if (!ports.isInRange(number)) {
      return Optional.of("there is no port " + number + ", only those below " + ports.limit());
    }
    Port port = ports.get(number);
    if (port != null && !port.admits(applicant)) {
      return Optional.of("port " + number + " is another user's");
    }
    if (port == null || !port.isActive()) {
      return userLimit(applicant);
    }
    return port.isFull()
        ? Optional.of("port " + number + " has " + Port.MAX_ENDPOINTS + " endpoints, no more fit")
        : Optional.empty();
  }

  /** Why an applicant gets no port beside those that it holds. */
  private Optional<String> userLimit(Applicant applicant) {
    int most = limits.portsPerUser();
    if (most == 0 || !applicant.isLimited()) {
      return Optional.empty();
    }
    int held = ports.heldBy(applicant);
    return held < most
        ? Optional.empty()
        : Optional.of(
            "it holds %d, and each user may hold %d; port/userlimit allows more"
                .formatted(held, most));
  }

  /** Makes a port, a member of VLAN 0 as every new one. */
  Port createPort(int number, boolean allocatable) {
    Port port = ports.create(number, allocatable);
    port.setLimits(limits.of(number));
    Vlan vlan = vlans.get(VlanTable.DEFAULT);
    vlan.join(number);
    vlans.rebuild(vlan);
    bridge.portsChanged();
    events.emit(new Event.PortCreated(number));
    return port;
  }

  /** Takes an endpoint off its port. */
  void detach(Port port, Endpoint endpoint) {
    port.endpoints().remove(endpoint);
    events.emit(new Event.EndpointRemoved(port.number, endpoint.id()));
    if (!port.isActive()) {
      events.emit(new Event.PortDeserted(port.number));
      port.setShut(false); // whoever comes next is somebody else
      bridge.portsChanged();
      macs.forgetPort(port.number);
      macs.forgetAll();
      int now = uptimeSeconds();
      vlans.of(port).forEach(vlan -> stp.portInactive(vlan, port, now));
    }
    onChange.run();
  }

  /**
   * Attaches a device in the place of one that was attached to the switch from which the state
   * comes. The port exists, and nothing is forgotten or told: for everybody else it was there all
   * the time. The switch owns the device until the endpoint is closed.
   */
  public Endpoint adopt(
      int portNumber, EndpointState state, Applicant applicant, FrameDevice device) {
    Port port = ports.get(portNumber);
    Endpoint endpoint = new Endpoint(this, port, state.id(), applicant, state.module(), device);
    endpoint.restore(state);
    boolean first = !port.isActive();
    port.endpoints().addFirst(endpoint);
    if (first) {
      bridge.portsChanged();
      vlans.of(port).forEach(vlans::rebuild);
    }
    endpoint.start();
    return endpoint;
  }

  /**
   * An identifier for a new endpoint: the wanted one, or the next that none of the endpoints has.
   * Adopted ones bring theirs with them.
   */
  public int freeId(int wanted) {
    int id = wanted;
    while (isTaken(id)) {
      id++;
    }
    return id;
  }

  private boolean isTaken(int id) {
    return ports.all().stream()
        .anyMatch(port -> port.endpoints().stream().anyMatch(endpoint -> endpoint.id() == id));
  }

  private static BitSet identifiers(List<Vlan> list) {
    BitSet identifiers = new BitSet();
    list.forEach(vlan -> identifiers.set(vlan.id));
    return identifiers;
  }

  /** Closes all endpoints; none is attached from then on, however late a client asks. */
  public void close() {
    closed = true;
    for (Port port : ports.all()) {
      List.copyOf(port.endpoints()).forEach(Endpoint::close);
    }
  }

  void receive(Port port, Burst burst) {
    long nowNs = elapsedNs();
    bridge.receive(port, burst, seconds(nowNs), nowNs);
  }

  private void sendBpdu(Port port, Bpdu bpdu, boolean tagged, int vlan) {
    ownBurst.clear();
    ownBurst.add(bpdu.frame(config.mac().value(), tagged, vlan));
    ownVector.clear();
    ownVector.add(ownBurst, 0);
    bridge.sendOwn(port, ownVector);
  }

  EventHub events() {
    return events;
  }

  void log(String line) {
    log.accept(line);
  }
}
