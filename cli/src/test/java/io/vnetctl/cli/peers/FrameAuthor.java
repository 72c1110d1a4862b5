package io.vnetctl.cli.peers;

import java.nio.ByteBuffer;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;

/** Random frames between a few addresses: of all sizes, tagged, tagged twice, too short. */
final class FrameAuthor {
  /** How many single addresses there are, {@code 02:00:00:00:00:01} and so on. */
  static final int ADDRESSES = 6;

  private static final int UNTAGGED_HEADER = 14;
  private static final int TAG_LENGTH = 4;
  private static final short TAG = (short) 0x8100;
  private static final short SERVICE_TAG = (short) 0x88a8;
  private static final short EXPERIMENT = (short) 0x88b5;
  private static final List<Integer> VLANS = List.of(0, 1, 2, 3, 10, 4093, 4094, 4095);
  private static final List<String> GROUPS =
      List.of("ffffffffffff", "ffffffffffff", "01005e000001", "0180c2000000", "0180c200000e");
  private static final List<Integer> LENGTHS =
      List.of(0, 1, 13, 14, 17, 18, 59, 60, 61, 64, 1514, 1517, IntendedDifferences.LARGEST_FRAME);

  private final Random random;

  FrameAuthor(Random random) {
    this.random = random;
  }

  byte[] next() {
    byte[] whole = new byte[IntendedDifferences.LARGEST_FRAME];
    random.nextBytes(whole);
    ByteBuffer frame = ByteBuffer.wrap(whole);
    frame.put(HexFormat.of().parseHex(random.nextInt(3) == 0 ? pick(GROUPS) : single()));
    frame.put(HexFormat.of().parseHex(random.nextInt(15) == 0 ? pick(GROUPS) : single()));
    int tags = random.nextInt(3) == 0 ? 1 + random.nextInt(2) : 0;
    for (int tag = 0; tag < tags; tag++) {
      int priority = random.nextInt(16) << 12;
      frame.putShort(random.nextInt(10) == 0 ? SERVICE_TAG : TAG);
      frame.putShort((short) (priority | pick(VLANS)));
    }
    frame.putShort(EXPERIMENT);
    int length = random.nextInt(4) == 0 ? pick(LENGTHS) : 60 + random.nextInt(40);
    if (tags > 0 && length >= UNTAGGED_HEADER) {
      length = Math.max(length, UNTAGGED_HEADER + tags * TAG_LENGTH);
    }
    return ByteBuffer.allocate(length).put(whole, 0, length).array();
  }

  private String single() {
    return "02000000000" + (1 + random.nextInt(ADDRESSES));
  }

  private <T> T pick(List<T> from) {
    return from.get(random.nextInt(from.size()));
  }
}
