package io.vnetctl.cli.peers;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Random;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.zip.CRC32;

/**
 * A stream of frames from one plug to another in closed loop: each has a number and a checksum over
 * all of it; none may be lost, doubled, reordered or altered.
 */
final class NumberedFrames {
  private static final long PAUSE_NS = 10_000;
  private static final int TYPE_BYTES = 2;
  private static final int ADDRESSES_BYTES = 12;
  private static final int TAG_BYTES = 4;
  private static final int CHECKSUM_BYTES = 8;
  private static final int SHORTEST = 60;
  private static final int LONGEST = 1_514;
  private static final int JUMBO = 9_000;

  private final Random random;
  private final Plug from;
  private final Plug to;
  private final byte[] addresses;
  private final int sentTag;
  private long sent;
  private long received;

  /**
   * @param source of all frames, as {@code 02:00:00:00:00:01}
   * @param sentTag VLAN with whose tag they are sent, or 0 for none; they arrive without
   */
  NumberedFrames(Random random, Plug from, Plug to, String source, String target, int sentTag) {
    this.random = random;
    this.from = from;
    this.to = to;
    this.addresses = HexFormat.of().parseHex((target + source).replace(":", ""));
    this.sentTag = sentTag;
  }

  long received() {
    return received;
  }

  /** Sends so many, as far as the switch takes them now. */
  void send(int frames) {
    for (int i = 0; i < frames; i++) {
      int size = random.nextInt(50) == 0 ? JUMBO : random.nextInt(SHORTEST, LONGEST + 1);
      byte[] frame = frame(size, sent);
      await(() -> from.send(frame));
      sent++;
    }
  }

  /** Waits for all that were sent. */
  void awaitAll() {
    await(
        () -> {
          to.poll().forEach(this::check);
          return received == sent;
        });
  }

  /** Looks much more often than {@link Eventually}: it is a matter of microseconds. */
  private void await(BooleanSupplier condition) {
    long end = System.nanoTime() + Eventually.PATIENCE.toNanos();
    while (!condition.getAsBoolean()) {
      if (System.nanoTime() - end >= 0) {
        throw new AssertionError(received + " of " + sent + " frames came");
      }
      LockSupport.parkNanos(PAUSE_NS);
    }
  }

  private void check(String hex) {
    byte[] got = HexFormat.of().parseHex(hex);
    boolean isOurs = got.length >= SHORTEST && Arrays.equals(addresses, 6, 12, got, 6, 12);
    if (!isOurs) {
      return;
    }
    long number = ByteBuffer.wrap(got).getLong(ADDRESSES_BYTES + TYPE_BYTES);
    assertEquals(received, number, "frame out of order, or one was lost");
    assertTrue(isWhole(got), () -> "altered: " + hex);
    received++;
  }

  private byte[] frame(int size, long number) {
    byte[] content = new byte[size - ADDRESSES_BYTES];
    random.nextBytes(content);
    ByteBuffer plain =
        ByteBuffer.allocate(size)
            .put(addresses)
            .putShort((short) 0x88b5)
            .putLong(number)
            .put(content, 0, size - ADDRESSES_BYTES - TYPE_BYTES - Long.BYTES);
    plain.putLong(size - CHECKSUM_BYTES, checksum(plain.array()));
    if (sentTag == 0) {
      return plain.array();
    }
    return ByteBuffer.allocate(size + TAG_BYTES)
        .put(addresses)
        .putShort((short) 0x8100)
        .putShort((short) sentTag)
        .put(plain.array(), ADDRESSES_BYTES, size - ADDRESSES_BYTES)
        .array();
  }

  private static boolean isWhole(byte[] frame) {
    return ByteBuffer.wrap(frame).getLong(frame.length - CHECKSUM_BYTES) == checksum(frame);
  }

  private static long checksum(byte[] frame) {
    CRC32 sum = new CRC32();
    sum.update(frame, 0, frame.length - CHECKSUM_BYTES);
    return sum.getValue();
  }
}
