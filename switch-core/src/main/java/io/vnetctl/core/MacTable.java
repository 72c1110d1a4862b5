package io.vnetctl.core;

import io.vnetctl.core.control.Event;
import io.vnetctl.core.control.EventKind;
import io.vnetctl.core.control.Reply;
import io.vnetctl.core.frame.MacAddress;
import io.vnetctl.core.state.MacState;
import io.vnetctl.core.state.SwitchState;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Comparator;
import java.util.List;
import java.util.function.IntPredicate;

/**
 * Which address lives behind which port, per VLAN (802.1Q, 8.8). Open addressing with linear
 * probing in parallel arrays; a key is VLAN and address in one long. Bounded; time is whole seconds
 * and always an argument.
 *
 * <p>The hash is MurmurHash3's finalizer, so that the bucket numbers that VDE's console shows can
 * be told as well; the table's own size has nothing to do with them.
 *
 * <p>Source: spec vde-dataplane, chapter 6.
 */
final class MacTable {
  /** Entries at most. Further addresses are not learnt, and frames to them are flooded. */
  static final int MAX_ENTRIES = 65_536;

  /** What {@link #lookup} says of an unknown address. */
  static final int UNKNOWN = -1;

  static final int SLOTS = 2 * MAX_ENTRIES;
  private static final int SLOT_SHIFT = Long.SIZE - Integer.numberOfTrailingZeros(SLOTS);
  private static final int VLAN_SHIFT = 48;
  private static final long MAC_MASK = (1L << VLAN_SHIFT) - 1;
  private static final int VLAN_MASK = 0xfff;

  /** Marks a used slot, since VLAN 0 and address 0 make 0. */
  private static final long USED = 1L << 62;

  /** Buckets that can be shown at most; VDE doubles without end. */
  private static final int MAX_BUCKETS = 1 << 30;

  private final EventHub events;
  private final long[] keys = new long[SLOTS];
  private final int[] ports = new int[SLOTS];
  private final int[] lastSeen = new int[SLOTS];

  /** Number of the learning, to list the newest first. */
  private final int[] learning = new int[SLOTS];

  private final int[] perVlan = new int[VLAN_MASK + 1];
  private int size;
  private int learnt;
  private int buckets;
  private int sweepInterval = 2;
  private int expiry = 100;
  private int minPersistence = 3;
  private int intervalBegan;

  MacTable(int buckets, EventHub events) {
    this.events = events;
    this.buckets = roundUp(buckets);
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
    /** The table is full. */
    FULL
  }

  /**
   * Notes that an address was seen on a port. An address moves to another port only when it was not
   * seen for longer than the minimal persistence.
   */
  Learning learn(long mac, int vlan, int port, int now) {
    sweepIfDue(now);
    long key = key(mac, vlan);
    int slot = find(key);
    if (slot < 0) {
      if (size == MAX_ENTRIES) {
        return Learning.FULL;
      }
      insert(~slot, key, port, now);
      return Learning.NEW;
    }
    if (ports[slot] == port) {
      lastSeen[slot] = now;
      return Learning.KNOWN;
    }
    if (now - lastSeen[slot] <= minPersistence) {
      return Learning.STAYS;
    }
    ports[slot] = port;
    lastSeen[slot] = now;
    return Learning.MOVED;
  }

  private void insert(int slot, long key, int port, int now) {
    keys[slot] = key;
    ports[slot] = port;
    lastSeen[slot] = now;
    learning[slot] = learnt++;
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
    List<Reply.MacEntry> told =
        events.wants(EventKind.MAC_FORGOTTEN)
            ? select(condition, 0).stream()
                .sorted(Comparator.comparingInt(Reply.MacEntry::vlan)) // stable
                .toList()
            : List.of();
    int slot = 0;
    while (slot < SLOTS) {
      if (keys[slot] != 0 && condition.test(slot)) {
        remove(slot); // what moves into its place is looked at next
      } else {
        slot++;
      }
    }
    for (Reply.MacEntry entry : told) {
      events.emit(new Event.MacForgotten(entry.mac(), entry.vlan(), entry.port()));
    }
  }

