package io.vnetctl.bench;

import java.io.IOException;
import java.lang.foreign.Arena;

/**
 * Sends frames of one size from one socket and takes them in at another, in bursts, on one thread.
 *
 * <p>The frames keep their order, so a gap in the sequence is a loss. What was lost at the end of a
 * window shows when nothing arrives for {@value #SILENCE_MS} ms.
 */
final class LoadGenerator implements AutoCloseable {
  private static final int BURST = 64;
  private static final int SILENCE_MS = 500;
  private static final int ATTEMPTS = 10;
  private static final long FULL_SIZE = -1;
  private static final long END = -2;

  private final Arena arena = Arena.ofConfined();
  private final FrameSocket sender;
  private final FrameSocket receiver;
  private final int frameBytes;
  private final AddressPattern pattern;
  private final FrameBurst outgoing;
  private final FrameBurst probe;
  private final FrameBurst returning;
  private final FrameBurst incoming;
  private final FrameBurst answers;
  private final Readiness forward;
  private final Readiness backward;
  private final LatencyHistogram latency = new LatencyHistogram();
  private final CpuClocks clocks = new CpuClocks();
  private long nextSequence;
  private long expectedSequence;
  private long delivered;
  private long lost;

  /** Borrows the sockets, which must be used by this thread only. */
  LoadGenerator(FrameSocket sender, FrameSocket receiver, Flow flow) {
    this.sender = sender;
    this.receiver = receiver;
    this.frameBytes = flow.frameBytes() + flow.received().bytes();
    this.pattern = flow.pattern();
    int least = FrameBurst.MIN_FRAME_BYTES;
    this.outgoing = FrameBurst.outgoing(arena, BURST, flow.frameBytes(), flow);
    this.probe = FrameBurst.outgoing(arena, 1, least, flow);
    this.returning = FrameBurst.outgoing(arena, 1, least, flow.reversed());
    this.incoming = new FrameBurst(arena, BURST, flow.frameBytes(), flow.received());
    this.answers = new FrameBurst(arena, BURST, flow.frameBytes(), flow.sent());
    this.forward = new Readiness(receiver, sender);
    this.backward = new Readiness(sender, receiver);
  }

  /**
   * Makes both addresses known to the switch, takes in what an earlier load left on its way, and
   * tells whether a frame of this size arrives whole.
   */
  boolean prepare() throws IOException {
    greet(receiver, sender, backward, returning, answers);
    greet(sender, receiver, forward, probe, incoming);
    outgoing.stamp(0, FULL_SIZE, 0);
    sender.send(outgoing, 1);
    probe.stamp(0, END, 0);
    sender.send(probe, 1);
    boolean whole = false;
    while (forward.await(false, SILENCE_MS)) {
      int received = receiver.receive(incoming);
      for (int slot = 0; slot < received; slot++) {
        if (incoming.sequence(slot) == END) {
          return whole;
        }
        whole |= incoming.sequence(slot) == FULL_SIZE && incoming.length(slot) == frameBytes;
      }
    }
    throw new IOException(
        "the switch lost a frame of %d bytes".formatted(FrameBurst.MIN_FRAME_BYTES));
  }

  /** Offers the load and measures, see {@link #measure(Load, CpuClock, long, long)}. */
  Sample measure(Load load, CpuClock switchClock, Pace pace) throws IOException {
    return measure(load, switchClock, pace.rampNs(), pace.measuredNs());
  }

  /**
   * Offers the load for {@code rampNs}, then measures for {@code measuredNs}.
   *
   * @param switchClock CPU time of the switch
   */
  Sample measure(Load load, CpuClock switchClock, long rampNs, long measuredNs) throws IOException {
    nextSequence = 0;
    expectedSequence = 0;
    offer(load, System.nanoTime() + rampNs);
    delivered = 0;
    lost = 0;
    latency.clear();
    CpuTimes before = clocks.read(switchClock);
    long startNs = System.nanoTime();
    long endNs = offer(load, startNs + measuredNs);
    return new Sample(
        delivered, lost, endNs - startNs, clocks.read(switchClock).since(before), latency);
  }

  /** Sends so many frames, and returns when each has arrived or is lost. */
  void deliver(Load load, long frames) throws IOException {
    nextSequence = 0;
    expectedSequence = 0;
    while (expectedSequence < frames) {
      step(load, frames, System.nanoTime());
    }
  }

  private long offer(Load load, long untilNs) throws IOException {
    long nowNs = System.nanoTime();
    while (nowNs < untilNs) {
      step(load, Long.MAX_VALUE, nowNs);
      nowNs = System.nanoTime();
    }
    return nowNs;
  }

  private void step(Load load, long frames, long nowNs) throws IOException {
    long credit =
        Math.min(load.window() - (nextSequence - expectedSequence), frames - nextSequence);
    int sent = credit > 0 ? send((int) Math.min(credit, BURST), nowNs) : 0;
    int received = takeIn();
    if (sent == 0 && received == 0 && !forward.await(credit > 0, SILENCE_MS)) {
      lost += nextSequence - expectedSequence;
      expectedSequence = nextSequence;
    }
  }

  private int send(int count, long nowNs) throws IOException {
    for (int slot = 0; slot < count; slot++) {
      outgoing.stamp(slot, nextSequence + slot, nowNs);
      pattern.apply(outgoing, slot);
    }
    int sent = sender.send(outgoing, count);
    nextSequence += sent;
    return sent;
  }

  private int takeIn() throws IOException {
    int all = 0;
    int received;
    do {
      received = receiver.receive(incoming);
      long nowNs = System.nanoTime();
      for (int slot = 0; slot < received; slot++) {
        account(slot, nowNs);
      }
      all += received;
    } while (received == BURST);
    return all;
  }

  private void account(int slot, long nowNs) {
    if (incoming.length(slot) != frameBytes) {
      throw new IllegalStateException(
          "a frame of %d bytes arrived with %d".formatted(frameBytes, incoming.length(slot)));
    }
    long sequence = incoming.sequence(slot);
    // one below was given up as lost and came late
    if (sequence >= expectedSequence) {
      lost += sequence - expectedSequence;
      expectedSequence = sequence + 1;
      delivered++;
      latency.record(nowNs - incoming.sentNs(slot));
    }
  }

  /** Sends a frame, again while it does not come, and takes in all there are before it. */
  private void greet(
      FrameSocket from, FrameSocket to, Readiness readiness, FrameBurst frame, FrameBurst room)
      throws IOException {
    for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
      // the switch drops what a full receiver does not take
      while (to.receive(room) > 0) {}
      long mark = -System.nanoTime();
      frame.stamp(0, mark, 0);
      from.send(frame, 1);
      if (arrives(mark, to, readiness, room)) {
        return;
      }
    }
    throw new IOException(
        "the switch delivered none of %d frames within %d ms each".formatted(ATTEMPTS, SILENCE_MS));
  }

  private static boolean arrives(long mark, FrameSocket to, Readiness readiness, FrameBurst room)
      throws IOException {
    while (readiness.await(false, SILENCE_MS)) {
      int received = to.receive(room);
      for (int slot = 0; slot < received; slot++) {
        if (room.sequence(slot) == mark) {
          return true;
        }
      }
    }
    return false;
  }

  @Override
  public void close() {
    forward.close();
    backward.close();
    clocks.close();
    arena.close();
  }
}
