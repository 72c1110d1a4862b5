package io.vnetctl.vde;

import java.io.IOException;

/** A system call was refused. */
public final class ErrnoException extends IOException {
  private final int errno;

  ErrnoException(int errno) {
    super(Errno.text(errno));
    this.errno = errno;
  }

  /**
   * The same, saying what was refused.
   *
   * @param what could not be done, without the reason
   */
  ErrnoException(String what, int errno) {
    super(what + ": " + Errno.text(errno));
    this.errno = errno;
  }

  /** The error number of Linux. */
  public int errno() {
    return errno;
  }
}
