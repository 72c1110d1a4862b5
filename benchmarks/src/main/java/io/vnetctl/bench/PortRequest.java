package io.vnetctl.bench;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/**
 * Version 3 of the request that registers a client at a switch's control socket.
 *
 * @param port 1 or more, or 0 for any free port
 * @param dataSocket the client's datagram socket, already bound
 * @param description shown by the switch's console
 */
record PortRequest(int port, Path dataSocket, String description) {
  private static final int MAGIC = 0xfeedface;
  private static final int VERSION = 3;
  private static final int PORT_SHIFT = 8;
  private static final int HEADER_BYTES = 12;

  byte[] encode() {
    byte[] text = description.getBytes(StandardCharsets.UTF_8);
    return ByteBuffer.allocate(HEADER_BYTES + SockaddrUn.BYTES + text.length)
        .order(ByteOrder.nativeOrder())
        .putInt(MAGIC)
        .putInt(VERSION)
        .putInt(port << PORT_SHIFT)
        .put(SockaddrUn.encode(dataSocket))
        .put(text)
        .array();
  }
}
