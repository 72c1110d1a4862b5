package io.vnetctl.core;

import io.vnetctl.core.control.Reply;
import java.util.AbstractList;

/**
 * Entries of the MAC table as they were at one moment, packed; each is made as an object when it is
 * asked for. Whoever reads the list may take his time: the table goes its way.
 */
final class MacListing extends AbstractList<Reply.MacEntry> {
  private final int[] buckets;
  private final long[] keys;
  private final int[] ports;
  private final int[] lastSeen;
  private final int now;

  /** A list of so many entries, all to be {@link #set}, and the second of now. */
  MacListing(int count, int now) {
    this.buckets = new int[count];
    this.keys = new long[count];
    this.ports = new int[count];
    this.lastSeen = new int[count];
    this.now = now;
  }

  void set(int i, int bucket, long key, int port, int seen) {
    buckets[i] = bucket;
    keys[i] = key;
    ports[i] = port;
    lastSeen[i] = seen;
  }

  @Override
  public Reply.MacEntry get(int i) {
    return new Reply.MacEntry(
        buckets[i], MacTable.macOf(keys[i]), MacTable.vlanOf(keys[i]), ports[i], now - lastSeen[i]);
  }

  @Override
  public int size() {
    return keys.length;
  }
}
