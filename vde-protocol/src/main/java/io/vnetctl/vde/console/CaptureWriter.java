package io.vnetctl.vde.console;

import io.vnetctl.core.io.FrameVector;
import java.io.OutputStream;
import java.time.Instant;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Writes frames to pcap files, one file after the other, on a thread of its own, so that the switch
 * thread never waits for a disk. The thread ends by itself when there is nothing to do. What waits
 * is bounded; a frame beyond is lost and counted.
 *
 * <p>Switch thread only, except that {@link #close} is for another.
 */
final class CaptureWriter implements AutoCloseable {
  /** Bytes that may wait to be written, with {@link #COST} for each frame. */
  static final int MAX_WAITING = 8 << 20;

  /** Bytes that a waiting frame takes besides its own. */
  static final int COST = 128;

  /** Files that may be open because the disk does not let those before be completed. */
  static final int MAX_FILES = 4;

  private static final int IDLE_SECONDS = 1;
  private static final int CLOSE_SECONDS = 5;

  /** What comes after the end is of no interest. */
  private final ThreadPoolExecutor thread =
      new ThreadPoolExecutor(
          1,
          1,
          IDLE_SECONDS,
          TimeUnit.SECONDS,
          new LinkedBlockingQueue<>(),
          Thread.ofPlatform().daemon().name("capture").factory(),
          new ThreadPoolExecutor.DiscardPolicy());

  private final AtomicLong waiting = new AtomicLong();
  private final AtomicInteger files = new AtomicInteger();
  private final PcapFile none = PcapFile.none();
  private volatile boolean buffered;
  private volatile PcapFile file = none;

  CaptureWriter() {
    thread.allowCoreThreadTimeOut(true);
  }

  /** Whether frames wait until many can be written at once. */
  void setBuffered(boolean on) {
    buffered = on;
    flush();
  }

  boolean isBuffered() {
    return buffered;
  }

  /** The file that frames go to now. */
  PcapFile file() {
    return file;
  }

  /** Whether there may be one more file now. */
  boolean mayBegin() {
    return files.get() < MAX_FILES;
  }

  /** Goes on with this file, of which it takes ownership; the one before is completed first. */
  void begin(OutputStream stream) {
    PcapFile before = file;
    PcapFile next = new PcapFile(stream);
    file = next;
    files.incrementAndGet();
    thread.execute(
        () -> {
          complete(before);
          next.begin();
          flushUnlessBuffered(next);
        });
  }

  /** Adds a frame to the file; borrows it. */
  void write(Instant time, FrameVector frames, int index) {
    PcapFile target = file;
    int cost = frames.length(index) + COST;
    if (!hasRoom(cost)) {
      target.countLost();
      return;
    }
    byte[] frame = frames.copy(index);
    later(
        cost,
        () -> {
          target.append(time, frame);
          flushUnlessBuffered(target);
        });
  }

  /** Has everything so far written, unless too much waits anyway. */
  void flush() {
    if (hasRoom(COST)) {
      later(COST, file::flush);
    }
  }

  /** Completes the file. */
  void end() {
    PcapFile last = file;
    file = none;
    if (last != none) {
      thread.execute(() -> complete(last));
    }
  }

  /** Completes the file and waits for it, for a few seconds at most. */
  @Override
  public void close() {
    end();
    thread.shutdown();
    try {
      boolean ignored = thread.awaitTermination(CLOSE_SECONDS, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private boolean hasRoom(int cost) {
    return waiting.get() + cost <= MAX_WAITING;
  }

  private void later(int cost, Runnable task) {
    waiting.addAndGet(cost);
    thread.execute(
        () -> {
          task.run();
          waiting.addAndGet(-cost);
        });
  }

  private void complete(PcapFile last) {
    if (last != none) {
      last.close();
      files.decrementAndGet();
    }
  }

  /** One write for all frames that have come meanwhile. */
  private void flushUnlessBuffered(PcapFile target) {
    if (!buffered && thread.getQueue().isEmpty()) {
      target.flush();
    }
  }
}
