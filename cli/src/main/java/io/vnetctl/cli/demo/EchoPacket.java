package io.vnetctl.cli.demo;

import io.vnetctl.core.frame.MacAddress;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Optional;

/**
 * An ICMP echo request or reply (RFC 792) in an unfragmented IPv4 packet without options (RFC 791).
 *
 * <pre>
 *   14  1  45                22  1  time to live      34  1  type, 8 = request, 0 = reply
 *   16  2  total length      23  1  protocol = 1      36  2  ICMP checksum
 *   18  2  identification    24  2  header checksum   38  2  identifier
 *   20  2  flags, fragment   26  4  source            40  2  sequence number
 *                            30  4  destination       42  n  data
 * </pre>
 *
 * @param identifier 16 bits
 * @param sequence 16 bits
 * @param data not copied: to be left alone
 */
record EchoPacket(
    boolean request,
    MacAddress sourceMac,
    MacAddress destinationMac,
    Ipv4Address source,
    Ipv4Address destination,
    int identifier,
    int sequence,
    byte[] data) {
  static final int ETHER_TYPE = 0x0800;

  private static final int IP = EthernetHeader.OCTETS;
  private static final int IP_OCTETS = 20;
  private static final int ICMP = IP + IP_OCTETS;
  private static final int ICMP_OCTETS = 8;
  private static final byte VERSION_4_NO_OPTIONS = 0x45;
  private static final byte TIME_TO_LIVE = 64;
  private static final byte PROTOCOL_ICMP = 1;
  private static final byte TYPE_REPLY = 0;
  private static final byte TYPE_REQUEST = 8;
  private static final int MORE_FRAGMENTS_AND_OFFSET = 0x3fff;

  /** The same data back to where this request came from. */
  EchoPacket reply() {
    return new EchoPacket(
        false, destinationMac, sourceMac, destination, source, identifier, sequence, data);
  }

  /**
   * Empty for frames that are no such packet, or damaged. Borrows the frame, its remaining octets.
   */
  static Optional<EchoPacket> decode(ByteBuffer octets) {
    ByteBuffer frame = octets.slice();
    if (frame.remaining() < ICMP + ICMP_OCTETS
        || EthernetHeader.type(frame) != ETHER_TYPE
        || frame.get(IP) != VERSION_4_NO_OPTIONS
        || frame.get(IP + 9) != PROTOCOL_ICMP
        || (frame.getShort(IP + 6) & MORE_FRAGMENTS_AND_OFFSET) != 0
        || InternetChecksum.of(frame, IP, IP_OCTETS) != 0) {
      return Optional.empty();
    }
    int icmpOctets = Short.toUnsignedInt(frame.getShort(IP + 2)) - IP_OCTETS;
    if (icmpOctets < ICMP_OCTETS
        || icmpOctets > frame.remaining() - ICMP
        || InternetChecksum.of(frame, ICMP, icmpOctets) != 0) {
      return Optional.empty();
    }
    byte type = frame.get(ICMP);
    if (type != TYPE_REQUEST && type != TYPE_REPLY || frame.get(ICMP + 1) != 0) {
      return Optional.empty();
    }
    byte[] data = new byte[icmpOctets - ICMP_OCTETS];
    frame.get(ICMP + ICMP_OCTETS, data);
    return Optional.of(
        new EchoPacket(
            type == TYPE_REQUEST,
            EthernetHeader.source(frame),
            EthernetHeader.destination(frame),
            new Ipv4Address(frame.getInt(IP + 12)),
            new Ipv4Address(frame.getInt(IP + 16)),
            Short.toUnsignedInt(frame.getShort(ICMP + 4)),
            Short.toUnsignedInt(frame.getShort(ICMP + 6)),
            data));
  }

  /** The whole frame. */
  ByteBuffer encode() {
    int icmpOctets = ICMP_OCTETS + data.length;
    ByteBuffer frame =
        EthernetHeader.frame(destinationMac, sourceMac, ETHER_TYPE, IP_OCTETS + icmpOctets);
    frame
        .put(IP, VERSION_4_NO_OPTIONS)
        .putShort(IP + 2, (short) (IP_OCTETS + icmpOctets))
        .put(IP + 8, TIME_TO_LIVE)
        .put(IP + 9, PROTOCOL_ICMP)
        .putInt(IP + 12, source.value())
        .putInt(IP + 16, destination.value());
    frame.putShort(IP + 10, (short) InternetChecksum.of(frame, IP, IP_OCTETS));
    frame
        .put(ICMP, request ? TYPE_REQUEST : TYPE_REPLY)
        .putShort(ICMP + 4, (short) identifier)
        .putShort(ICMP + 6, (short) sequence)
        .put(ICMP + ICMP_OCTETS, data);
    return frame.putShort(ICMP + 2, (short) InternetChecksum.of(frame, ICMP, icmpOctets));
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof EchoPacket that && encode().equals(that.encode());
  }

  @Override
  public int hashCode() {
    return encode().hashCode();
  }

  @Override
  public String toString() {
    return "echo %s %s -> %s id %d seq %d %s"
        .formatted(
            request ? "request" : "reply",
            source,
            destination,
            identifier,
            sequence,
            Arrays.toString(data));
  }
}