  /** Empties a slot and moves up what was displaced by it. */
  private void remove(int slot) {
    perVlan[vlanOf(keys[slot])]--;
    size--;
    int hole = slot;
    int next = hole + 1 & SLOTS - 1;
    while (keys[next] != 0) {
      int home = home(keys[next]);
      if ((next - home & SLOTS - 1) >= (next - hole & SLOTS - 1)) {
        keys[hole] = keys[next];
        ports[hole] = ports[next];
        lastSeen[hole] = lastSeen[next];
        learning[hole] = learning[next];
        hole = next;
      }
      next = next + 1 & SLOTS - 1;
    }
    keys[hole] = 0;
  }

  /** All entries as they are now, by bucket and within one newest first. */
  Reply.MacEntries list(int now) {
    return new Reply.MacEntries(select(slot -> true, now));
  }

  /** The entry of one address; nothing is swept. */
  List<Reply.MacEntry> find(MacAddress mac, int vlan, int now) {
    long key = key(mac.value(), vlan);
    return find(key) < 0 ? List.of() : select(slot -> keys[slot] == key, now);
  }

  /**
   * Entries in the order of the console. Sorting packed numbers takes 4 ms for a full table, making
   * the entries as objects ten times as long: that is left to whoever reads the list.
   */
  private List<Reply.MacEntry> select(IntPredicate condition, int now) {
    long[] order = new long[size];
    int count = 0;
    for (int slot = 0; slot < SLOTS; slot++) {
      if (keys[slot] != 0 && condition.test(slot)) {
        order[count++] = BucketOrder.entry(bucket(keys[slot]), slot);
      }
    }
    BucketOrder.sort(order, count, slot -> learnt - learning[slot]);
    MacListing listing = new MacListing(count, now);
    for (int i = 0; i < count; i++) {
      int slot = BucketOrder.slot(order[i]);
      listing.set(i, BucketOrder.bucket(order[i]), keys[slot], ports[slot], lastSeen[slot]);
    }
    return listing;
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
  List<MacState> state() {
    long[] order = new long[size];
    int count = 0;
    for (int slot = 0; slot < SLOTS; slot++) {
      if (keys[slot] != 0) {
        // numbers of learnings may wrap; the distance to the last one does not
        order[count++] = -Integer.toUnsignedLong(learnt - learning[slot]) << Integer.SIZE | slot;
      }
    }
    Arrays.sort(order);
    List<MacState> entries = new ArrayList<>(count);
    for (long entry : order) {
      int slot = (int) entry;
      long key = keys[slot];
      entries.add(new MacState(macOf(key), vlanOf(key), ports[slot], lastSeen[slot]));
    }
    return entries;
  }

  /** Takes over what {@link #ageing} and {@link #state} of another table have given. */
  void restore(SwitchState.AddressAgeing ageing, List<MacState> entries) {
    sweepInterval = ageing.sweepInterval();
    expiry = ageing.expiry();
    minPersistence = ageing.minPersistence();
    intervalBegan = ageing.sweptAt();
    for (MacState entry : entries) {
      long key = key(entry.mac().value(), entry.vlan());
      int slot = find(key);
      if (slot < 0 && size < MAX_ENTRIES) {
        insert(~slot, key, entry.port(), entry.seenAt());
      }
    }
  }

  /** The slot of a key, or the complement of the empty slot where it belongs. */
  private int find(long key) {
    int slot = home(key);
    while (keys[slot] != 0) {
      if (keys[slot] == key) {
        return slot;
      }
      slot = slot + 1 & SLOTS - 1;
    }
    return ~slot;
  }

  /** The slot where the search for a key begins. */
  static int home(long key) {
    return (int) (mix(key) >>> SLOT_SHIFT);
  }

  /** The bucket that VDE would put an entry into: its address counts as little-endian. */
  private int bucket(long key) {
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
