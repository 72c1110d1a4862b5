package io.vnetctl.core;

import java.util.Arrays;

/**
 * The order in which VDE's console lists addresses: by bucket, and within one the newest first. Of
 * all slots of the table that are offered, those that come first are kept, so many at most.
 */
final class BucketOrder {
  /** Before all positions. */
  static final long BEGIN = -1;

  private final long[] positions;
  private final int[] slots;
  private int count;

  /** Keeps none yet, and {@code most} at most; 0 only if none will be offered. */
  BucketOrder(int most) {
    positions = new long[most];
    slots = new int[most];
  }

  /**
   * Where an address comes in the order; each has a position of its own.
   *
   * @param bucket 0 or more
   * @param age how many addresses were learnt since, as an unsigned number
   */
  static long position(int bucket, int age) {
    return (long) bucket << Integer.SIZE | Integer.toUnsignedLong(age);
  }

  /** Keeps the slot unless there are enough that come before it. */
  void offer(long position, int slot) {
    if (count < slots.length) {
      rise(count++, position, slot);
    } else if (position < positions[0]) {
      sink(count, position, slot);
    }
  }

  /** The slots in their order. To be called once, as the last. */
  int[] sorted() {
    for (int end = count - 1; end > 0; end--) {
      long position = positions[end];
      int slot = slots[end];
      set(end, positions[0], slots[0]);
      sink(end, position, slot);
    }
    return count < slots.length ? Arrays.copyOf(slots, count) : slots;
  }

  /** Puts an element into a heap, whose greatest is at 0, from a leaf upwards. */
  private void rise(int leaf, long position, int slot) {
    int at = leaf;
    while (at > 0 && positions[(at - 1) / 2] < position) {
      set(at, positions[(at - 1) / 2], slots[(at - 1) / 2]);
      at = (at - 1) / 2;
    }
    set(at, position, slot);
  }

  /** Puts an element in the place of the greatest of a heap of {@code length}. */
  private void sink(int length, long position, int slot) {
    int at = 0;
    for (int child = 1; child < length; child = 2 * at + 1) {
      if (child + 1 < length && positions[child + 1] > positions[child]) {
        child++;
      }
      if (positions[child] <= position) {
        break;
      }
      set(at, positions[child], slots[child]);
      at = child;
    }
    set(at, position, slot);
  }

  private void set(int at, long position, int slot) {
    positions[at] = position;
    slots[at] = slot;
  }
}
