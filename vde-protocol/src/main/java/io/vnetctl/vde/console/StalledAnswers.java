package io.vnetctl.vde.console;

import java.util.LinkedHashSet;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Consoles whose reader has stopped in the middle of a long answer, the longest first. Each holds
 * what it was answered, which may be a table of a megabyte: of too many the one that has not been
 * read for the longest time is closed when another command comes. Switch thread only.
 */
final class StalledAnswers {
  /** More are not kept for readers who do not read. */
  static final int MAX = 4;

  private final Consumer<String> log;
  private final Set<Dialogue> stalled = new LinkedHashSet<>();

  StalledAnswers(Consumer<String> log) {
    this.log = log;
  }

  void add(Dialogue console) {
    stalled.add(console);
  }

  void remove(Dialogue console) {
    stalled.remove(console);
  }

  /** Another answer is about to be made: makes room for it. */
  void makeRoom() {
    while (stalled.size() >= MAX) {
      Dialogue longest = stalled.iterator().next();
      stalled.remove(longest);
      log.accept("console closed: it has not read its answer, and " + MAX + " at most may wait");
      longest.abort();
    }
  }
}
