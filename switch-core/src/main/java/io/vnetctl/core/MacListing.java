package io.vnetctl.core;

import io.vnetctl.core.control.Reply;
import java.util.AbstractList;
import java.util.Arrays;
import java.util.function.Consumer;

/**
 * Entries of the MAC table as they were at one moment, packed in 14 bytes each; one is made as an
 * object when it is asked for. Whoever reads the list may take his time: the table goes its way.
 */
final class MacListing extends AbstractList<Reply.MacEntry> {
  private final long[] keys;

  /** A port's number is below {@link PortTable#MAX_PORTS}, which is what a char holds. */
  private final char[] ports;

  private final int[] lastSeen;
  private final int buckets;
  private final long end;
  private final int now;

  /**
   * Takes ownership of the arrays, which are in the order of the list.
   *
   * @param lastSeen seconds
   * @param buckets of the table, by which an entry's bucket is told
   * @param end where the list ends in the order of {@link BucketOrder}
   * @param now the second of which the list is
   */
  MacListing(long[] keys, char[] ports, int[] lastSeen, int buckets, long end, int now) {
    this.keys = keys;
    this.ports = ports;
    this.lastSeen = lastSeen;
    this.buckets = buckets;
    this.end = end;
    this.now = now;
  }

  @Override
  public Reply.MacEntry get(int i) {
    long key = keys[i];
    return new Reply.MacEntry(
        MacTable.bucket(key, buckets),
        MacTable.macOf(key),
        MacTable.vlanOf(key),
        ports[i],
        now - lastSeen[i]);
  }

  /** Gives each entry by VLAN, and within one in the order of the list. */
  void forEachByVlan(Consumer<Reply.MacEntry> taker) {
    long[] order = new long[keys.length];
    for (int i = 0; i < order.length; i++) {
      order[i] = (long) MacTable.vlanOf(keys[i]) << Integer.SIZE | i;
    }
    Arrays.sort(order);
    for (long vlanAndIndex : order) {
      taker.accept(get((int) vlanAndIndex));
    }
  }

  /** Where the list ends in the order of {@link BucketOrder}. */
  long end() {
    return end;
  }

  @Override
  public int size() {
    return keys.length;
  }
}
