package io.vnetctl.cli.demo;

import io.vnetctl.core.frame.MacAddress;
import io.vnetctl.vde.client.VdePlug;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Locale;

/**
 * What passes between two plugs in a closed loop: one sends while fewer than a window of frames are
 * under way, the other sends each back. So nothing is lost to full sockets, and what is counted is
 * what has arrived.
 *
 * @param frames arrived, both ways
 * @param elapsedNs from the first frame to the last
 */
record Throughput(long frames, long elapsedNs) {
  static final int FRAME_OCTETS = 1514;

  /** Less than a VDE data socket holds of such frames with Linux's defaults: 93. */
  private static final int WINDOW = 32;

  private static final int EXPERIMENTAL = 0x88b5;
  private static final Duration LOSS = Duration.ofMillis(100);

  /** Borrows both plugs; nothing else may receive from them meanwhile. */
  static Throughput measure(VdePlug near, VdePlug far, Duration duration)
      throws IOException, InterruptedException {
    MacAddress nearMac = new MacAddress(0x0200_0000_0011L);
    MacAddress farMac = new MacAddress(0x0200_0000_0012L);
    Thread reflector =
        Thread.ofPlatform().daemon().start(() -> reflect(far, frame(nearMac, farMac)));
    try {
      return drive(near, frame(farMac, nearMac), duration.toNanos());
    } finally {
      reflector.interrupt();
      far.close();
      reflector.join();
    }
  }

  double framesPerSecond() {
    return frames * 1e9 / elapsedNs;
  }

  double gigabitsPerSecond() {
    return frames * 8.0 * FRAME_OCTETS / elapsedNs;
  }

  @Override
  public String toString() {
    return String.format(
        Locale.ROOT,
        "%,.0f frames/s of %d bytes, %.2f Gbit/s",
        framesPerSecond(),
        FRAME_OCTETS,
        gigabitsPerSecond());
  }

  private static Throughput drive(VdePlug near, ByteBuffer frame, long durationNs)
      throws IOException {
    ByteBuffer received = ByteBuffer.allocateDirect(FRAME_OCTETS);
    long startNs = System.nanoTime();
    long nowNs = startNs;
    long returned = 0;
    int underWay = 0;
    while (nowNs - startNs < durationNs) {
      for (; underWay < WINDOW; underWay++) {
        near.send(frame.rewind());
      }
      if (!near.receive(received.clear(), LOSS)) {
        underWay = 0;
      } else if (isOurs(received)) {
        underWay--;
        returned++;
      }
      nowNs = System.nanoTime();
    }
    return new Throughput(2 * returned, nowNs - startNs);
  }

  private static void reflect(VdePlug far, ByteBuffer frame) {
    ByteBuffer received = ByteBuffer.allocateDirect(FRAME_OCTETS);
    try {
      while (!Thread.interrupted()) {
        if (far.receive(received.clear(), LOSS) && isOurs(received)) {
          far.send(frame.rewind());
        }
      }
    } catch (IOException closed) {
      // the measurement is over
    }
  }

  private static boolean isOurs(ByteBuffer received) {
    return received.position() == FRAME_OCTETS && EthernetHeader.type(received) == EXPERIMENTAL;
  }

  private static ByteBuffer frame(MacAddress destination, MacAddress source) {
    ByteBuffer frame =
        EthernetHeader.frame(
            destination, source, EXPERIMENTAL, FRAME_OCTETS - EthernetHeader.OCTETS);
    return ByteBuffer.allocateDirect(FRAME_OCTETS).put(frame.rewind()).flip();
  }
}
