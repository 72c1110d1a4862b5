package io.vnetctl.core;

import io.vnetctl.core.control.PortLimits;
import io.vnetctl.core.control.Reply;
import io.vnetctl.core.frame.EthernetFrame;
import io.vnetctl.core.io.Burst;
import io.vnetctl.core.io.FrameDevice;
import io.vnetctl.core.io.FrameVector;
import io.vnetctl.core.state.PortState;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;

/**
 * One port of the switch: its VLAN, who may use it, who does, and what was counted. Several
 * endpoints of one user may share a port; each gets every frame sent to it, and none gets the
 * frames of another.
 *
 * <p>Frames for a port are gathered while a burst is forwarded and go out together at its end.
 */
final class Port implements FrameDevice.Drops {
  /** Untagged VLAN of a port that takes no untagged frames. */
  static final int NO_VLAN = 4095;

  /**
   * Endpoints at most: each costs two descriptors, a copy of every frame for the port, and up to 4
   * MiB for frames that it is too slow for.
   */
  static final int MAX_ENDPOINTS = 32;

  private static final int PUSH_TAG = 1 << 8;
  private static final int POP_TAG = 1 << 9;
  private static final int FRAME_MASK = 0xff;
  private static final int VLAN_SHIFT = 16;

  final int number;

  /** Of frames that came in here and would be flooded. */
  final StormControl storm = new StormControl();

  private final long[] counters = new long[PortCounter.values().length];
  private final List<Endpoint> endpoints = new ArrayList<>();
  private final int[] batch = new int[Burst.FRAMES];
  private int batched;
  private int untaggedVlan;
  private PortLimits limits = PortLimits.NONE;
  private int macLimit = MacTable.NO_LIMIT;
  private boolean shut;
  private boolean allocatable;
  private OptionalInt allowedUid = OptionalInt.empty();
  private OptionalInt allowedGid = OptionalInt.empty();

  Port(int number, boolean allocatable) {
    this.number = number;
    this.allocatable = allocatable;
  }

  /** Whether anyone is attached. */
  boolean isActive() {
    return !endpoints.isEmpty();
  }

  /** Whether it has all the endpoints that it may have. */
  boolean isFull() {
    return endpoints.size() >= MAX_ENDPOINTS;
  }

  int untaggedVlan() {
    return untaggedVlan;
  }

  void setUntaggedVlan(int vlan) {
    untaggedVlan = vlan;
  }

  void setLimits(PortLimits newLimits) {
    if (limits.floodedFrames() != newLimits.floodedFrames()) {
      storm.setRate(newLimits.floodedFrames());
    }
    limits = newLimits;
    macLimit = limits.addresses() == 0 ? MacTable.NO_LIMIT : limits.addresses();
  }

  /** How many addresses may be learnt here, or {@link MacTable#NO_LIMIT}. */
  int macLimit() {
    return macLimit;
  }

  /** Whether frames pass only from addresses that are learnt here. */
  boolean hasMacLimit() {
    return macLimit != MacTable.NO_LIMIT;
  }

  /** Whether frames pass neither from here to another such port, nor back. */
  boolean isIsolated() {
    return limits.isolated();
  }

  /** Whether a BPDU shuts the port. */
  boolean isGuarded() {
    return limits.bpduGuard();
  }

  /** Whether a BPDU has shut the port. */
  boolean isShut() {
    return shut;
  }

  void setShut(boolean isShut) {
    shut = isShut;
  }

  boolean isAllocatable() {
    return allocatable;
  }

  void setAllocatable(boolean may) {
    allocatable = may;
  }

  void setAllowedUid(OptionalInt uid) {
    allowedUid = uid;
  }

  void setAllowedGid(OptionalInt gid) {
    allowedGid = gid;
  }

  /** Whether the applicant may attach here: by the limits, or as the one who is here already. */
  boolean admits(Applicant applicant) {
    if (isActive()) {
      return isHeldBy(applicant);
    }
    return applicant.isRoot()
        || allowedUid.isEmpty() && allowedGid.isEmpty()
        || allowedUid.isPresent() && applicant.isUser(allowedUid.getAsInt())
        || allowedGid.isPresent() && applicant.isMemberOf(allowedGid.getAsInt());
  }

  /** Whether the applicant's user is here; nobody else can be then. */
  boolean isHeldBy(Applicant applicant) {
    return isActive() && endpoints.getLast().applicant().isSameAs(applicant);
  }

  /** Endpoints, the newest first. */
  List<Endpoint> endpoints() {
    return endpoints;
  }

