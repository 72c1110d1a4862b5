package io.vnetctl.cli.peers;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/** What a client of version 3 sends to ctl (vde-dataplane chapter 2). */
final class PortRequest {
  /** A {@code sockaddr_un}, which is also the reply. */
  static final int ADDRESS_BYTES = 2 + 108;

  private static final int MAGIC = 0xfeedface;
  private static final int VERSION = 3;
  private static final int HEADER_BYTES = 12;
  private static final short AF_UNIX = 1;

  private PortRequest() {}

  static ByteBuffer of(int port, Path address, String description) {
    byte[] text = description.getBytes(StandardCharsets.UTF_8);
    return ByteBuffer.allocate(HEADER_BYTES + ADDRESS_BYTES + text.length)
        .order(ByteOrder.LITTLE_ENDIAN)
        .putInt(MAGIC)
        .putInt(VERSION)
        .putInt(port << 8)
        .putShort(AF_UNIX)
        .put(address.toString().getBytes(StandardCharsets.UTF_8))
        .position(HEADER_BYTES + ADDRESS_BYTES)
        .put(text)
        .flip();
  }
}
