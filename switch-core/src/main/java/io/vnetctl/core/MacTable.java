package io.vnetctl.core;

import io.vnetctl.core.control.Event;
import io.vnetctl.core.control.EventKind;
import io.vnetctl.core.control.Reply;
import io.vnetctl.core.frame.MacAddress;
import io.vnetctl.core.state.MacStates;
import io.vnetctl.core.state.SwitchState;
import java.util.Arrays;
import java.util.BitSet;
import java.util.function.IntPredicate;
import java.util.function.IntSupplier;

/**
 * Which address lives behind which port, per VLAN (802.1Q, 8.8). Open addressing with linear
 * probing in parallel arrays; a key is VLAN and address in one long. Time is whole seconds and
 * always an argument.
 *
 * <p>Bounded, and fair when it is full: a new address takes the place of the oldest one of the port
 * that has most, which is the new one's own port if that has as many. So a port can always have its
 * share of the table, however many addresses another makes up.
 *
 * <p>The hash is MurmurHash3's finalizer, so that the bucket numbers that VDE's console shows can
 * be told as well; the table's own size has nothing to do with them. Where a key lies depends on a
 * seed, too, or addresses could be chosen that all lie in one place.
 *
 * <p>Source: spec vde-dataplane, chapter 6.
 */
final class MacTable {
  /** Entries at most. */
  static final int MAX_ENTRIES = 65_536;

  /** A number of addresses that no port reaches, for {@link #learn}. */
  static final int NO_LIMIT = Integer.MAX_VALUE;

  /** What {@link #lookup} says of an unknown address. */
  static final int UNKNOWN = -1;

  private static final int VLAN_SHIFT = 48;
  private static final long MAC_MASK = (1L << VLAN_SHIFT) - 1;
  private static final int VLAN_MASK = 0xfff;

  /** Marks a used slot, since VLAN 0 and address 0 make 0. */
  private static final long USED = 1L << 62;

  /** Buckets that can be shown at most; VDE doubles without end. */
  private static final int MAX_BUCKETS = 1 << 30;

  private final EventHub events;
  private final int capacity;
  private final int slots;
  private final int homeShift;
  private final long seed;
  private final long[] keys;
  private final int[] ports;
  private final int[] lastSeen;

  /** Number of the learning, to list the newest first. */
  private final int[] learning;

  private final SeenOrder order;
  private final PortShares shares;
  private final int[] perVlan = new int[VLAN_MASK + 1];
  private int size;
  private int learnt;
  private int buckets;
  private int sweepInterval = 2;
  private int expiry = 100;
  private int minPersistence = 3;
  private int intervalBegan;

  /**
   * An empty table.
   *
   * @param buckets to be shown
   * @param capacity entries at most; a power of two
   * @param seed that nobody outside can know
   */
  MacTable(int buckets, int capacity, long seed, EventHub events) {
    this.events = events;
    this.buckets = roundUp(buckets);
    this.capacity = capacity;
    this.seed = seed;
    slots = 2 * capacity;
    homeShift = Long.numberOfLeadingZeros(slots) + 1;
    keys = new long[slots];
    ports = new int[slots];
    lastSeen = new int[slots];
    learning = new int[slots];
    order = new SeenOrder(slots);
    shares = new PortShares(capacity);
  }

  /** The port behind which an address lives, or {@link #UNKNOWN}. */
  int lookup(long mac, int vlan, int now) {
    sweepIfDue(now);
    int slot = find(key(mac, vlan));
    return slot >= 0 ? ports[slot] : UNKNOWN;
  }

  /** What came of {@link #learn}. */
  enum Learning {
    KNOWN,
    NEW,
    /** The address was seen on another port. */
    MOVED,
    /** It was seen on another port too short a time ago. */
    STAYS,
    /** It is new, and an older address is forgotten for it, because the table is full. */
    REPLACED,
    /** It is not learnt there, because the port has all addresses that it may have. */
    LIMITED
  }

  /**
   * Notes that an address was seen on a port. An address moves to another port only when it was not
   * seen for longer than the minimal persistence.
   *
   * @param limit how many addresses the port may have, or {@link #NO_LIMIT}
   */
  Learning learn(long mac, int vlan, int port, int limit, int now) {
    sweepIfDue(now);
    long key = key(mac, vlan);
    int slot = find(key);
    if (slot < 0) {
      return shares.count(port) < limit ? add(~slot, key, port, now) : Learning.LIMITED;
    }
    if (ports[slot] == port) {
      seen(slot, port, now);
      return Learning.KNOWN;
    }
    if (now - lastSeen[slot] <= minPersistence) {
      return Learning.STAYS;
    }
    if (shares.count(port) >= limit) {
      return Learning.LIMITED;
    }
    unlink(slot);
    ports[slot] = port;
    link(slot, now);
    return Learning.MOVED;
  }

  private void seen(int slot, int port, int now) {
    if (lastSeen[slot] != now) {
      lastSeen[slot] = now;
      order.remove(slot, port);
      order.add(slot, port);
    }
  }

