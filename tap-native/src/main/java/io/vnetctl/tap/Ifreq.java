package io.vnetctl.tap;

import java.net.Inet4Address;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** {@code struct ifreq} of linux/if.h, 64-bit layout: a name, and a union of values. */
final class Ifreq {
  /** Bytes of the name without its closing NUL (IFNAMSIZ - 1). */
  static final int MAX_NAME_BYTES = 15;

  static final int SIZE = 40;

  private static final int NAME_SIZE = 16;
  private static final int VALUE = 16;
  // struct sockaddr_in in the union
  private static final int ADDRESS_FAMILY = VALUE;
  private static final int ADDRESS_IPV4 = VALUE + 4;
  // struct sockaddr in the union
  private static final int HARDWARE_ADDRESS = VALUE + 2;
  private static final int HARDWARE_ADDRESS_SIZE = 6;

  private final byte[] bytes = new byte[SIZE];
  private final ByteBuffer fields = ByteBuffer.wrap(bytes).order(ByteOrder.nativeOrder());

  /** Rejects names of more than {@link #MAX_NAME_BYTES} bytes and names with a NUL. */
  Ifreq(String name) {
    byte[] encoded = name.getBytes(StandardCharsets.UTF_8);
    if (encoded.length > MAX_NAME_BYTES || name.indexOf('\0') >= 0) {
      throw new IllegalArgumentException("not an interface name: " + name);
    }
    fields.put(0, encoded);
  }

  static boolean fits(String name) {
    return name.getBytes(StandardCharsets.UTF_8).length <= MAX_NAME_BYTES;
  }

  /** The structure itself, for the kernel to read and to change. */
  byte[] bytes() {
    return bytes;
  }

  String name() {
    int end = 0;
    while (end < NAME_SIZE && bytes[end] != 0) {
      end++;
    }
    return new String(bytes, 0, end, StandardCharsets.UTF_8);
  }

  /** ifr_flags: 16 bits. */
  int flags() {
    return Short.toUnsignedInt(fields.getShort(VALUE));
  }

  Ifreq flags(int flags) {
    fields.putShort(VALUE, (short) flags);
    return this;
  }

  /** ifr_mtu, ifr_ifindex. */
  int number() {
    return fields.getInt(VALUE);
  }

  Ifreq number(int number) {
    fields.putInt(VALUE, number);
    return this;
  }

  /** ifr_addr, ifr_netmask: an IPv4 address. */
  byte[] ipv4() {
    return Arrays.copyOfRange(bytes, ADDRESS_IPV4, ADDRESS_IPV4 + 4);
  }

  Ifreq ipv4(Inet4Address address) {
    fields.putShort(ADDRESS_FAMILY, (short) LibC.AF_INET);
    fields.put(ADDRESS_IPV4, address.getAddress());
    return this;
  }

  /** ifr_netmask of a prefix of 0 to 32 bits. */
  Ifreq netmask(int prefixLength) {
    int mask = prefixLength == 0 ? 0 : -1 << 32 - prefixLength;
    fields.putShort(ADDRESS_FAMILY, (short) LibC.AF_INET);
    ByteBuffer.wrap(bytes).order(ByteOrder.BIG_ENDIAN).putInt(ADDRESS_IPV4, mask);
    return this;
  }

  /** ifr_hwaddr of an Ethernet device: six octets in the order of the wire. */
  byte[] hardwareAddress() {
    return Arrays.copyOfRange(bytes, HARDWARE_ADDRESS, HARDWARE_ADDRESS + HARDWARE_ADDRESS_SIZE);
  }
}
