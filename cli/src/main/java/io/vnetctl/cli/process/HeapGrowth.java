package io.vnetctl.cli.process;

import java.lang.ref.ReferenceQueue;
import java.lang.ref.WeakReference;
import java.util.concurrent.TimeUnit;

/**
 * Keeps garbage from filling the heap. The serial collector lets its old generation grow up to the
 * end of the heap before it looks at what in it still lives; whoever makes garbage that outlives a
 * few young collections makes the process as large as it may become. Here the whole heap is
 * collected when it has grown by {@link #GROWTH_BYTES} since the last time.
 *
 * <p>A thread of its own, which each young collection wakes; a switch that makes no garbage does
 * not hear of it.
 */
public final class HeapGrowth {
  private static final long GROWTH_BYTES = 3 << 20;

  /** A collection stops the switch for some 15 ms: not oftener than this. */
  private static final long PAUSE_NS = TimeUnit.MILLISECONDS.toNanos(100);

  private final Runtime runtime = Runtime.getRuntime();
  private final ReferenceQueue<Object> collections = new ReferenceQueue<>();

  /** Of an object that nobody else knows: the next collection takes it. */
  private WeakReference<Object> sentinel;

  private long kept;
  private long last;

  private HeapGrowth() {}

  /** Begins to watch the heap of this process, for as long as it lives. */
  public static void bound() {
    Thread.ofPlatform().daemon().name("heap").start(new HeapGrowth()::watch);
  }

  private void watch() {
    kept = used();
    last = System.nanoTime();
    try {
      while (true) {
        sentinel = new WeakReference<>(new Object(), collections);
        collections.remove();
        collectIfGrown();
      }
    } catch (InterruptedException end) {
      Thread.currentThread().interrupt();
    }
  }

  private void collectIfGrown() {
    if (used() - kept > GROWTH_BYTES && System.nanoTime() - last >= PAUSE_NS) {
      System.gc();
      kept = used();
      last = System.nanoTime();
    }
  }

  private long used() {
    return runtime.totalMemory() - runtime.freeMemory();
  }
}
