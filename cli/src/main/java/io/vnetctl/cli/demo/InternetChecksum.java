package io.vnetctl.cli.demo;

import java.nio.ByteBuffer;

/** The checksum of RFC 1071. */
final class InternetChecksum {
  private InternetChecksum() {}

  /** Of the octets from offset on; 0 if they hold their own right checksum. */
  static int of(ByteBuffer octets, int offset, int length) {
    long sum = 0;
    for (int i = 0; i + 1 < length; i += 2) {
      sum += Short.toUnsignedInt(octets.getShort(offset + i));
    }
    if (length % 2 != 0) {
      sum += Byte.toUnsignedInt(octets.get(offset + length - 1)) << 8;
    }
    while (sum > 0xffff) {
      sum = (sum & 0xffff) + (sum >>> 16);
    }
    return (int) ~sum & 0xffff;
  }
}
