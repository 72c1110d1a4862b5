package io.vnetctl.cli.demo;

import io.vnetctl.core.frame.MacAddress;
import java.nio.ByteBuffer;
import java.util.Optional;

/**
 * A question or an answer of address resolution (RFC 826) for IPv4 on Ethernet.
 *
 * <pre>
 *   14  2  hardware = 1      20  2  operation, 1 = request, 2 = reply
 *   16  2  protocol = 0800   22  6  sender MAC      28  4  sender IPv4
 *   18  2  lengths 6, 4      32  6  target MAC      38  4  target IPv4
 * </pre>
 *
 * @param targetMac all zeros in a request
 */
record ArpPacket(
    boolean request,
    MacAddress senderMac,
    Ipv4Address sender,
    MacAddress targetMac,
    Ipv4Address target) {
  static final int ETHER_TYPE = 0x0806;

  private static final MacAddress BROADCAST = new MacAddress(0xffff_ffff_ffffL);
  private static final MacAddress UNKNOWN = new MacAddress(0);
  private static final int PAYLOAD_OCTETS = 28;
  private static final int TYPES = 14;
  private static final int ETHERNET_IPV4 = 0x0001_0800;
  private static final int LENGTHS = 18;
  private static final short SIX_AND_FOUR = 0x0604;
  private static final int OPERATION = 20;
  private static final int SENDER_MAC = 22;
  private static final int SENDER = 28;
  private static final int TARGET_MAC = 32;
  private static final int TARGET = 38;

  static ArpPacket whoHas(Ipv4Address target, MacAddress askerMac, Ipv4Address asker) {
    return new ArpPacket(true, askerMac, asker, UNKNOWN, target);
  }

  /** The target's answer to this request. */
  ArpPacket reply(MacAddress mac) {
    return new ArpPacket(false, mac, target, senderMac, sender);
  }

  /** Empty for frames that are no such packet. Borrows the frame, its remaining octets. */
  static Optional<ArpPacket> decode(ByteBuffer octets) {
    ByteBuffer frame = octets.slice();
    if (frame.remaining() < EthernetHeader.OCTETS + PAYLOAD_OCTETS
        || EthernetHeader.type(frame) != ETHER_TYPE
        || frame.getInt(TYPES) != ETHERNET_IPV4
        || frame.getShort(LENGTHS) != SIX_AND_FOUR) {
      return Optional.empty();
    }
    int operation = frame.getShort(OPERATION);
    if (operation != 1 && operation != 2) {
      return Optional.empty();
    }
    return Optional.of(
        new ArpPacket(
            operation == 1,
            EthernetHeader.mac(frame, SENDER_MAC),
            new Ipv4Address(frame.getInt(SENDER)),
            EthernetHeader.mac(frame, TARGET_MAC),
            new Ipv4Address(frame.getInt(TARGET))));
  }

  /** The whole frame: a request goes to all, a reply to its target. */
  ByteBuffer encode() {
    return EthernetHeader.frame(
            request ? BROADCAST : targetMac, senderMac, ETHER_TYPE, PAYLOAD_OCTETS)
        .putInt(TYPES, ETHERNET_IPV4)
        .putShort(LENGTHS, SIX_AND_FOUR)
        .putShort(OPERATION, (short) (request ? 1 : 2))
        .put(SENDER_MAC, senderMac.octets())
        .putInt(SENDER, sender.value())
        .put(TARGET_MAC, targetMac.octets())
        .putInt(TARGET, target.value());
  }
}
