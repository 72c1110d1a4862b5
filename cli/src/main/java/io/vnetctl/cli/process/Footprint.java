package io.vnetctl.cli.process;

import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.ref.ReferenceQueue;
import java.lang.ref.WeakReference;
import java.util.concurrent.TimeUnit;

/**
 * Keeps the resident memory of this process near what it needs.
 *
 * <p>The serial collector lets its old generation grow up to the end of the heap before it looks at
 * what in it still lives; whoever makes garbage that outlives a few young collections makes the
 * process as large as it may become. Here the whole heap is collected when the old generation has
 * grown by {@link #GROWTH_BYTES} since the last time. And the C library keeps what is freed, above
 * all by the compilers: that is given back each second.
 *
 * <p>A thread of its own, which a young collection wakes, and which looks for itself while objects
 * are made: a collection that finds no room among the young objects keeps the reference and what it
 * refers to, and tells nothing. While nothing happens it looks less and less often.
 */
public final class Footprint {
  private static final long GROWTH_BYTES = 512 << 10;

  /** A collection stops the switch for some 15 ms: not oftener than this. */
  private static final long PAUSE_MS = 100;

  /** How often native memory is given back. */
  private static final long TRIM_MS = 1_000;

  /** How long it sleeps at most while nothing happens. */
  private static final long REST_MS = TimeUnit.SECONDS.toMillis(30);

  private final Runtime runtime = Runtime.getRuntime();
  private final MemoryPoolMXBean oldGeneration;
  private final NativeHeap nativeHeap = new NativeHeap();
  private final ReferenceQueue<Object> collections = new ReferenceQueue<>();

  /** Of an object that nobody else knows: the next collection takes it. */
  private WeakReference<Object> sentinel;

  private long kept;
  private long collected;
  private long trimmed;

  private Footprint(MemoryPoolMXBean oldGeneration) {
    this.oldGeneration = oldGeneration;
  }

  /** Begins to watch this process, for as long as it lives, if its collector is the serial one. */
  public static void bound() {
    // All of it on the new thread: a switch that starts need not wait for the beans.
    Thread.ofPlatform()
        .daemon()
        .name("footprint")
        .start(
            () ->
                ManagementFactory.getMemoryPoolMXBeans().stream()
                    .filter(pool -> pool.getName().equals("Tenured Gen"))
                    .findAny()
                    .ifPresent(pool -> new Footprint(pool).watch()));
  }

  private void watch() {
    kept = used();
    collected = System.nanoTime();
    trimmed = collected;
    long patience = PAUSE_MS;
    try {
      while (true) {
        long before = made();
        sentinel = new WeakReference<>(new Object(), collections);
        collections.remove(patience);
        patience = made() == before ? Math.min(2 * patience, REST_MS) : PAUSE_MS;
        collectIfGrown();
        trimIfDue();
      }
    } catch (InterruptedException end) {
      Thread.currentThread().interrupt();
    }
  }

  private void collectIfGrown() {
    if (used() - kept > GROWTH_BYTES && isPast(collected, PAUSE_MS)) {
      System.gc();
      kept = used();
      collected = System.nanoTime();
    }
  }

  private void trimIfDue() {
    if (isPast(trimmed, TRIM_MS)) {
      nativeHeap.trim();
      trimmed = System.nanoTime();
    }
  }

  private static boolean isPast(long begin, long millis) {
    return System.nanoTime() - begin >= TimeUnit.MILLISECONDS.toNanos(millis);
  }

  /** Bytes of the heap that are used, by what lives and what does not. */
  private long made() {
    return runtime.totalMemory() - runtime.freeMemory();
  }

  private long used() {
    return oldGeneration.getUsage().getUsed();
  }
}
