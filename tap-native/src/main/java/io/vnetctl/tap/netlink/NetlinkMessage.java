package io.vnetctl.tap.netlink;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;

/**
 * One message with its header, {@code struct nlmsghdr} (netlink(7), linux/netlink.h).
 *
 * @param type NLMSG_ or RTM_ number, 16 bits
 * @param flags NLM_F_ flags, 16 bits
 * @param sequence number by which the answer finds its request
 * @param port address of the socket, 0 for the kernel
 * @param payload what follows the header, without padding; not copied: nobody changes it
 */
record NetlinkMessage(int type, int flags, int sequence, int port, byte[] payload) {
  static final int HEADER_SIZE = 16;

  static final int NOOP = 1;
  static final int ERROR = 2;
  static final int DONE = 3;

  static final int F_REQUEST = 0x1;
  static final int F_ACK = 0x4;
  static final int F_DUMP_INTR = 0x10;
  static final int F_DUMP = 0x300;
  static final int F_REPLACE = 0x100;
  static final int F_EXCL = 0x200;
  static final int F_CREATE = 0x400;
  static final int F_APPEND = 0x800;

  // Of an answer of type ERROR or DONE
  static final int F_CAPPED = 0x100;
  static final int F_ACK_TLVS = 0x200;

  /** All messages of a datagram. */
  static List<NetlinkMessage> parse(byte[] datagram) {
    ByteBuffer in = ByteBuffer.wrap(datagram).order(ByteOrder.nativeOrder());
    List<NetlinkMessage> messages = new ArrayList<>();
    int at = 0;
    while (at < datagram.length) {
      int left = datagram.length - at;
      if (left < HEADER_SIZE) {
        throw new MalformedMessageException(
            "message header of %d bytes at byte %d".formatted(left, at));
      }
      int length = in.getInt(at);
      if (length < HEADER_SIZE || length > left) {
        throw new MalformedMessageException(
            "message at byte %d says %d of %d bytes"
                .formatted(at, Integer.toUnsignedLong(length), left));
      }
      byte[] payload = new byte[length - HEADER_SIZE];
      in.get(at + HEADER_SIZE, payload);
      messages.add(
          new NetlinkMessage(
              Short.toUnsignedInt(in.getShort(at + 4)),
              Short.toUnsignedInt(in.getShort(at + 6)),
              in.getInt(at + 8),
              in.getInt(at + 12),
              payload));
      at += Attributes.padded(length);
    }
    return messages;
  }

  /** The message with its padding. */
  byte[] encode() {
    int length = HEADER_SIZE + payload.length;
    return ByteBuffer.allocate(Attributes.padded(length))
        .order(ByteOrder.nativeOrder())
        .putInt(length)
        .putShort((short) type)
        .putShort((short) flags)
        .putInt(sequence)
        .putInt(port)
        .put(payload)
        .array();
  }
}
