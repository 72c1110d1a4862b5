package io.vnetctl.core.offload;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/**
 * The header that a TAP opened with IFF_VNET_HDR puts before each frame (virtio 1.2, 5.1.6, in its
 * legacy form: byte order of the host):
 *
 * <pre>
 *  0       1          2         4          6            8             10
 *  | flags | gso_type | hdr_len | gso_size | csum_start | csum_offset | frame ...
 * </pre>
 *
 * Here it is one {@code long}, which nothing has to allocate:
 *
 * <pre>
 *  63         48 47     32 31      16 15         8 7     6            3    0
 *  | csum_start | hdr_len | gso_size | csum_offset | ECN | NEEDS_CSUM | type |
 * </pre>
 *
 * Offsets count from the first byte of the frame, csum_offset from csum_start. Pure, for any
 * thread.
 */
public final class VirtioNetHeader {
  /** Length of the header before a frame. */
  public static final int BYTES = 10;

  /** A frame as it is: complete, its checksum in place. */
  public static final long PLAIN = 0;

  /** A header that no frame can have. */
  public static final long INVALID = -1;

  /** Type: nothing to cut. */
  public static final int NONE = 0;

  /** Type: TCP over IPv4, to be cut. */
  public static final int TCPV4 = 1;

  /** Type: UDP to be cut into IP fragments, which is not supported here. */
  public static final int UDP_FRAGMENTS = 3;

  /** Type: TCP over IPv6, to be cut. */
  public static final int TCPV6 = 4;

  /** Type: UDP over IPv4 or IPv6, to be cut into datagrams. */
  public static final int UDP_L4 = 5;

  private static final int FLAG_NEEDS_CSUM = 1;
  private static final int TYPE_ECN = 0x80;
  private static final int TYPE_MASK = 0x07;

  private static final int FLAGS = 0;
  private static final int TYPE = 1;
  private static final int HEADER_BYTES = 2;
  private static final int GSO_SIZE = 4;
  private static final int CSUM_START = 6;
  private static final int CSUM_OFFSET = 8;

  private static final int PACKED_CSUM_START = 48;
  private static final int PACKED_HEADER_BYTES = 32;
  private static final int PACKED_GSO_SIZE = 16;
  private static final int PACKED_CSUM_OFFSET = 8;
  private static final int PACKED_NEEDS_CSUM = 0x40;
  private static final int MAX_CSUM_OFFSET = 0xff;

  private static final ValueLayout.OfByte U8 = ValueLayout.JAVA_BYTE;
  private static final ValueLayout.OfShort U16 = ValueLayout.JAVA_SHORT_UNALIGNED;

  private VirtioNetHeader() {}

  /**
   * Reads the {@link #BYTES} before a frame. {@link #PLAIN} if nothing is to be done, whether or
   * not the kernel has looked at the checksum; {@link #INVALID} for a type that does not exist and
   * for a checksum more than 255 bytes behind its start, which no protocol has. Nothing else is
   * checked, see {@link Offload#validated}.
   */
  public static long read(MemorySegment memory, long at) {
    int flags = memory.get(U8, at + FLAGS) & FLAG_NEEDS_CSUM;
    int type = memory.get(U8, at + TYPE) & 0xff;
    if ((flags | type) == 0) {
      return PLAIN;
    }
    int offset = flags == 0 ? 0 : u16(memory, at + CSUM_OFFSET);
    if ((type & ~(TYPE_ECN | TYPE_MASK)) != 0
        || (type & TYPE_MASK) == TYPE_MASK
        || offset > MAX_CSUM_OFFSET) {
      return INVALID;
    }
    return (flags == 0 ? 0 : PACKED_NEEDS_CSUM)
        | type
        | (long) offset << PACKED_CSUM_OFFSET
        | (long) u16(memory, at + GSO_SIZE) << PACKED_GSO_SIZE
        | (long) u16(memory, at + HEADER_BYTES) << PACKED_HEADER_BYTES
        | (long) (flags == 0 ? 0 : u16(memory, at + CSUM_START)) << PACKED_CSUM_START;
  }

