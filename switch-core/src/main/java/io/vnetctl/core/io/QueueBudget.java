package io.vnetctl.core.io;

import java.util.LinkedHashSet;
import java.util.Set;

/**
 * The memory that all queues of a loop have together, given out in steps. When it is used up, the
 * queue that has most has to give back all of its own, and with it its frames, as long as it has
 * more than twice as much as the one that asks. So a queue can have half a fair share at least, and
 * what is held for peers that have stopped is not missing for those that are only slow.
 *
 * <p>For the switch thread.
 */
final class QueueBudget {
  /** Of all queues of a switch: eight full ones, or 512 that have begun. */
  static final int BYTES = 32 << 20;

  private final int total;
  private final Set<SendQueue> holders = new LinkedHashSet<>();
  private int used;

  /**
   * @param total bytes to give out
   */
  QueueBudget(int total) {
    this.total = total;
  }

  /** Whether a queue gets so many bytes more; others may have lost theirs for it. */
  boolean grant(SendQueue queue, int bytes) {
    while (used + bytes > total) {
      SendQueue greediest = greediest();
      if (greediest == null || greediest.capacity() <= 2 * queue.capacity()) {
        return false;
      }
      greediest.evict();
    }
    used += bytes;
    holders.add(queue);
    return true;
  }

  /** A queue has given back all that it had. */
  void giveBack(SendQueue queue, int bytes) {
    used -= bytes;
    holders.remove(queue);
  }

  /** Bytes that are given out. */
  int used() {
    return used;
  }

  /** Of several that have as much, the one that has had some for the longest time. */
  private SendQueue greediest() {
    SendQueue most = null;
    for (SendQueue queue : holders) {
      if (most == null || queue.capacity() > most.capacity()) {
        most = queue;
      }
    }
    return most;
  }
}
