package io.vnetctl.cli.peers;

import java.util.HashSet;
import java.util.HexFormat;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/**
 * A frame each millisecond from one client to another, to see how long frames wait and which are
 * lost. A frame that the socket does not take is one that the client keeps, and not lost.
 */
final class FrameClock {
  private static final long PERIOD_NS = TimeUnit.MILLISECONDS.toNanos(1);

  private final Plug from;
  private final Plug to;
  private final Set<String> underWay = new HashSet<>();
  private long next = System.nanoTime();
  private long lastArrival = System.nanoTime();
  private long longestGap;
  private int sent;
  private int refused;

  FrameClock(Plug from, Plug to) {
    this.from = from;
    this.to = to;
  }

  /** Sends what is due and takes what has come. */
  void tick() {
    long now = System.nanoTime();
    if (now - next >= 0) {
      next = now + PERIOD_NS;
      byte[] frame = Frames.frame("02:00:00:00:00:02", "02:00:00:00:00:01", "frame " + sent);
      if (from.send(frame)) {
        underWay.add(HexFormat.of().formatHex(frame));
        sent++;
      } else {
        refused++;
      }
    }
    for (String frame : to.poll()) {
      if (underWay.remove(frame)) {
        longestGap = Math.max(longestGap, System.nanoTime() - lastArrival);
        lastArrival = System.nanoTime();
      }
    }
  }

  /** Goes on until a frame comes that was sent after this time. */
  void awaitArrivals(long nanos) {
    int first = sent;
    Eventually.await(
        () -> {
          tick();
          return lastArrival - nanos > 0 && sent > first && underWay.size() < sent - first;
        },
        this::toString);
  }

  /** Waits for the frames under way. */
  void rest() {
    Eventually.within(
        Eventually.PATIENCE.dividedBy(10),
        () -> {
          to.poll().forEach(underWay::remove);
          return underWay.isEmpty();
        });
  }

  long longestGapMillis() {
    return TimeUnit.NANOSECONDS.toMillis(longestGap);
  }

  int lost() {
    return underWay.size();
  }

  @Override
  public String toString() {
    return "%d frames, longest gap %d ms, %d lost, %d not taken at once"
        .formatted(sent, longestGapMillis(), lost(), refused);
  }
}
