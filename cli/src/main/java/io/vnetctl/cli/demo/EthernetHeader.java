package io.vnetctl.cli.demo;

import io.vnetctl.core.frame.MacAddress;
import java.nio.ByteBuffer;

/** The 14 octets in front of each payload (802.3, 3.1.1): destination, source, type. */
final class EthernetHeader {
  static final int OCTETS = 14;

  /** The least size of a frame without FCS; shorter ones are padded with zeros. */
  static final int MIN_FRAME_OCTETS = 60;

  private static final int DESTINATION = 0;
  private static final int SOURCE = 6;
  private static final int TYPE = 12;

  private EthernetHeader() {}

  static int type(ByteBuffer frame) {
    return Short.toUnsignedInt(frame.getShort(TYPE));
  }

  static MacAddress destination(ByteBuffer frame) {
    return mac(frame, DESTINATION);
  }

  static MacAddress source(ByteBuffer frame) {
    return mac(frame, SOURCE);
  }

  /** A zeroed frame with this header and room for the payload. */
  static ByteBuffer frame(MacAddress destination, MacAddress source, int type, int payloadOctets) {
    return ByteBuffer.allocate(Math.max(MIN_FRAME_OCTETS, OCTETS + payloadOctets))
        .put(DESTINATION, destination.octets())
        .put(SOURCE, source.octets())
        .putShort(TYPE, (short) type);
  }

  static MacAddress mac(ByteBuffer octets, int offset) {
    return new MacAddress(
        (long) Short.toUnsignedInt(octets.getShort(offset)) << 32
            | Integer.toUnsignedLong(octets.getInt(offset + 2)));
  }
}
