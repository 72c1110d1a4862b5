package io.vnetctl.core.io;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class QueueBudgetTest {
  private static final int STEP = SendQueue.STEP_BYTES;
  private static final int STEPS = 16;
  private static final int FRAME = 1_500;

  private final QueueBudget budget = new QueueBudget(STEPS * STEP);
  private final List<Waiting> all = new ArrayList<>();
  private final Burst burst = new Burst(9_234);
  private final FrameVector vector = new FrameVector();
  private final FrameVector peeked = new FrameVector();

  /** A queue and what became of the frames for it. */
  private final class Waiting {
    final SendQueue queue = new SendQueue(budget, this::drop);
    int held;
    int dropped;

    private void drop(int frames) {
      dropped += frames;
      held -= frames;
    }

    boolean offer(int size) {
      burst.clear();
      vector.clear();
      burst.add(new byte[size]);
      vector.add(burst, 0);
      boolean taken = queue.offer(vector, 0);
      held += taken ? 1 : 0;
      return taken;
    }

    void fill() {
      while (offer(FRAME)) {
        assertTrue(budget.used() <= STEPS * STEP);
      }
    }

    void take() {
      queue.peek(peeked);
      queue.remove(peeked.count());
      held -= peeked.count();
    }
  }

  private Waiting queue() {
    Waiting queue = new Waiting();
    all.add(queue);
    return queue;
  }

  @AfterEach
  void release() {
    all.forEach(it -> it.queue.release());
    assertEquals(0, budget.used());
  }

  @Test
  void oneQueueMayHaveAllOfIt() {
    Waiting only = queue();
    only.fill();
    assertEquals(STEPS * STEP, only.queue.capacity());
    assertEquals(0, only.dropped);
  }

  @Test
  void whoHasMostMakesRoomAndItsFramesAreCounted() {
    Waiting greedy = queue();
    greedy.fill();
    int before = greedy.held;
    assertTrue(queue().offer(FRAME));
    assertEquals(before, greedy.dropped);
    assertTrue(greedy.queue.isEmpty());
    assertTrue(greedy.offer(FRAME));
  }

  @Test
  void whoHasHalfAsMuchTakesNothingFromAnother() {
    Waiting one = queue();
    Waiting other = queue();
    for (int i = 0; i < STEPS * STEP / FRAME; i++) {
      one.offer(FRAME);
      other.offer(FRAME);
    }
    assertFalse(one.offer(FRAME) && other.offer(FRAME));
    assertEquals(0, one.dropped + other.dropped);
  }

  @Test
  void allHaveHalfAFairShareWhoeverCameFirst() {
    queue().fill();
    queue().fill();
    for (int i = 0; i < 6; i++) {
      queue();
    }
    for (int i = 0; i < 4 * STEPS * STEP / FRAME; i++) {
      all.forEach(it -> it.offer(FRAME));
    }
    for (Waiting it : all) {
      assertTrue(it.queue.capacity() >= STEPS / all.size() / 2 * STEP, "" + it.queue.capacity());
    }
  }

  @Test
  void newcomerGetsItsFirstStepThoughEachOtherHasButOne() {
    for (int i = 0; i < STEPS; i++) {
      assertTrue(queue().offer(FRAME));
    }
    assertTrue(queue().offer(FRAME));
    assertEquals(1, all.getFirst().dropped, "it has had its step for the longest time");
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void neverExceedsItAndLosesNoFrameUncounted(long seed) {
    Random random = new Random(seed);
    for (int i = 0; i < 40; i++) {
      queue();
    }
    for (int step = 0; step < 20_000; step++) {
      Waiting it = all.get(random.nextInt(all.size()));
      switch (random.nextInt(20)) {
        case 0 -> it.take();
        case 1 -> {
          it.queue.release();
          it.held = 0;
        }
        default -> it.offer(random.nextInt(14, 9_234));
      }
      assertTrue(budget.used() <= STEPS * STEP);
    }
    for (Waiting it : all) {
      while (it.held > 0) {
        it.take();
      }
      assertTrue(it.queue.isEmpty());
    }
    assertEquals(all.stream().mapToInt(it -> it.queue.capacity()).sum(), budget.used());
  }
}
