package io.vnetctl.cli.host;

import java.util.HexFormat;
import java.util.Random;

/** Addresses that everybody may give away: unicast, locally administered (IEEE 802-2014, 8.4). */
final class LocalMac {
  private static final int LENGTH = 6;
  private static final int GROUP = 0x01;
  private static final int LOCAL = 0x02;

  /** The first octet that leaves hardly any room above. */
  private static final int HIGH = 0xfe;

  private LocalMac() {}

  /** Any of them, by chance. */
  static String any() {
    byte[] mac = random();
    mac[0] = (byte) (mac[0] & ~GROUP | LOCAL);
    return text(mac);
  }

  /**
   * One for a port of a bridge: a bridge that was given no address of its own takes the lowest of
   * its ports, and a host that changes its address with a new port is lost to its neighbours.
   */
  static String ofPort() {
    byte[] mac = random();
    mac[0] = (byte) HIGH;
    return text(mac);
  }

  private static byte[] random() {
    byte[] mac = new byte[LENGTH];
    new Random().nextBytes(mac);
    return mac;
  }

  private static String text(byte[] mac) {
    return HexFormat.ofDelimiter(":").formatHex(mac);
  }
}
