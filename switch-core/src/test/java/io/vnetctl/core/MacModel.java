package io.vnetctl.core;

import io.vnetctl.core.MacTable.Learning;
import io.vnetctl.core.control.Reply;
import io.vnetctl.core.frame.MacAddress;
import java.math.BigInteger;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/** What {@link MacTable} must do with its default times, written the plainest way. */
final class MacModel {
  private static final BigInteger MASK = BigInteger.ONE.shiftLeft(64).subtract(BigInteger.ONE);
  private static final BigInteger C1 = new BigInteger("ff51afd7ed558ccd", 16);
  private static final BigInteger C2 = new BigInteger("c4ceb9fe1a85ec53", 16);

  private final Map<List<Long>, Entry> entries = new HashMap<>();
  private int buckets;
  private int learnt;
  private int looked;

  /** One address. */
  static final class Entry {
    final long mac;
    final int vlan;
    final int number;
    int port;
    int lastSeen;

    Entry(long mac, int vlan, int number) {
      this.mac = mac;
      this.vlan = vlan;
      this.number = number;
    }
  }

  MacModel(int buckets) {
    this.buckets = buckets;
  }

  Learning learn(long mac, int vlan, int port, int now) {
    sweep(now);
    Entry entry = entries.get(List.of(mac, (long) vlan));
    if (entry != null && entry.port != port && now - entry.lastSeen <= 3) {
      return Learning.STAYS;
    }
    Learning result = entry == null ? Learning.NEW : Learning.KNOWN;
    if (entry == null) {
      entry = new Entry(mac, vlan, learnt++);
      entries.put(List.of(mac, (long) vlan), entry);
    } else if (entry.port != port) {
      result = Learning.MOVED;
    }
    entry.port = port;
    entry.lastSeen = now;
    return result;
  }

  int lookup(long mac, int vlan, int now) {
    sweep(now);
    Entry entry = entries.get(List.of(mac, (long) vlan));
    return entry == null ? MacTable.UNKNOWN : entry.port;
  }

  void forget(Predicate<Entry> condition) {
    entries.values().removeIf(condition);
  }

  /** At the first look in a second: the interval is one second. */
  private void sweep(int now) {
    if (now > looked) {
      forget(entry -> entry.lastSeen + 100 < now);
    }
    looked = now;
  }

  void resize(int newBuckets) {
    entries.clear();
    buckets = newBuckets;
  }

  List<Reply.MacEntry> list(int now) {
    return entries.values().stream()
        .sorted(Comparator.comparingInt(this::bucket).thenComparingInt(entry -> -entry.number))
        .map(
            entry ->
                new Reply.MacEntry(
                    bucket(entry),
                    new MacAddress(entry.mac),
                    entry.vlan,
                    entry.port,
                    now - entry.lastSeen))
        .toList();
  }

  private int bucket(Entry entry) {
    byte[] number = new byte[9];
    number[1] = (byte) (entry.vlan >> 8);
    number[2] = (byte) entry.vlan;
    byte[] octets = new MacAddress(entry.mac).octets();
    for (int i = 0; i < 6; i++) {
      number[8 - i] = octets[i];
    }
    BigInteger x = new BigInteger(number);
    x = x.xor(x.shiftRight(33)).multiply(C1).and(MASK);
    x = x.xor(x.shiftRight(33)).multiply(C2).and(MASK);
    return x.intValue() & buckets - 1;
  }
}
