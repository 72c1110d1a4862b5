package io.vnetctl.cli.peers;

import java.io.IOException;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;

/**
 * A program that asks a switch for a port and names a socket of somebody else as its own. Says what
 * came of it. Needs nothing but the JDK, since users who run it may read nothing else.
 */
final class Claimant {
  static final String GRANTED = "granted";
  static final String REFUSED = "refused";

  private Claimant() {}

  /** Arguments: ctl, socket of somebody else, port. */
  public static void main(String[] args) throws IOException {
    try (SocketChannel ctl = SocketChannel.open(UnixDomainSocketAddress.of(args[0]))) {
      ctl.write(PortRequest.of(Integer.parseInt(args[2]), Path.of(args[1]), "claimant"));
      System.out.println(ctl.read(ByteBuffer.allocate(1)) > 0 ? GRANTED : REFUSED);
    }
  }
}
