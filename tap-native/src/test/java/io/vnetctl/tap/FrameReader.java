package io.vnetctl.tap;

import com.sun.jna.LastErrorException;
import com.sun.jna.Native;
import java.util.HexFormat;

/** Reads frames from a descriptor of a TAP. */
final class FrameReader {
  private static final short POLLIN = 1;
  private static final int PATIENCE_MS = 5_000;

  static {
    Native.register(FrameReader.class, "c");
  }

  private FrameReader() {}

  /** Reads until a frame begins with the bytes, or none has come for some seconds. */
  static boolean awaitFrame(int fd, String hexPrefix) {
    byte[] frame = new byte[2048];
    while (poll(pollfd(fd), 1, PATIENCE_MS) == 1) {
      int length = (int) read(fd, frame, frame.length);
      if (HexFormat.of().formatHex(frame, 0, length).startsWith(hexPrefix)) {
        return true;
      }
    }
    return false;
  }

  /** struct pollfd on a little-endian machine: descriptor, events wanted, events seen. */
  private static int[] pollfd(int fd) {
    return new int[] {fd, POLLIN};
  }

  private static native int poll(int[] pollfds, long count, int timeoutMs)
      throws LastErrorException;

  private static native long read(int fd, byte[] buffer, long size) throws LastErrorException;
}