  /** Gathers a frame as it is. */
  void add(Burst burst, int frame) {
    gather(burst, frame, frame, 0);
  }

  /** Gathers a frame that leaves with a tag it did not come with. */
  void addTagged(Burst burst, int frame, int vlan) {
    gather(burst, frame, frame | PUSH_TAG | vlan << VLAN_SHIFT, EthernetFrame.TAG_BYTES);
  }

  /** Gathers a frame that leaves without the tag it came with. */
  void addUntagged(Burst burst, int frame) {
    gather(burst, frame, frame | POP_TAG, -EthernetFrame.TAG_BYTES);
  }

  private void gather(Burst burst, int frame, int entry, int tagBytes) {
    batch[batched++] = entry;
    int wireFrames = burst.wireFrames(frame);
    counters[PortCounter.OUT_FRAMES.ordinal()] += wireFrames;
    counters[PortCounter.OUT_BYTES.ordinal()] +=
        burst.wireBytes(frame) + (long) tagBytes * wireFrames;
  }

  /** Whether this is the first frame gathered of the burst. */
  boolean isFirstOfBurst() {
    return batched == 1;
  }

  /** Fills the vector with what was gathered of the burst, and forgets it. */
  void gathered(Burst burst, FrameVector vector) {
    vector.clear();
    for (int i = 0; i < batched; i++) {
      int entry = batch[i];
      int frame = entry & FRAME_MASK;
      if ((entry & PUSH_TAG) != 0) {
        vector.addTagged(burst, frame, entry >>> VLAN_SHIFT);
      } else if ((entry & POP_TAG) != 0) {
        vector.addUntagged(burst, frame);
      } else {
        vector.add(burst, frame);
      }
    }
    batched = 0;
  }

  /** Sends frames that have been counted to all endpoints. */
  void send(FrameVector frames) {
    for (int i = 0; i < endpoints.size(); i++) {
      endpoints.get(i).send(frames);
    }
  }

  /** Forgets what was gathered of the burst. */
  void discard() {
    batched = 0;
  }

  /** Counts one frame. */
  void count(PortCounter counter) {
    counters[counter.ordinal()]++;
  }

  /** Counts a frame received; a super-frame as the frames it makes. */
  void countIn(Burst burst, int frame) {
    counters[PortCounter.IN_FRAMES.ordinal()] += burst.wireFrames(frame);
    counters[PortCounter.IN_BYTES.ordinal()] += burst.wireBytes(frame);
  }

  /** Counts and sends one frame made by the switch itself, at once. */
  void sendOwn(FrameVector frame) {
    counters[PortCounter.OUT_FRAMES.ordinal()]++;
    counters[PortCounter.OUT_BYTES.ordinal()] += frame.length(0);
    send(frame);
  }

  @Override
  public void queueFull(int frames) {
    counters[PortCounter.OUT_QUEUE_FULL.ordinal()] += frames;
  }

  @Override
  public void refused(int frames) {
    counters[PortCounter.OUT_REFUSED.ordinal()] += frames;
  }

  void resetCounters() {
    Arrays.fill(counters, 0);
  }

  Reply.PortCounters counters() {
    return new Reply.PortCounters(number, counterValues());
  }

  private Map<PortCounter, Long> counterValues() {
    Map<PortCounter, Long> values = new EnumMap<>(PortCounter.class);
    for (PortCounter counter : PortCounter.values()) {
      values.put(counter, counters[counter.ordinal()]);
    }
    return values;
  }

  PortState state() {
    return new PortState(
        number,
        untaggedVlan,
        allocatable,
        allowedUid,
        allowedGid,
        counterValues(),
        endpoints.reversed().stream().map(Endpoint::state).toList());
  }

  /** Takes over all but the endpoints. */
  void restore(PortState state) {
    untaggedVlan = state.untaggedVlan();
    allowedUid = state.allowedUid();
    allowedGid = state.allowedGid();
    state.counters().forEach((counter, value) -> counters[counter.ordinal()] = value);
  }

  Reply.PortInfo info() {
    return new Reply.PortInfo(
        number,
        untaggedVlan,
        isActive(),
        allocatable,
        isActive() ? endpoints.getLast().applicant().uid() : OptionalInt.empty(),
        allowedUid,
        allowedGid,
        counters[PortCounter.IN_FRAMES.ordinal()],
        counters[PortCounter.IN_BYTES.ordinal()],
        counters[PortCounter.OUT_FRAMES.ordinal()],
        counters[PortCounter.OUT_BYTES.ordinal()],
        endpoints.stream().map(Endpoint::info).toList());
  }
}
