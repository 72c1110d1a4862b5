package io.vnetctl.cli.report;

import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * Tells people what a call still waits for: after a second, and from then on each time that twice
 * the time has passed. Open until the wait is over; nothing is told afterwards. A daemon thread of
 * its own tells it, so that whoever waits need not look at the clock.
 */
public final class Progress implements AutoCloseable {
  private static final long FIRST_NS = TimeUnit.SECONDS.toNanos(1);

  private final Object lock = new Object();
  private boolean over;

  private Progress() {}

  /** Tells nothing. */
  static Progress none() {
    return new Progress();
  }

  /**
   * Begins.
   *
   * @param what is waited for
   * @param line takes each line; called one at a time
   */
  static Progress of(String what, Consumer<String> line) {
    return of(what, line, FIRST_NS);
  }

  static Progress of(String what, Consumer<String> line, long firstNs) {
    Progress progress = new Progress();
    long start = System.nanoTime();
    Thread.ofPlatform()
        .daemon()
        .name("progress")
        .start(() -> progress.tell(what, line, start, firstNs));
    return progress;
  }

  private void tell(String what, Consumer<String> line, long start, long firstNs) {
    long dueNs = firstNs;
    synchronized (lock) {
      while (!over) {
        long waited = System.nanoTime() - start;
        if (waited >= dueNs) {
          line.accept(
              "still waiting for " + what + " (" + TimeUnit.NANOSECONDS.toSeconds(waited) + " s)");
          dueNs *= 2;
        } else {
          try {
            // rounded up, or it would turn without a pause at the end
            lock.wait(1 + TimeUnit.NANOSECONDS.toMillis(dueNs - waited));
          } catch (InterruptedException _) {
            over = true;
          }
        }
      }
    }
  }

  /** The wait is over; returns at once unless a line is being told. */
  @Override
  public void close() {
    synchronized (lock) {
      over = true;
      lock.notifyAll();
    }
  }
}
