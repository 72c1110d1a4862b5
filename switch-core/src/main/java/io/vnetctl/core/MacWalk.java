package io.vnetctl.core;

import io.vnetctl.core.control.Reply;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.function.IntSupplier;

/**
 * All entries of the MAC table, of which a part is copied at a time. A table that fits in one is
 * listed as it was at one moment. Of a larger one each address is listed once that is in the table
 * all the while; one that comes, goes or is learnt anew meanwhile may be listed or not.
 */
final class MacWalk implements Iterator<Reply.MacEntry> {
  /** Entries of a part. */
  static final int PART = 4_096;

  private final MacTable table;
  private final IntSupplier clock;
  private final int learnt;
  private MacListing part;
  private int next;

  /**
   * @param clock the second that it is
   * @param learnt number of the next learning, from which ages count
   */
  MacWalk(MacTable table, IntSupplier clock, int learnt) {
    this.table = table;
    this.clock = clock;
    this.learnt = learnt;
    part = table.part(BucketOrder.BEGIN, PART, learnt, clock.getAsInt());
  }

  @Override
  public boolean hasNext() {
    if (next == PART) {
      part = table.part(part.end(), PART, learnt, clock.getAsInt());
      next = 0;
    }
    return next < part.size();
  }

  @Override
  public Reply.MacEntry next() {
    if (!hasNext()) {
      throw new NoSuchElementException();
    }
    return part.get(next++);
  }
}