  /** Writes the {@link #BYTES} before a frame; a plain one has zeros. Not for {@link #INVALID}. */
  public static void write(MemorySegment memory, long at, long header) {
    memory.set(U8, at + FLAGS, (byte) (needsChecksum(header) ? FLAG_NEEDS_CSUM : 0));
    memory.set(U8, at + TYPE, (byte) (header & (TYPE_ECN | TYPE_MASK)));
    memory.set(U16, at + HEADER_BYTES, (short) headerBytes(header));
    memory.set(U16, at + GSO_SIZE, (short) gsoSize(header));
    memory.set(U16, at + CSUM_START, (short) checksumStart(header));
    memory.set(U16, at + CSUM_OFFSET, (short) checksumOffset(header));
  }

  /** A super-frame whose checksum is to be finished for each segment. */
  static long superFrame(
      int type, int headerBytes, int gsoSize, int checksumStart, int checksumOffset) {
    return PACKED_NEEDS_CSUM
        | type
        | (long) checksumOffset << PACKED_CSUM_OFFSET
        | (long) gsoSize << PACKED_GSO_SIZE
        | (long) headerBytes << PACKED_HEADER_BYTES
        | (long) checksumStart << PACKED_CSUM_START;
  }

  /** One frame whose checksum is to be finished; its headers end with the checksum. */
  static long checksumOnly(int checksumStart, int checksumOffset) {
    int headerBytes = checksumStart + checksumOffset + Short.BYTES;
    return superFrame(NONE, headerBytes, 0, checksumStart, checksumOffset);
  }

  /** The same super-frame with another length of its headers, at most 65535 bytes. */
  static long withHeaderBytes(long header, int bytes) {
    return header & ~(0xffffL << PACKED_HEADER_BYTES) | (long) bytes << PACKED_HEADER_BYTES;
  }

  /**
   * The header of the same frame after something before its network header came or went.
   *
   * @param header one of {@link Offload#validated}
   * @param bytes 4 for a tag pushed, -4 for a tag popped
   */
  public static long shifted(long header, int bytes) {
    return header == PLAIN
        ? PLAIN
        : header + ((long) bytes << PACKED_CSUM_START) + ((long) bytes << PACKED_HEADER_BYTES);
  }

  /** Whether the checksum is yet to be finished: its field holds that of the pseudo-header. */
  public static boolean needsChecksum(long header) {
    return (header & PACKED_NEEDS_CSUM) != 0;
  }

  /** How the frame is to be cut: {@link #NONE}, {@link #TCPV4} and so on, without the ECN bit. */
  public static int type(long header) {
    return (int) header & TYPE_MASK;
  }

  /** Whether the frame is to be cut at all. */
  public static boolean isSuperFrame(long header) {
    return type(header) != NONE;
  }

  /** Whether TCP's CWR is set on the first segment. */
  public static boolean hasEcn(long header) {
    return (header & TYPE_ECN) != 0;
  }

  /**
   * Bytes from the first of the frame to the end of its headers; exact after {@link
   * Offload#validated}, until then only a hint.
   */
  public static int headerBytes(long header) {
    return (int) (header >>> PACKED_HEADER_BYTES) & 0xffff;
  }

  /** Bytes of payload of each segment but the last. */
  public static int gsoSize(long header) {
    return (int) (header >>> PACKED_GSO_SIZE) & 0xffff;
  }

  /** Where the bytes begin that the checksum covers, up to the end of the frame. */
  public static int checksumStart(long header) {
    return (int) (header >>> PACKED_CSUM_START);
  }

  /** Where the checksum is, in bytes from {@link #checksumStart}: 0 to 255. */
  public static int checksumOffset(long header) {
    return (int) (header >>> PACKED_CSUM_OFFSET) & MAX_CSUM_OFFSET;
  }

  private static int u16(MemorySegment memory, long at) {
    return Short.toUnsignedInt(memory.get(U16, at));
  }
}
