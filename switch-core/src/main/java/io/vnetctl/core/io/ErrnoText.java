package io.vnetctl.core.io;

import io.netty.channel.unix.Errors;

/** The system's words for an error number. */
final class ErrnoText {
  private ErrnoText() {}

  static String of(int errno) {
    return Errors.newIOException("device", -errno).getMessage();
  }
}