  private Learning add(int slot, long key, int port, int now) {
    if (size < capacity) {
      insert(slot, key, port, now);
      return Learning.NEW;
    }
    makeRoom(port);
    insert(~find(key), key, port, now);
    return Learning.REPLACED;
  }

  /** Forgets the oldest address of the port that has most; of this one if none has more. */
  private void makeRoom(int port) {
    int greediest = shares.greediest();
    boolean own = shares.count(port) == shares.count(greediest);
    int slot = order.oldest(own ? port : greediest);
    long key = keys[slot];
    int loser = ports[slot];
    remove(slot);
    if (events.wants(EventKind.MAC_FORGOTTEN)) {
      events.emit(new Event.MacForgotten(macOf(key), vlanOf(key), loser));
    }
  }

  /** Enters a slot, whose port is set, into what is known of its port. */
  private void link(int slot, int now) {
    lastSeen[slot] = now;
    order.add(slot, ports[slot]);
    shares.add(ports[slot]);
  }

  private void unlink(int slot) {
    order.remove(slot, ports[slot]);
    shares.remove(ports[slot]);
  }

  private void insert(int slot, long key, int port, int now) {
    keys[slot] = key;
    ports[slot] = port;
    learning[slot] = learnt++;
    link(slot, now);
    size++;
    perVlan[vlanOf(key)]++;
    if (events.wants(EventKind.MAC_LEARNED)) {
      events.emit(new Event.MacLearned(macOf(key), vlanOf(key), port));
    }
  }

  /**
   * Sweeps if an interval has ended since the last time. Intervals follow each other from the
   * start, whether or not anything looks at the table, so an idle switch needs no timer.
   */
  private void sweepIfDue(int now) {
    if (now - intervalBegan >= sweepInterval && sweepInterval > 0) {
      intervalBegan = now - (now - intervalBegan) % sweepInterval;
      int oldest = now - expiry;
      forget(slot -> lastSeen[slot] < oldest);
    }
  }

  /** How many addresses a port has. */
  int count(int port) {
    return shares.count(port);
  }

  /** Forgets all addresses of a VLAN. */
  void forgetVlan(int vlan) {
    if (perVlan[vlan] > 0) {
      forget(slot -> vlanOf(keys[slot]) == vlan);
    }
  }

  /** Forgets all addresses of some VLANs, looking through the table once. */
  void forgetVlans(BitSet vlans) {
    if (size > 0) {
      forget(slot -> vlans.get(vlanOf(keys[slot])));
    }
  }

  /** Forgets everything. */
  void forgetAll() {
    if (size > 0) {
      forget(slot -> true);
    }
  }

  /** Forgets all addresses of a port. */
  void forgetPort(int port) {
    if (size > 0) {
      forget(slot -> ports[slot] == port);
    }
  }

  /** Forgets everything; from now on buckets are told for another size. */
  void resize(int newBuckets) {
    forgetAll();
    buckets = roundUp(newBuckets);
  }

  private void forget(IntPredicate condition) {
    MacListing told =
        events.wants(EventKind.MAC_FORGOTTEN)
            ? select(condition, BucketOrder.BEGIN, size, learnt, 0)
            : listing(new int[0], BucketOrder.BEGIN, 0);
    int slot = 0;
    while (slot < slots) {
      if (keys[slot] != 0 && condition.test(slot)) {
        remove(slot); // what moves into its place is looked at next
      } else {
        slot++;
      }
    }
    told.forEachByVlan(
        entry -> events.emit(new Event.MacForgotten(entry.mac(), entry.vlan(), entry.port())));
  }

  /** Empties a slot and moves up what was displaced by it. */
  private void remove(int slot) {
    unlink(slot);
    perVlan[vlanOf(keys[slot])]--;
    size--;
    int hole = slot;
    int next = hole + 1 & slots - 1;
    while (keys[next] != 0) {
      int home = home(keys[next]);
      if ((next - home & slots - 1) >= (next - hole & slots - 1)) {
        keys[hole] = keys[next];
        ports[hole] = ports[next];
        lastSeen[hole] = lastSeen[next];
        learning[hole] = learning[next];
        order.move(next, hole, ports[hole]);
        hole = next;
      }
      next = next + 1 & slots - 1;
    }
    keys[hole] = 0;
  }

  /**
   * All entries, by bucket and within one newest first. See {@link MacWalk} for what the list is
   * worth while the table goes its way.
   *
   * @param clock the second that it is, asked while the list is read
   */
  Reply.MacEntries list(IntSupplier clock) {
    return new Reply.MacEntries(() -> new MacWalk(this, clock, learnt));
  }

  /** The entry of one address; nothing is swept. */
  MacListing find(MacAddress mac, int vlan, int now) {
    int slot = find(key(mac.value(), vlan));
    return listing(slot < 0 ? new int[0] : new int[] {slot}, BucketOrder.BEGIN, now);
  }

  /**
   * The first entries that come after a position in the order of the console.
   *
   * @param most entries at most
   * @param learntBefore number of the learning from which ages count
   */
  MacListing part(long begin, int most, int learntBefore, int now) {
    return select(slot -> true, begin, most, learntBefore, now);
  }

