package io.vnetctl.core.io;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/**
 * Frames that the kernel did not take yet, in order, copied into a ring of native memory. Bounded
 * by frames and by bytes, and by what the {@link QueueBudget} of all queues grants: the ring begins
 * with one step and grows while it is full. It is mapped when first needed, costs no memory before
 * a frame lies there, and is given back with {@link #release}. A frame lies in one piece: where the
 * rest of the ring is too short for it, it starts at the beginning.
 *
 * <pre>
 *  record: length (4 bytes), 4 unused, offload (8), frame, padding to a multiple of 8
 *  length 0: go on at the beginning
 * </pre>
 *
 * <p>For the switch thread.
 */
final class SendQueue {
  /** More would only add delay: 1,024 full-sized frames are 12 ms at 1 Gbit/s. */
  static final int MAX_FRAMES = 1_024;

  /** The ring's size in bytes at most. */
  static final int RING_BYTES = 4 << 20;

  /** By so many bytes it grows, or by a multiple that a frame needs. */
  static final int STEP_BYTES = 64 << 10;

  private static final int OFFLOAD = 8;
  static final int HEADER_BYTES = 16;
  private static final int ALIGNMENT = 8;

  /** Counts what is dropped because others need the memory more. */
  interface Eviction {
    void dropped(int frames);
  }

  private final QueueBudget budget;
  private final Eviction eviction;
  private MemorySegment ring = MemorySegment.NULL;
  private int capacity;
  private int head;
  private int tail;
  private int frames;

  SendQueue(QueueBudget budget, Eviction eviction) {
    this.budget = budget;
    this.eviction = eviction;
  }

  /** Bytes of the ring that may be used, and count in the budget. */
  int capacity() {
    return capacity;
  }

  boolean isEmpty() {
    return frames == 0;
  }

  /** Copies one frame of the vector to the end; false if there is no room. */
  boolean offer(FrameVector vector, int frame) {
    int length = vector.length(frame);
    int record = recordBytes(length);
    if (frames == MAX_FRAMES || !reserve(record)) {
      return false;
    }
    ring.set(ValueLayout.JAVA_INT, tail, length);
    ring.set(ValueLayout.JAVA_LONG, tail + OFFLOAD, vector.offload(frame));
    vector.gather(frame, ring, tail + HEADER_BYTES);
    tail += record;
    frames++;
    return true;
  }

  /** Fills the vector with the oldest frames, borrowed until {@link #remove}. */
  void peek(FrameVector vector) {
    vector.clear();
    int at = head;
    int n = Math.min(frames, Burst.FRAMES);
    for (int i = 0; i < n; i++) {
      at = skipWrap(at);
      int length = ring.get(ValueLayout.JAVA_INT, at);
      long offload = ring.get(ValueLayout.JAVA_LONG, at + OFFLOAD);
      vector.add(ring.address() + at + HEADER_BYTES, length, offload);
      at += recordBytes(length);
    }
  }

  /** Removes the oldest frames. */
  void remove(int count) {
    for (int i = 0; i < count; i++) {
      head = skipWrap(head);
      head += recordBytes(ring.get(ValueLayout.JAVA_INT, head));
      frames--;
    }
    if (frames == 0) {
      head = 0;
      tail = 0;
    }
  }

  /** Forgets all frames and gives the memory back. */
  void release() {
    if (isMapped()) {
      Syscalls.unmap(ring);
      ring = MemorySegment.NULL;
      budget.giveBack(this, capacity);
      capacity = 0;
    }
    head = 0;
    tail = 0;
    frames = 0;
  }

  /** Gives the memory to other queues, which need it more. */
  void evict() {
    int lost = frames;
    release();
    eviction.dropped(lost);
  }

  /** Makes room for a record at the tail, growing or wrapping if needed. */
  private boolean reserve(int record) {
    if (frames == 0) {
      head = 0;
      tail = 0;
    }
    if (frames > 0 && tail <= head) {
      return head - tail > record;
    }
    if (capacity - tail >= record || grow(record)) {
      return true;
    }
    if (head <= record) {
      return false;
    }
    if (tail < capacity) {
      ring.set(ValueLayout.JAVA_INT, tail, 0);
    }
    tail = 0;
    return true;
  }

  /**
   * Has more of the ring, enough for a record at the tail; not while frames lie before the head.
   */
  private boolean grow(int record) {
    int missing = record - (capacity - tail);
    int more = (missing + STEP_BYTES - 1) / STEP_BYTES * STEP_BYTES;
    if (capacity + more > RING_BYTES || !budget.grant(this, more)) {
      return false;
    }
    if (!isMapped()) {
      ring = Syscalls.map(RING_BYTES);
      if (!isMapped()) {
        budget.giveBack(this, more);
        return false;
      }
    }
    capacity += more;
    return true;
  }

  private boolean isMapped() {
    return ring.byteSize() > 0;
  }

  private int skipWrap(int at) {
    return at == capacity || ring.get(ValueLayout.JAVA_INT, at) == 0 ? 0 : at;
  }

  private static int recordBytes(int length) {
    return HEADER_BYTES + length + ALIGNMENT - 1 & -ALIGNMENT;
  }
}
