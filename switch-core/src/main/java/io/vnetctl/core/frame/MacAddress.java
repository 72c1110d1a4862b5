package io.vnetctl.core.frame;

import java.util.HexFormat;

/**
 * An Ethernet address (802.3, 3.2.3) as a number of 48 bits, first octet on the wire highest.
 *
 * @param value 0 to 2^48 - 1
 */
public record MacAddress(long value) {
  private static final long MASK = 0xffff_ffff_ffffL;
  private static final HexFormat COLONS = HexFormat.ofDelimiter(":");

  /** Rejects numbers of more than 48 bits. */
  public MacAddress {
    if ((value & ~MASK) != 0) {
      throw new IllegalArgumentException("not a MAC address: 0x" + Long.toHexString(value));
    }
  }

  /** Whether the group bit is set: multicast or broadcast (802.3, 3.2.3.1). */
  public static boolean isGroup(long mac) {
    return (mac & 0x0100_0000_0000L) != 0;
  }

  /** The six octets in the order of the wire. */
  public byte[] octets() {
    byte[] octets = new byte[6];
    for (int i = 0; i < 6; i++) {
      octets[i] = (byte) (value >> 8 * (5 - i));
    }
    return octets;
  }

  /** Six hexadecimal numbers of two lower-case digits, separated by colons. */
  @Override
  public String toString() {
    return COLONS.formatHex(octets());
  }
}
