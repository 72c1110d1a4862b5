package io.vnetctl.vde;

import java.util.HexFormat;

/** A client's connection to the control socket, as it is handed to another process. */
public sealed interface ControlConnection {
  /** The connection's own descriptor. */
  int control();

  /**
   * A client that is plugged in.
   *
   * @param endpoint its identifier
   * @param data descriptor of the data socket
   */
  record Plugged(int endpoint, int control, int data) implements ControlConnection {}

  /**
   * A client that has not sent its whole request.
   *
   * @param request what it has sent of it, in hexadecimal
   */
  record Waiting(int control, String request) implements ControlConnection {
    static Waiting of(int control, byte[] request) {
      return new Waiting(control, HexFormat.of().formatHex(request));
    }

    byte[] bytes() {
      return HexFormat.of().parseHex(request);
    }
  }
}
