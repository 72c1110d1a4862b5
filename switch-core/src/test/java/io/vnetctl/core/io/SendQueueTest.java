package io.vnetctl.core.io;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SendQueueTest {
  private static final int MAX_BYTES = 65_539;

  private final SendQueue queue = queue();
  private final Burst burst = new Burst(MAX_BYTES);
  private final FrameVector vector = new FrameVector();
  private final FrameVector peeked = new FrameVector();
  private final Deque<byte[]> model = new ArrayDeque<>();

  private static SendQueue queue() {
    return new SendQueue(new QueueBudget(SendQueue.RING_BYTES), lost -> {});
  }

  @AfterEach
  void release() {
    queue.release();
  }

  private boolean offer(byte[] frame) {
    burst.clear();
    vector.clear();
    burst.add(frame);
    vector.add(burst, 0);
    return queue.offer(vector, 0);
  }

  private static byte[] frame(Random random, int size) {
    byte[] frame = new byte[size];
    random.nextBytes(frame);
    return frame;
  }

  private void assertPeeksLikeTheModel() {
    queue.peek(peeked);
    assertEquals(Math.min(Burst.FRAMES, model.size()), peeked.count());
    Iterator<byte[]> expected = model.iterator();
    for (int i = 0; i < peeked.count(); i++) {
      assertArrayEquals(expected.next(), peeked.copy(i));
    }
  }

  @Test
  void costsOnlyTheMemoryOfItsFrames() throws Exception {
    burst.add(new byte[60]);
    vector.add(burst, 0);
    List<SendQueue> queues = Stream.generate(SendQueueTest::queue).limit(100).toList();
    long before = ResidentMemory.bytes();
    queues.forEach(one -> assertTrue(one.offer(vector, 0)));
    long kept = ResidentMemory.bytes() - before;
    queues.forEach(SendQueue::release);
    assertTrue(kept < 25L * SendQueue.RING_BYTES, "kept " + kept + " bytes");
  }

  private void remove(int count) {
    queue.remove(count);
    for (int i = 0; i < count; i++) {
      model.remove();
    }
  }

  /** Fills and drains in turns, so that the ring wraps at ever different places. */
  @ParameterizedTest
  @CsvSource({"1,14,9235", "2,14,9235", "3,9000,9235", "4,14,65540", "5,60000,65540", "6,14,20"})
  void behavesLikeADeque(long seed, int min, int max) {
    Random random = new Random(seed);
    for (int turn = 0; turn < 25; turn++) {
      int bias = random.nextInt(1, 16);
      for (int step = 0; step < 200; step++) {
        if (random.nextInt(16) < bias) {
          offerToBoth(frame(random, random.nextInt(min, max)));
        } else if (!model.isEmpty()) {
          assertPeeksLikeTheModel();
          remove(random.nextInt(peeked.count() + 1));
        }
        assertEquals(model.isEmpty(), queue.isEmpty());
      }
    }
  }

  /** A frame is refused only by a queue that is full of frames or of bytes. */
  private void offerToBoth(byte[] frame) {
    if (offer(frame)) {
      model.add(frame);
      assertTrue(model.size() <= SendQueue.MAX_FRAMES);
    } else {
      long bytes = model.stream().mapToLong(it -> it.length + 11).sum();
      assertTrue(
          model.size() == SendQueue.MAX_FRAMES
              || bytes + 2L * (frame.length + 11) + MAX_BYTES > SendQueue.RING_BYTES);
    }
  }

  @Test
  void holdsSoManyFramesAndNoMore() {
    for (int i = 0; i < SendQueue.MAX_FRAMES; i++) {
      assertTrue(offer(new byte[14]));
    }
    assertFalse(offer(new byte[14]));
    queue.remove(1);
    assertTrue(offer(new byte[14]));
  }

  @Test
  void holdsSoManyBytesAndNoMore() {
    int record = 1 << 13;
    for (int i = 0; i < SendQueue.RING_BYTES / record; i++) {
      assertTrue(offer(new byte[record - SendQueue.HEADER_BYTES]));
    }
    assertFalse(offer(new byte[14]));
    queue.remove(SendQueue.RING_BYTES / record);
    assertTrue(queue.isEmpty());
    assertTrue(offer(new byte[record - SendQueue.HEADER_BYTES]));
  }

  /** Records of almost one size, so that what is free is often exactly or almost what is needed. */
  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void neverOverwritesTheOldestWhenItIsFullAndWraps(long seed) {
    Random random = new Random(seed);
    for (int round = 0; round < 100; round++) {
      byte[] frame = frame(random, 4_084 + 8 * random.nextInt(3));
      while (offer(frame)) {
        model.add(frame);
        frame = frame(random, 4_084 + 8 * random.nextInt(3));
      }
      assertPeeksLikeTheModel();
      remove(random.nextInt(1, 9));
    }
  }

  @Test
  void copiesFramesWithChangedTags() {
    byte[] frame = frame(new Random(1), 100);
    burst.add(frame);
    vector.addTagged(burst, 0, 0xe00a);
    queue.offer(vector, 0);
    byte[] expected = vector.copy(0);
    burst.clear();
    burst.add(new byte[100]);
    queue.peek(peeked);
    assertArrayEquals(expected, peeked.copy(0));
  }

  @Test
  void isAsNewAfterRelease() {
    offer(new byte[60]);
    queue.release();
    assertTrue(queue.isEmpty());
    offerToBoth(frame(new Random(1), 60));
    assertPeeksLikeTheModel();
  }

  @Test
  void givesItsMemoryBack() {
    long before = ResidentMemory.bytes();
    for (int i = 0; i < 64; i++) {
      offer(new byte[60]);
      queue.release();
    }
    long kept = ResidentMemory.bytes() - before;
    assertTrue(kept < 32L * SendQueue.RING_BYTES, "kept " + kept + " bytes");
  }
}
