package io.vnetctl.core.offload;

import io.vnetctl.core.frame.EthernetFrame;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;

/**
 * Where things are in the packets of the Internet (RFC 791, 8200, 9293, 768), as far as cutting and
 * joining needs them. Offsets are in bytes from the beginning of the header in question.
 *
 * <pre>
 *  IPv4   0    1    2      4    6      8    9       10     12     16     20
 *         | 4L | TOS | len. | id | frag | TTL | prot. | sum | source | dest. | options ...
 *
 *  IPv6   0                    4      6      7     8        24      40
 *         | 6, class, flow     | len. | next | hops | source | dest. | extensions ...
 *
 *  TCP    0        2       4     8     12     13      14       16    18       20
 *         | source | dest. | seq | ack | L    | flags | window | sum | urgent | options ...
 *
 *  UDP    0        2       4      6     8
 *         | source | dest. | len. | sum |
 * </pre>
 */
final class InternetPacket {
  static final int TYPE_BYTES = 2;
  static final int TYPE_IPV4 = 0x0800;
  static final int TYPE_IPV6 = 0x86dd;
  static final int TYPE_SERVICE_TAG = 0x88a8;

  /** Tags that may stand before the network header of a frame that comes in. */
  static final int MAX_TAGS = 2;

  static final int MAX_BYTES = 65_535;
  static final int PROTOCOL_TCP = 6;
  static final int PROTOCOL_UDP = 17;

  static final int V4_BYTES = 20;
  static final int V4_LENGTH = 2;
  static final int V4_ID = 4;
  static final int V4_FRAGMENT = 6;
  static final int V4_TTL = 8;
  static final int V4_PROTOCOL = 9;
  static final int V4_CHECKSUM = 10;
  static final int V4_SOURCE = 12;

  /** More fragments, or an offset: a part of a packet. */
  static final int V4_IS_FRAGMENT = 0x3fff;

  static final int V4_RESERVED = 0x8000;

  static final int V6_BYTES = 40;
  static final int V6_LENGTH = 4;
  static final int V6_NEXT = 6;
  static final int V6_SOURCE = 8;

  static final int TCP_BYTES = 20;
  static final int TCP_SEQUENCE = 4;
  static final int TCP_ACK_NUMBER = 8;
  static final int TCP_OFFSET = 12;
  static final int TCP_FLAGS = 13;
  static final int TCP_WINDOW = 14;
  static final int TCP_CHECKSUM = 16;
  static final int TCP_URGENT = 18;

  static final int FIN = 0x01;
  static final int PSH = 0x08;
  static final int ACK = 0x10;
  static final int CWR = 0x80;

  static final int UDP_BYTES = 8;
  static final int UDP_LENGTH = 4;
  static final int UDP_CHECKSUM = 6;

  /** What {@link #networkOffset} says of a frame that ends before its network header. */
  static final int CUT = -1;

  // Extension headers of IPv6 that may stand before TCP or UDP (RFC 8200, 4.3, 4.4, 4.6).
  private static final int HOP_BY_HOP = 0;
  private static final int ROUTING = 43;
  private static final int DESTINATION_OPTIONS = 60;

  private static final ValueLayout.OfShort U16 =
      ValueLayout.JAVA_SHORT_UNALIGNED.withOrder(ByteOrder.BIG_ENDIAN);
  private static final ValueLayout.OfInt U32 =
      ValueLayout.JAVA_INT_UNALIGNED.withOrder(ByteOrder.BIG_ENDIAN);

  private InternetPacket() {}

  static int u8(MemorySegment memory, long at) {
    return memory.get(ValueLayout.JAVA_BYTE, at) & 0xff;
  }

  static int u16(MemorySegment memory, long at) {
    return memory.get(U16, at) & 0xffff;
  }

  static int u32(MemorySegment memory, long at) {
    return memory.get(U32, at);
  }

  static void setU8(MemorySegment memory, long at, int value) {
    memory.set(ValueLayout.JAVA_BYTE, at, (byte) value);
  }

  static void setU16(MemorySegment memory, long at, int value) {
    memory.set(U16, at, (short) value);
  }

  static void setU32(MemorySegment memory, long at, int value) {
    memory.set(U32, at, value);
  }

  /**
   * Bytes from a type field to the network header, past the tags between them, or {@link #CUT}.
   *
   * @param type where the type field is
   * @param bytes from there to the end of what may be read
   */
  static int networkOffset(MemorySegment memory, long type, int bytes, int maxTags) {
    int offset = TYPE_BYTES;
    for (int tags = 0; offset <= bytes; tags++) {
      if (tags == maxTags || !isTag(u16(memory, type + offset - TYPE_BYTES))) {
        return offset;
      }
      offset += EthernetFrame.TAG_BYTES;
    }
    return CUT;
  }

  private static boolean isTag(int type) {
    return type == EthernetFrame.TPID || type == TYPE_SERVICE_TAG;
  }

  /**
   * Whether a whole IPv4 packet that is no fragment has this protocol at this place.
   *
   * @param bytes the packet's, which must be what its length says
   * @param transport where the protocol's header must begin, from the packet's beginning
   */
  static boolean isV4(MemorySegment memory, long packet, int bytes, int protocol, int transport) {
    return bytes >= V4_BYTES
        && transport >= V4_BYTES
        && u8(memory, packet) >>> 4 == 4
        && (u8(memory, packet) & 0xf) * Integer.BYTES == transport
        && u16(memory, packet + V4_LENGTH) == bytes
        && (u16(memory, packet + V4_FRAGMENT) & V4_IS_FRAGMENT) == 0
        && u8(memory, packet + V4_PROTOCOL) == protocol;
  }

  /** The same of an IPv6 packet; extension headers are passed by. */
  static boolean isV6(MemorySegment memory, long packet, int bytes, int protocol, int transport) {
    if (bytes < V6_BYTES
        || transport >= bytes
        || u8(memory, packet) >>> 4 != 6
        || u16(memory, packet + V6_LENGTH) != bytes - V6_BYTES) {
      return false;
    }
    int next = u8(memory, packet + V6_NEXT);
    int at = V6_BYTES;
    while (at < transport) {
      if (next != HOP_BY_HOP && next != ROUTING && next != DESTINATION_OPTIONS) {
        return false;
      }
      next = u8(memory, packet + at);
      at += 8 + 8 * u8(memory, packet + at + 1);
    }
    return at == transport && next == protocol;
  }

  /** Writes the checksum of an IPv4 header. */
  static void finishV4(MemorySegment memory, long packet, int headerBytes) {
    setU16(memory, packet + V4_CHECKSUM, 0);
    int sum = InternetChecksum.sum(memory, packet, headerBytes);
    setU16(memory, packet + V4_CHECKSUM, InternetChecksum.of(sum));
  }
}
