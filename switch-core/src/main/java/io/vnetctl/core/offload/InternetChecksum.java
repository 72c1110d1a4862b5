package io.vnetctl.core.offload;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;

/**
 * The Internet checksum (RFC 1071): the ones' complement of the ones' complement sum of the 16-bit
 * words in network byte order. Sums here are folded to 16 bits, 0 to 0xffff; 0 is the sum of zeros
 * only, so that a sum over anything else has one form. Pure, for any thread.
 */
public final class InternetChecksum {
  private static final ValueLayout.OfLong U64 =
      ValueLayout.JAVA_LONG_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
  private static final ValueLayout.OfInt U32 =
      ValueLayout.JAVA_INT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
  private static final ValueLayout.OfShort U16 =
      ValueLayout.JAVA_SHORT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);

  /** As many bytes are worth vectors. */
  private static final int LONG = 256;

  private InternetChecksum() {}

  /**
   * The folded sum of some bytes; behind an odd number of them a zero is thought.
   *
   * @param bytes 0 to 2^30
   */
  public static int sum(MemorySegment memory, long at, int bytes) {
    // The order of bytes does not matter until the end (RFC 1071, 2.B).
    int whole = bytes & -Long.BYTES;
    long sum = bytes < LONG ? sumOfFew(memory, at, whole) : sumOfMany(memory, at, whole);
    int i = whole;
    if (i <= bytes - Integer.BYTES) {
      sum += memory.get(U32, at + i) & 0xffff_ffffL;
      i += Integer.BYTES;
    }
    if (i <= bytes - Short.BYTES) {
      sum += memory.get(U16, at + i) & 0xffff;
      i += Short.BYTES;
    }
    if (i < bytes) {
      sum += memory.get(ValueLayout.JAVA_BYTE, at + i) & 0xff;
    }
    sum = (sum & 0xffff_ffffL) + (sum >>> 32);
    int folded = fold((int) (sum & 0xffff) + (int) (sum >>> 16));
    return Short.toUnsignedInt(Short.reverseBytes((short) folded));
  }

  // Both are the same, two words of 32 bits a step, with room for their carries. But the compiler
  // makes vectors only of a loop that it has seen to be long: so headers have one of their own.
  // Forms unrolled by hand are slower, because no vectors are made of them.

  private static long sumOfFew(MemorySegment memory, long at, int bytes) {
    long sum = 0;
    for (int i = 0; i < bytes; i += Long.BYTES) {
      long words = memory.get(U64, at + i);
      sum += (words & 0xffff_ffffL) + (words >>> 32);
    }
    return sum;
  }

  private static long sumOfMany(MemorySegment memory, long at, int bytes) {
    long sum = 0;
    for (int i = 0; i < bytes; i += Long.BYTES) {
      long words = memory.get(U64, at + i);
      sum += (words & 0xffff_ffffL) + (words >>> 32);
    }
    return sum;
  }

  /** Folds the plain sum of some 16-bit words, at most 32767 of them. */
  public static int fold(int sum) {
    int once = (sum & 0xffff) + (sum >>> 16);
    return (once & 0xffff) + (once >>> 16);
  }

  /** What a checksum field holds if the words it covers have this plain sum. */
  public static int of(int sum) {
    return ~fold(sum) & 0xffff;
  }

  /**
   * Whether a checksum is what {@link #of} makes.
   *
   * @param checksum what the field holds; 0xffff, which also stands for zero, never is
   * @param sum the plain sum of all that the checksum covers, and of itself
   */
  static boolean isExact(int checksum, int sum) {
    return checksum != 0xffff && fold(sum) == 0xffff;
  }
}
