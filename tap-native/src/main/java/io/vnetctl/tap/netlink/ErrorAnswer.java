package io.vnetctl.tap.netlink;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;

/**
 * How the kernel ends a request, {@code struct nlmsgerr} (netlink(7)), or a dump: an errno, and
 * with NETLINK_EXT_ACK a text.
 *
 * @param errno 0: done
 * @param text empty if the kernel gives none
 */
record ErrorAnswer(int errno, String text) {
  private static final int ERRNO_SIZE = 4;
  private static final int REQUEST_HEADER_SIZE = NetlinkMessage.HEADER_SIZE;
  private static final int ATTR_MSG = 1;

  static ErrorAnswer parse(NetlinkMessage message) {
    byte[] payload = message.payload();
    if (payload.length < ERRNO_SIZE) {
      throw new MalformedMessageException(
          "error message of %d bytes lacks its number".formatted(payload.length));
    }
    ByteBuffer in = ByteBuffer.wrap(payload).order(ByteOrder.nativeOrder());
    int errno = -in.getInt(0);
    if ((message.flags() & NetlinkMessage.F_ACK_TLVS) == 0) {
      return new ErrorAnswer(errno, "");
    }
    int tail = ERRNO_SIZE;
    if (message.type() == NetlinkMessage.ERROR) {
      tail += requestSize(message, in);
    }
    byte[] attributes = Arrays.copyOfRange(payload, Math.min(tail, payload.length), payload.length);
    return new ErrorAnswer(errno, Attributes.parse(attributes, 0).text(ATTR_MSG));
  }

  /** Bytes of the request that are repeated: its header, or all of it. */
  private static int requestSize(NetlinkMessage message, ByteBuffer in) {
    if (in.limit() < ERRNO_SIZE + REQUEST_HEADER_SIZE) {
      throw new MalformedMessageException(
          "error message of %d bytes lacks its request".formatted(in.limit()));
    }
    if ((message.flags() & NetlinkMessage.F_CAPPED) != 0) {
      return REQUEST_HEADER_SIZE;
    }
    int length = in.getInt(ERRNO_SIZE);
    if (length < REQUEST_HEADER_SIZE || length > in.limit() - ERRNO_SIZE) {
      throw new MalformedMessageException(
          "error message says that its request had %d bytes"
              .formatted(Integer.toUnsignedLong(length)));
    }
    return Attributes.padded(length);
  }
}
