package io.vnetctl.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class BroadcastTest {
  private static final long MEASURED_NS = 50_000_000;

  @Test
  void countsCopiesOfAllReceivers() throws IOException {
    List<FrameSocket> pair = FrameSocket.pair();
    try (FrameSocket sender = pair.getFirst();
        FrameSocket receiver = pair.getLast();
        Broadcast broadcast = new Broadcast(sender, List.of(receiver), 60);
        CpuClock none = CpuClock.ofNothing()) {
      Sample sample = broadcast.measure(none, MEASURED_NS);
      assertTrue(sample.delivered() > 0, "delivered");
      assertEquals(0, sample.delivered() % Broadcast.BURST);
      assertEquals(0, sample.lost());
    }
  }

  @Test
  void countsCopiesThatDoNotComeAsLost() throws IOException {
    List<FrameSocket> pair = FrameSocket.pair();
    List<FrameSocket> silent = FrameSocket.pair();
    try (FrameSocket sender = pair.getFirst();
        FrameSocket receiver = pair.getLast();
        Resources others = new Resources();
        Broadcast broadcast = new Broadcast(sender, List.of(receiver, silent.getLast()), 60);
        CpuClock none = CpuClock.ofNothing()) {
      silent.forEach(others::add);
      Sample sample = broadcast.measure(none, MEASURED_NS);
      assertEquals(sample.delivered(), sample.lost());
    }
  }
}
