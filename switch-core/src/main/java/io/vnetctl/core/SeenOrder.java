package io.vnetctl.core;

import java.util.Arrays;

/**
 * The slots of the MAC table in the order in which their addresses were seen, one list for each
 * port, to the second. Constant time; nothing is allocated but for a port number higher than all
 * before.
 */
final class SeenOrder {
  private static final int NONE = -1;

  private final int[] older;
  private final int[] newer;
  private int[] oldest = {};
  private int[] newest = {};

  /** An order of so many slots. */
  SeenOrder(int slots) {
    older = new int[slots];
    newer = new int[slots];
  }

  /** The slot of the port's address that was not seen for longest; the port must have one. */
  int oldest(int port) {
    return oldest[port];
  }

  /** An address of the port was seen just now, for the first time. */
  void add(int slot, int port) {
    if (port >= oldest.length) {
      grow(port + 1);
    }
    older[slot] = newest[port];
    newer[slot] = NONE;
    link(slot, port);
  }

  /** The slot is the port's no more. */
  void remove(int slot, int port) {
    if (older[slot] == NONE) {
      oldest[port] = newer[slot];
    } else {
      newer[older[slot]] = newer[slot];
    }
    if (newer[slot] == NONE) {
      newest[port] = older[slot];
    } else {
      older[newer[slot]] = older[slot];
    }
  }

  /** The address in a slot goes to another, which is in no order. */
  void move(int from, int to, int port) {
    older[to] = older[from];
    newer[to] = newer[from];
    link(to, port);
  }

  /** Tells the neighbours of a slot, or the ends of the list, that it is there. */
  private void link(int slot, int port) {
    if (older[slot] == NONE) {
      oldest[port] = slot;
    } else {
      newer[older[slot]] = slot;
    }
    if (newer[slot] == NONE) {
      newest[port] = slot;
    } else {
      older[newer[slot]] = slot;
    }
  }

  private void grow(int ports) {
    int had = oldest.length;
    oldest = Arrays.copyOf(oldest, Math.max(ports, 2 * had));
    newest = Arrays.copyOf(newest, oldest.length);
    Arrays.fill(oldest, had, oldest.length, NONE);
    Arrays.fill(newest, had, newest.length, NONE);
  }
}
