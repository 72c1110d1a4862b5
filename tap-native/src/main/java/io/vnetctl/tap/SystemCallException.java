package io.vnetctl.tap;

import java.io.IOException;

/**
 * The kernel refused a call. The message is one line: what failed, why, and what to do where that
 * is known.
 */
public final class SystemCallException extends IOException {
  private static final long serialVersionUID = 1;

  private final String call;
  private final int errno;

  SystemCallException(String call, int errno) {
    super(call + ": " + LibC.strerror(errno));
    this.call = call;
    this.errno = errno;
  }

  SystemCallException(String what, SystemCallException cause, String advice) {
    super(what + ": " + cause.reason() + (advice.isEmpty() ? "" : "; " + advice), cause);
    this.call = cause.call;
    this.errno = cause.errno;
  }

  /** The call or ioctl by its name in the manual, such as {@code open} or {@code TUNSETIFF}. */
  public String call() {
    return call;
  }

  /** The error number (errno.h). */
  public int errno() {
    return errno;
  }

  /** The C library's text for {@link #errno()}. */
  public String reason() {
    return LibC.strerror(errno);
  }
}
