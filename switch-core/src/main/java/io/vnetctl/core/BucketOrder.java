package io.vnetctl.core;

import java.util.Arrays;
import java.util.function.IntUnaryOperator;

/**
 * The order in which VDE's console lists addresses: by bucket, and within one the newest first. An
 * entry is a bucket and a slot of the table in one long, so that sorting moves numbers only.
 */
final class BucketOrder {
  private static final long BUCKET_MASK = 0xffff_ffffL << Integer.SIZE;

  private BucketOrder() {}

  /** An entry; both numbers are 0 or more. */
  static long entry(int bucket, int slot) {
    return (long) bucket << Integer.SIZE | slot;
  }

  static int bucket(long entry) {
    return (int) (entry >>> Integer.SIZE);
  }

  static int slot(long entry) {
    return (int) entry;
  }

  /**
   * Sorts the first {@code count} entries.
   *
   * @param age of the entry in a slot, 1 or more: how many were learnt since
   */
  static void sort(long[] entries, int count, IntUnaryOperator age) {
    Arrays.sort(entries, 0, count);
    int begin = 0;
    for (int end = 1; end <= count; end++) {
      if (end == count || bucket(entries[end]) != bucket(entries[begin])) {
        if (end - begin > 1) {
          sortByAge(entries, begin, end, age);
        }
        begin = end;
      }
    }
  }

  /** A bucket has few entries; it has many only if someone asked for few buckets. */
  private static void sortByAge(long[] entries, int begin, int end, IntUnaryOperator age) {
    long[] byAge = new long[end - begin];
    for (int i = begin; i < end; i++) {
      int slot = slot(entries[i]);
      byAge[i - begin] = (long) age.applyAsInt(slot) << Integer.SIZE | slot;
    }
    Arrays.sort(byAge);
    long bucket = entries[begin] & BUCKET_MASK;
    for (int i = begin; i < end; i++) {
      entries[i] = bucket | byAge[i - begin] & ~BUCKET_MASK;
    }
  }
}
