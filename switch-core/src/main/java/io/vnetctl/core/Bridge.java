package io.vnetctl.core;

import io.vnetctl.core.frame.EthernetFrame;
import io.vnetctl.core.frame.MacAddress;
import io.vnetctl.core.io.Burst;
import io.vnetctl.core.io.FrameVector;
import io.vnetctl.core.io.Segmenter;
import io.vnetctl.core.offload.VirtioNetHeader;
import java.lang.foreign.MemorySegment;
import java.util.Arrays;
import java.util.function.BiConsumer;

/**
 * The way of a frame, from top to bottom (spec vde-dataplane, chapter 5):
 *
 * <ol>
 *   <li>length check and count
 *   <li>hub mode: to all, stop
 *   <li>VLAN, of the tag or of the port
 *   <li>BPDU: to the guard of the port or the spanning tree, stop
 *   <li>may this port receive?
 *   <li>learn the source; may it send here?
 *   <li>look up the destination: same port, one port, or all, unless there is a storm
 *   <li>at the end of the burst: send what each port has gathered
 * </ol>
 *
 * <p>A frame stays where it was received. Ports gather its slot and what to do with its tag; the
 * frames of a burst that go to one port leave in one call.
 */
final class Bridge {
  private final PortTable ports;
  private final VlanTable vlans;
  private final MacTable macs;
  private final SpanningTree stp;
  private final BpduGuard guard;
  private final PacedLog moves;
  private final FrameVector vector = new FrameVector();
  private final Segmenter segmenter = new Segmenter();
  private Port[] touched = new Port[32];
  private int touchedCount;
  private Port[] hubPorts = {};
  private FrameObserver[] observers = {};
  private boolean hub;

  Bridge(
      PortTable ports,
      VlanTable vlans,
      MacTable macs,
      SpanningTree stp,
      BpduGuard guard,
      PacedLog moves) {
    this.ports = ports;
    this.vlans = vlans;
    this.macs = macs;
    this.stp = stp;
    this.guard = guard;
    this.moves = moves;
  }

  /**
   * Forwards all frames that came in on a port together.
   *
   * @param now whole seconds since the start
   * @param nowNs the same in nanoseconds
   */
  void receive(Port in, Burst burst, int now, long nowNs) {
    try {
      in.storm.refill(nowNs);
      if (observers.length > 0) {
        showReceived(in, burst);
      }
      for (int frame = 0; frame < burst.count(); frame++) {
        forward(in, burst, frame, now);
      }
      flush(burst);
    } finally {
      discard();
    }
  }

  /** Forgets what a failure kept from being sent: its slots are the next burst's. */
  private void discard() {
    for (int i = 0; i < touchedCount; i++) {
      if (touched[i] != null) {
        touched[i].discard();
        touched[i] = null;
      }
    }
    touchedCount = 0;
  }

  private void showReceived(Port in, Burst burst) {
    vector.clear();
    for (int frame = 0; frame < burst.count(); frame++) {
      if (burst.length(frame) >= EthernetFrame.HEADER_BYTES
          && burst.offload(frame) != VirtioNetHeader.INVALID
          && burst.longestWireFrame(frame) <= burst.maxFrameBytes()) {
        vector.add(burst, frame);
      }
    }
    show(vector, (observer, frames) -> observer.received(in.number, frames));
  }

  private void showSent(Port out, FrameVector frames) {
    show(frames, (observer, wireFrames) -> observer.sent(out.number, wireFrames));
  }

  /** Shows frames as they are on a wire: captures know nothing of offloads. */
  private void show(FrameVector frames, BiConsumer<FrameObserver, FrameVector> showing) {
    if (frames.isWireReady()) {
      showAll(frames, showing);
      return;
    }
    segmenter.begin(frames);
    while (segmenter.next()) {
      showAll(segmenter.wireFrames(), showing);
    }
  }

  private void showAll(FrameVector frames, BiConsumer<FrameObserver, FrameVector> showing) {
    for (FrameObserver observer : observers) {
      showing.accept(observer, frames);
    }
  }

  private void flush(Burst burst) {
    for (int i = 0; i < touchedCount; i++) {
      touched[i].gathered(burst, vector);
      if (observers.length > 0) {
        showSent(touched[i], vector);
      }
      touched[i].send(vector);
      touched[i] = null;
    }
    touchedCount = 0;
  }

