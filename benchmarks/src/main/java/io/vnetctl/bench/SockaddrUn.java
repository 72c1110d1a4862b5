package io.vnetctl.bench;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/** The address of a unix socket as the kernel and VDE's control protocol carry it: unix(7). */
final class SockaddrUn {
  static final int BYTES = 110;

  private static final short FAMILY = LibC.AF_UNIX;
  private static final int PATH_OFFSET = 2;
  private static final int MAX_PATH_BYTES = BYTES - PATH_OFFSET - 1;

  private SockaddrUn() {}

  static byte[] encode(Path path) {
    byte[] name = path.toString().getBytes(StandardCharsets.UTF_8);
    if (name.length > MAX_PATH_BYTES) {
      throw new IllegalArgumentException(
          "socket path of %d bytes, at most %d fit: %s; use a shorter directory"
              .formatted(name.length, MAX_PATH_BYTES, path));
    }
    return ByteBuffer.allocate(BYTES)
        .order(ByteOrder.nativeOrder())
        .putShort(FAMILY)
        .put(name)
        .array();
  }

  static Path decode(byte[] address) {
    ByteBuffer in = ByteBuffer.wrap(address).order(ByteOrder.nativeOrder());
    if (address.length != BYTES || in.getShort() != FAMILY) {
      throw new IllegalArgumentException("not a unix socket address");
    }
    int end = PATH_OFFSET;
    while (end < BYTES && address[end] != 0) {
      end++;
    }
    return Path.of(new String(address, PATH_OFFSET, end - PATH_OFFSET, StandardCharsets.UTF_8));
  }
}
