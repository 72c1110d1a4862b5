package io.vnetctl.tap.netlink;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * One leg of a multipath route, {@code struct rtnexthop} (rtnetlink(7), RTA_MULTIPATH).
 *
 * @param flags RTNH_F_ flags, 8 bits
 * @param hops weight less one, 8 bits
 * @param interfaceIndex 0 or more
 */
record NextHop(int flags, int hops, int interfaceIndex, Attributes attributes) {
  private static final int HEADER_SIZE = 8;

  static List<NextHop> parse(byte[] value) {
    ByteBuffer in = ByteBuffer.wrap(value).order(ByteOrder.nativeOrder());
    List<NextHop> legs = new ArrayList<>();
    int at = 0;
    while (at < value.length) {
      int left = value.length - at;
      int length = left < HEADER_SIZE ? 0 : Short.toUnsignedInt(in.getShort(at));
      if (length < HEADER_SIZE || length > left) {
        throw new MalformedMessageException(
            "next hop at byte %d says %d of %d bytes".formatted(at, length, left));
      }
      legs.add(
          new NextHop(
              Byte.toUnsignedInt(in.get(at + 2)),
              Byte.toUnsignedInt(in.get(at + 3)),
              in.getInt(at + 4),
              Attributes.parse(Arrays.copyOfRange(value, at + HEADER_SIZE, at + length), 0)));
      at += Attributes.padded(length);
    }
    return legs;
  }

  static byte[] encode(List<NextHop> legs) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    for (NextHop leg : legs) {
      byte[] tail = leg.attributes.encode();
      out.writeBytes(
          ByteBuffer.allocate(HEADER_SIZE + tail.length)
              .order(ByteOrder.nativeOrder())
              .putShort((short) (HEADER_SIZE + tail.length))
              .put((byte) leg.flags)
              .put((byte) leg.hops)
              .putInt(leg.interfaceIndex)
              .put(tail)
              .array());
    }
    return out.toByteArray();
  }
}
