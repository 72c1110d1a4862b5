package io.vnetctl.cli.settings;

/** Names that switches and clients give to the sockets of ports (spec vnetctl, chapter 4.8). */
public final class SocketName {
  private static final int PORT_DIGITS = 3;

  private SocketName() {}

  /** {@code NNN.FD}: the switch's end of a port, in the control directory. */
  public static boolean isPort(String name) {
    int dot = name.indexOf('.');
    return dot >= PORT_DIGITS && areDigits(name, 0, dot) && areDigits(name, dot + 1, name.length());
  }

  /** {@code .PID-N}: a client's end, in the control directory. */
  public static boolean isClient(String name) {
    return endsInClient(name) && name.lastIndexOf('.') == 0;
  }

  /** {@code ANY.PID-N}: a client's end beside the control directory ANY. */
  public static boolean endsInClient(String name) {
    int dot = name.lastIndexOf('.');
    int dash = name.indexOf('-', dot + 1);
    return dot >= 0
        && dash >= 0
        && areDigits(name, dot + 1, dash)
        && areDigits(name, dash + 1, name.length());
  }

  /** Whether there is a digit, and nothing else. */
  private static boolean areDigits(String text, int from, int to) {
    for (int i = from; i < to; i++) {
      if (text.charAt(i) < '0' || text.charAt(i) > '9') {
        return false;
      }
    }
    return from < to;
  }
}
