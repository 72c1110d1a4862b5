package io.vnetctl.core;

import java.util.Arrays;

/**
 * How many addresses each port has in the MAC table, and which port has most of them. A count
 * changes by one at a time, so ports are kept in one list for each count: everything is done in
 * constant time, and nothing is allocated but for a port number higher than all before.
 */
final class PortShares {
  private static final int NONE = -1;

  /** By count: a port that has it; the others follow by {@link #next}. */
  private final int[] first;

  private int[] counts = {};
  private int[] next = {};
  private int[] previous = {};
  private int most;

  /** Shares in a table of so many addresses. */
  PortShares(int capacity) {
    first = new int[capacity + 1];
    Arrays.fill(first, NONE);
  }

  /** Addresses of a port. */
  int count(int port) {
    return port < counts.length ? counts[port] : 0;
  }

  /** A port that no other surpasses; there must be an address. */
  int greediest() {
    return first[most];
  }

  /** The port has one address more. */
  void add(int port) {
    if (port >= counts.length) {
      grow(port + 1);
    }
    int count = counts[port];
    if (count > 0) {
      unlink(port, count);
    }
    link(port, count + 1);
    most = Math.max(most, count + 1);
  }

  /** The port has one address less. */
  void remove(int port) {
    int count = counts[port];
    unlink(port, count);
    link(port, count - 1);
    if (first[most] == NONE) {
      most--; // where this port is now
    }
  }

  private void link(int port, int count) {
    counts[port] = count;
    if (count == 0) {
      return;
    }
    previous[port] = NONE;
    next[port] = first[count];
    if (first[count] != NONE) {
      previous[first[count]] = port;
    }
    first[count] = port;
  }

  private void unlink(int port, int count) {
    if (previous[port] == NONE) {
      first[count] = next[port];
    } else {
      next[previous[port]] = next[port];
    }
    if (next[port] != NONE) {
      previous[next[port]] = previous[port];
    }
  }

  private void grow(int ports) {
    int size = Math.max(ports, 2 * counts.length);
    counts = Arrays.copyOf(counts, size);
    next = Arrays.copyOf(next, size);
    previous = Arrays.copyOf(previous, size);
  }
}
