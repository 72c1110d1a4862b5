package io.vnetctl.tap.netlink;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;

/** IP addresses as bytes of a message, in the order of the wire. Never asks a name server. */
final class IpAddress {
  private IpAddress() {}

  static InetAddress of(byte[] bytes) {
    try {
      return bytes.length == 16
          ? Inet6Address.getByAddress(null, bytes, -1)
          : InetAddress.getByAddress(bytes);
    } catch (UnknownHostException e) {
      throw new MalformedMessageException("IP address of %d bytes".formatted(bytes.length));
    }
  }

  /** The address with the bits beyond the prefix zero. */
  static byte[] network(byte[] address, int prefixLength) {
    byte[] network = address.clone();
    for (int i = 0; i < network.length; i++) {
      int bits = Math.clamp(prefixLength - 8L * i, 0, 8);
      network[i] &= (byte) (0xff00 >> bits);
    }
    return network;
  }

  /** As RFC 5952 writes it; IPv4 in dotted form. */
  static String text(InetAddress address) {
    if (!(address instanceof Inet6Address)) {
      return address.getHostAddress();
    }
    byte[] bytes = address.getAddress();
    int[] groups = new int[8];
    for (int i = 0; i < 8; i++) {
      groups[i] = (bytes[2 * i] & 0xff) << 8 | bytes[2 * i + 1] & 0xff;
    }
    int gap = longestZeroRun(groups);
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < 8; i++) {
      if (gap >= 0 && i == gap) {
        text.append("::");
        while (i + 1 < 8 && groups[i + 1] == 0) {
          i++;
        }
        continue;
      }
      if (!text.isEmpty() && text.charAt(text.length() - 1) != ':') {
        text.append(':');
      }
      text.append(Integer.toHexString(groups[i]));
    }
    return text.toString();
  }

  /** Where the first of the longest runs of two or more zero groups begins, or -1. */
  private static int longestZeroRun(int[] groups) {
    int best = -1;
    int bestLength = 1;
    for (int i = 0; i < groups.length; i++) {
      int end = i;
      while (end < groups.length && groups[end] == 0) {
        end++;
      }
      if (end - i > bestLength) {
        best = i;
        bestLength = end - i;
      }
      i = Math.max(i, end - 1);
    }
    return best;
  }
}