  private MacListing select(
      IntPredicate condition, long begin, int most, int learntBefore, int now) {
    BucketOrder order = new BucketOrder(Math.min(most, size));
    for (int slot = 0; slot < slots; slot++) {
      if (keys[slot] != 0 && condition.test(slot)) {
        long position = position(slot, learntBefore);
        if (position > begin) {
          order.offer(position, slot);
        }
      }
    }
    int[] first = order.sorted();
    long end = first.length == 0 ? begin : position(first[first.length - 1], learntBefore);
    return listing(first, end, now);
  }

  private long position(int slot, int learntBefore) {
    return BucketOrder.position(bucket(keys[slot], buckets), learntBefore - learning[slot]);
  }

  private MacListing listing(int[] ofSlots, long end, int now) {
    long[] keyOf = new long[ofSlots.length];
    char[] portOf = new char[ofSlots.length];
    int[] seen = new int[ofSlots.length];
    for (int i = 0; i < ofSlots.length; i++) {
      int slot = ofSlots[i];
      keyOf[i] = keys[slot];
      portOf[i] = (char) ports[slot];
      seen[i] = lastSeen[slot];
    }
    return new MacListing(keyOf, portOf, seen, buckets, end, now);
  }

  Reply.MacTableSettings settings() {
    return new Reply.MacTableSettings(buckets, sweepInterval, expiry, minPersistence);
  }

  void setSweepInterval(int seconds) {
    sweepInterval = seconds;
  }

  void setExpiry(int seconds) {
    expiry = seconds;
  }

  void setMinPersistence(int seconds) {
    minPersistence = seconds;
  }

  SwitchState.AddressAgeing ageing() {
    return new SwitchState.AddressAgeing(sweepInterval, expiry, minPersistence, intervalBegan);
  }

  /** Entries in the order in which they were learnt. */
  MacStates state() {
    long[] order = new long[size];
    int count = 0;
    for (int slot = 0; slot < slots; slot++) {
      if (keys[slot] != 0) {
        // numbers of learnings may wrap; the distance to the last one does not
        order[count++] = -Integer.toUnsignedLong(learnt - learning[slot]) << Integer.SIZE | slot;
      }
    }
    Arrays.sort(order);
    MacStates entries = MacStates.ofSize(count);
    for (int i = 0; i < count; i++) {
      int slot = (int) order[i];
      long key = keys[slot];
      entries.set(i, key & MAC_MASK, vlanOf(key), ports[slot], lastSeen[slot]);
    }
    return entries;
  }

  /**
   * Takes over what {@link #ageing} and {@link #state} of another table have given, into an empty
   * one. Who makes room is by when addresses were seen, not learnt; of those of one second the one
   * that was learnt first is the oldest then.
   */
  void restore(SwitchState.AddressAgeing ageing, MacStates entries) {
    sweepInterval = ageing.sweepInterval();
    expiry = ageing.expiry();
    minPersistence = ageing.minPersistence();
    intervalBegan = ageing.sweptAt();
    long[] bySeen = new long[entries.size()];
    for (int i = 0; i < bySeen.length; i++) {
      bySeen[i] = (long) entries.seenAt(i) << Integer.SIZE | i;
    }
    Arrays.sort(bySeen);
    for (long entry : bySeen) {
      int i = (int) entry;
      long key = key(entries.mac(i), entries.vlan(i));
      int slot = find(key);
      if (slot < 0 && size < capacity) {
        insert(~slot, key, entries.port(i), entries.seenAt(i));
        learning[~slot] = i;
      }
    }
    learnt = bySeen.length;
  }

  /** The slot of a key, or the complement of the empty slot where it belongs. */
  private int find(long key) {
    int slot = home(key);
    while (keys[slot] != 0) {
      if (keys[slot] == key) {
        return slot;
      }
      slot = slot + 1 & slots - 1;
    }
    return ~slot;
  }

  /** The slot where the search for a key begins. */
  int home(long key) {
    return (int) (mix(key ^ seed) >>> homeShift);
  }

  /** The bucket that VDE would put an entry into: its address counts as little-endian. */
  static int bucket(long key, int buckets) {
    long mac = Long.reverseBytes(key & MAC_MASK) >>> 16;
    long number = mac | (long) vlanOf(key) << VLAN_SHIFT;
    return (int) mix(number) & buckets - 1;
  }

  private static long mix(long x) {
    x ^= x >>> 33;
    x *= 0xff51afd7ed558ccdL;
    x ^= x >>> 33;
    return x * 0xc4ceb9fe1a85ec53L;
  }

  static long key(long mac, int vlan) {
    return USED | (long) vlan << VLAN_SHIFT | mac;
  }

  static int vlanOf(long key) {
    return (int) (key >>> VLAN_SHIFT) & VLAN_MASK;
  }

  static MacAddress macOf(long key) {
    return new MacAddress(key & MAC_MASK);
  }

  private static int roundUp(int buckets) {
    int size = 1;
    while (size < buckets && size < MAX_BUCKETS) {
      size <<= 1;
    }
    return size;
  }
}
