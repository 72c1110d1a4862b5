package io.vnetctl.tap.netlink;

import java.io.IOException;

/**
 * The kernel refused a request. The message is one line: what failed, the C library's text for
 * errno, the kernel's own words where it gave some (NETLINK_EXT_ACK, netlink(7)), and what to do
 * where that is known.
 */
public final class NetlinkException extends IOException {
  private static final long serialVersionUID = 1;

  private final int errno;

  NetlinkException(String what, int errno, String kernelText) {
    super(what + ": " + LibC.strerror(errno) + said(kernelText) + advice(errno));
    this.errno = errno;
  }

  NetlinkException(String message) {
    super(message);
    this.errno = 0;
  }

  /** The error number (errno.h); 0 where the kernel was not asked or did not answer. */
  public int errno() {
    return errno;
  }

  private static String said(String kernelText) {
    return kernelText.isEmpty() ? "" : " (" + kernelText + ")";
  }

  private static String advice(int errno) {
    return switch (errno) {
      case LibC.EPERM -> "; needs CAP_NET_ADMIN (run as root)";
      case LibC.ENODEV -> "; see 'ip link' for the interfaces that exist";
      default -> "";
    };
  }
}
