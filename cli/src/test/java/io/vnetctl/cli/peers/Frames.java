package io.vnetctl.cli.peers;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;

/** Ethernet frames for tests. */
final class Frames {
  /** EtherType for local experiments (IEEE 802, 9.2.3). */
  private static final short LOCAL_EXPERIMENT = (short) 0x88b5;

  static final String BROADCAST = "ff:ff:ff:ff:ff:ff";
  private static final int MINIMUM = 60;

  private Frames() {}

  /** A frame of at least 60 bytes; addresses as {@code 02:00:00:00:00:01}. */
  static byte[] frame(String destination, String source, String payload) {
    byte[] text = payload.getBytes(StandardCharsets.UTF_8);
    return ByteBuffer.allocate(Math.max(MINIMUM, 14 + text.length))
        .put(address(destination))
        .put(address(source))
        .putShort(LOCAL_EXPERIMENT)
        .put(text)
        .array();
  }

  private static byte[] address(String text) {
    return HexFormat.ofDelimiter(":").parseHex(text);
  }
}
