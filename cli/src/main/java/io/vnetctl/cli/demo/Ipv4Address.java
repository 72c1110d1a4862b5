package io.vnetctl.cli.demo;

import java.util.regex.Pattern;

/**
 * An IPv4 address.
 *
 * @param value its 32 bits, first octet highest
 */
record Ipv4Address(int value) {
  private static final Pattern DOTTED = Pattern.compile("\\d{1,3}(\\.\\d{1,3}){3}");

  static Ipv4Address of(String dotted) {
    if (!DOTTED.matcher(dotted).matches()) {
      throw new IllegalArgumentException("not an IPv4 address: " + dotted);
    }
    int value = 0;
    for (String octet : dotted.split("\\.")) {
      int number = Integer.parseInt(octet);
      if (number > 0xff) {
        throw new IllegalArgumentException("not an IPv4 address: " + dotted);
      }
      value = value << 8 | number;
    }
    return new Ipv4Address(value);
  }

  @Override
  public String toString() {
    return "%d.%d.%d.%d"
        .formatted(value >>> 24, value >>> 16 & 0xff, value >>> 8 & 0xff, value & 0xff);
  }
}
