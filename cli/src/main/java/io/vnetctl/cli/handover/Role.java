package io.vnetctl.cli.handover;

/** What an open file is for that one process hands to another. */
public sealed interface Role {
  /**
   * The control socket, where clients register.
   *
   * @param given whether its file stays somebody else's, such as a socket unit's
   */
  record ControlSocket(boolean given) implements Role {}

  /** The management socket, where consoles connect; given as the control socket is. */
  record ConsoleSocket(boolean given) implements Role {}

  /** Connection of a client to the control socket. */
  record Control(int endpoint) implements Role {}

  /** Data socket of a client. */
  record Data(int endpoint) implements Role {}

  /** Connection of a client that has sent so much of its request, in hexadecimal. */
  record Waiting(String request) implements Role {}

  /** Connection to the holder of the switch. */
  record Holder() implements Role {}

  /** One of two files that a {@link DescriptorStore} writes in turn. */
  record KeptState(int slot) implements Role {}

  /**
   * A TAP.
   *
   * @param vnetHeader whether a virtio_net_hdr comes before each frame
   */
  record Tap(int endpoint, boolean vnetHeader) implements Role {}
}
