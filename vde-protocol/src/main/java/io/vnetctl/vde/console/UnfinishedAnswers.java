package io.vnetctl.vde.console;

import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Consoles in the midst of a long answer. Each holds what it is about to answer, a part of the MAC
 * table or the ports of a VLAN, so that they are few: another command waits for its turn. Of those
 * whose reader has stopped, if they are too many, the one that has not been read for the longest
 * time is closed when a command waits. Switch thread only.
 */
final class UnfinishedAnswers {
  /** More are not begun. */
  static final int MAX = 5;

  /** More are not kept for readers who do not read. */
  static final int MAX_STALLED = 4;

  private final Consumer<String> log;
  private final Set<Dialogue> read = new HashSet<>();
  private final Set<Dialogue> stalled = new LinkedHashSet<>();

  UnfinishedAnswers(Consumer<String> log) {
    this.log = log;
  }

  /** A turn of the console has ended in the midst of an answer, read so far or not. */
  void add(Dialogue console, boolean isRead) {
    (isRead ? read : stalled).add(console);
  }

  /** The console goes on, or is gone. */
  void remove(Dialogue console) {
    read.remove(console);
    stalled.remove(console);
  }

  /** Whether another answer may be begun now; if not, it may be soon. */
  boolean mayBegin() {
    while (stalled.size() >= MAX_STALLED) {
      Dialogue longest = stalled.iterator().next();
      stalled.remove(longest);
      log.accept(
          "console closed: it has not read its answer, and " + MAX_STALLED + " at most may wait");
      longest.abort();
    }
    return read.size() + stalled.size() < MAX;
  }
}
