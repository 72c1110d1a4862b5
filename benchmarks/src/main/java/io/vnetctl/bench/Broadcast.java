package io.vnetctl.bench;

import io.vnetctl.core.frame.MacAddress;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.util.List;

/**
 * Broadcasts bursts of frames from one socket and takes in the copies at all others, on one thread:
 * the next burst goes out when the last one has arrived everywhere.
 */
final class Broadcast implements AutoCloseable {
  /** Fits into the backlog of a receiver, net.unix.max_dgram_qlen, of 10 by default. */
  static final int BURST = 8;

  private static final MacAddress ALL = new MacAddress(0xffff_ffff_ffffL);
  private static final int SILENCE_MS = 100;

  private final Arena arena = Arena.ofConfined();
  private final FrameSocket sender;
  private final List<FrameSocket> receivers;
  private final FrameBurst outgoing;
  private final FrameBurst incoming;
  private final ReadySockets ready;
  private final LatencyHistogram latency = new LatencyHistogram();
  private final CpuClocks clocks = new CpuClocks();
  private long delivered;
  private long lost;

  /** Borrows the sockets, which must be used by this thread only. */
  Broadcast(FrameSocket sender, List<FrameSocket> receivers, int frameBytes) throws IOException {
    this.sender = sender;
    this.receivers = receivers;
    Flow plain = Flow.plain(frameBytes);
    Flow flow =
        new Flow(plain.source(), ALL, frameBytes, plain.sent(), plain.received(), plain.pattern());
    this.outgoing = FrameBurst.outgoing(arena, BURST, frameBytes, flow);
    this.incoming = new FrameBurst(arena, 2 * BURST, frameBytes, plain.received());
    this.ready = new ReadySockets(receivers);
  }

  /** A sample that counts copies. */
  Sample measure(CpuClock switchClock, long measuredNs) throws IOException {
    for (FrameSocket receiver : receivers) {
      while (receiver.receive(incoming) > 0) {}
    }
    delivered = 0;
    lost = 0;
    latency.clear();
    CpuTimes before = clocks.read(switchClock);
    long startNs = System.nanoTime();
    long nowNs = startNs;
    while (nowNs - startNs < measuredNs) {
      burst(nowNs);
      nowNs = System.nanoTime();
    }
    return new Sample(
        delivered, lost, nowNs - startNs, clocks.read(switchClock).since(before), latency);
  }

  private void burst(long nowNs) throws IOException {
    for (int slot = 0; slot < BURST; slot++) {
      outgoing.stamp(slot, slot, nowNs);
    }
    long missing = (long) sender.send(outgoing, BURST) * receivers.size();
    while (missing > 0) {
      int sockets = ready.await(SILENCE_MS);
      if (sockets == 0) {
        lost += missing;
        return;
      }
      for (int i = 0; i < sockets; i++) {
        missing -= takeIn(ready.socket(i));
      }
    }
  }

  private int takeIn(FrameSocket receiver) throws IOException {
    int received = receiver.receive(incoming);
    long arrivedNs = System.nanoTime();
    for (int slot = 0; slot < received; slot++) {
      latency.record(arrivedNs - incoming.sentNs(slot));
    }
    delivered += received;
    return received;
  }

  @Override
  public void close() {
    ready.close();
    clocks.close();
    arena.close();
  }
}
