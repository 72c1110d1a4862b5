package io.vnetctl.tap.netlink;

/** Faults in the middle of a move, for tests of this module and of those above it (R72). */
public final class InjectedFault {
  private InjectedFault() {}

  /**
   * Has the kernel refuse one request with EOPNOTSUPP when the move is applied.
   *
   * @param request 0 to {@link NicMove#requests()} - 1
   */
  public static void refuse(NicMove move, int request) {
    move.batch().spoil(request);
  }

  /** Applies a move up to, and without, one request: what a kill at that moment leaves. */
  public static void applyBefore(NicMove move, int request) throws NetlinkException {
    move.batch().apply(request);
  }
}