  private void forward(Port in, Burst burst, int frame, int now) {
    int length = burst.length(frame);
    if (length < EthernetFrame.HEADER_BYTES) {
      in.count(PortCounter.IN_RUNT);
      return;
    }
    if (burst.offload(frame) == VirtioNetHeader.INVALID) {
      in.count(PortCounter.IN_BAD_OFFLOAD);
      return;
    }
    if (burst.longestWireFrame(frame) > burst.maxFrameBytes()) {
      in.count(PortCounter.IN_GIANT);
      return;
    }
    in.countIn(burst, frame);
    if (hub) {
      repeat(in, burst, frame);
      return;
    }

    MemorySegment memory = burst.memory();
    long at = burst.offset(frame);
    boolean tagged = EthernetFrame.type(memory, at) == EthernetFrame.TPID;
    if (tagged && length < EthernetFrame.TAGGED_HEADER_BYTES) {
      in.count(PortCounter.IN_RUNT);
      return;
    }
    int vlanId = tagged ? EthernetFrame.vlan(memory, at) : in.untaggedVlan();
    Vlan vlan = vlans.get(vlanId);
    if (vlan == null || !vlan.carries(in.number)) {
      in.count(tagged ? PortCounter.IN_FOREIGN_VLAN : PortCounter.IN_NO_VLAN);
      return;
    }

    long destination = EthernetFrame.destination(memory, at);
    if (destination == EthernetFrame.BRIDGE_GROUP && (in.isGuarded() || stp.isOn())) {
      flush(burst); // what came before it was sent while its port was open
      if (in.isGuarded()) {
        guard.caught(in, now);
      } else {
        in.count(PortCounter.IN_BPDU);
        stp.receive(in, vlan, memory.asSlice(at, length), now);
      }
      return;
    }
    if (!vlan.forwards(in.number)) {
      in.count(PortCounter.IN_DISCARDING);
      return;
    }
    if (!learn(in, EthernetFrame.source(memory, at), vlanId, now)) {
      in.count(PortCounter.IN_MAC_LIMIT);
      return;
    }

    if (MacAddress.isGroup(destination)) {
      flood(in, vlan, burst, frame, tagged);
      return;
    }
    int number = macs.lookup(destination, vlanId, now);
    if (number == in.number) {
      in.count(PortCounter.IN_SAME_PORT);
    } else if (number == MacTable.UNKNOWN || !vlan.forwards(number)) {
      flood(in, vlan, burst, frame, tagged);
    } else if (in.isIsolated() && ports.get(number).isIsolated()) {
      in.count(PortCounter.IN_ISOLATED);
    } else {
      send(ports.get(number), vlan, burst, frame, tagged, vlan.tags(number));
    }
  }

  /** Whether the source may send: where addresses are limited, it must be learnt there. */
  private boolean learn(Port in, long source, int vlan, int now) {
    if (MacAddress.isGroup(source)) {
      return !in.hasMacLimit();
    }
    switch (macs.learn(source, vlan, in.number, in.macLimit(), now)) {
      case KNOWN, NEW -> {}
      case REPLACED -> in.count(PortCounter.IN_REPLACED);
      case MOVED -> logMove(in, source, vlan, now);
      case STAYS -> {
        logMove(in, source, vlan, now);
        return !in.hasMacLimit();
      }
      case LIMITED -> {
        return false;
      }
    }
    return true;
  }

  /** Often a loop, or an address that two hosts have. */
  private void logMove(Port in, long mac, int vlan, int now) {
    if (moves.mayWrite(now)) {
      moves.line(
          now,
          () ->
              "MAC %s VLAN %d is seen on port %d".formatted(new MacAddress(mac), vlan, in.number));
    }
  }

  /** To all other ports of the VLAN that the port may reach, unless it floods too much. */
  private void flood(Port in, Vlan vlan, Burst burst, int frame, boolean tagged) {
    if (!in.storm.admits(burst.wireFrames(frame))) {
      in.count(PortCounter.IN_FLOOD_LIMIT);
      return;
    }
    for (Port out : vlan.untaggedForwarders(in)) {
      if (out != in) {
        send(out, vlan, burst, frame, tagged, false);
      }
    }
    for (Port out : vlan.taggedForwarders(in)) {
      if (out != in) {
        send(out, vlan, burst, frame, tagged, true);
      }
    }
  }

  private void send(
      Port out, Vlan vlan, Burst burst, int frame, boolean tagged, boolean leavesTagged) {
    if (tagged == leavesTagged) {
      out.add(burst, frame);
    } else if (tagged) {
      out.addUntagged(burst, frame);
    } else {
      out.addTagged(burst, frame, vlan.id);
    }
    touch(out);
  }

  private void repeat(Port in, Burst burst, int frame) {
    for (Port out : hubPorts) {
      if (out != in) {
        out.add(burst, frame);
        touch(out);
      }
    }
  }

  private void touch(Port out) {
    if (out.isFirstOfBurst()) {
      touched[touchedCount++] = out;
    }
  }

  /** Shows all frames to the observer from now on. */
  void observe(FrameObserver observer) {
    observers = Arrays.copyOf(observers, observers.length + 1);
    observers[observers.length - 1] = observer;
  }

  /** Shows the observer no more frames. */
  void ignore(FrameObserver observer) {
    observers = Arrays.stream(observers).filter(o -> o != observer).toArray(FrameObserver[]::new);
  }

  /** Sends one frame made by the switch itself, at once. */
  void sendOwn(Port out, FrameVector frame) {
    showSent(out, frame);
    out.sendOwn(frame);
  }

  boolean isHub() {
    return hub;
  }

  void setHub(boolean on) {
    hub = on;
  }

  /** To be called after ports came, went, or changed between active and inactive. */
  void portsChanged() {
    int count = ports.all().size();
    if (touched.length < count) {
      touched = Arrays.copyOf(touched, Math.max(count, 2 * touched.length));
    }
    // Port 0 is for tools that look at the switch; a hub does not repeat to it.
    hubPorts =
        ports.all().stream()
            .filter(port -> port.number != 0 && port.isActive())
            .toArray(Port[]::new);
  }
}
