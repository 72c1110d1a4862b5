package io.vnetctl.cli.requirements;

import io.vnetctl.cli.peers.User;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;

/** A UNIX socket of a {@link Host} that this process listens on, and leaves behind when closed. */
final class SocketFile implements AutoCloseable {
  private final ServerSocketChannel socket;

  private SocketFile(ServerSocketChannel socket) {
    this.socket = socket;
  }

  /** Somebody listens, and never answers. */
  static SocketFile live(Host host, String path, User owner) {
    Path file = host.file(path);
    try {
      ServerSocketChannel socket = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
      socket.bind(UnixDomainSocketAddress.of(file));
      own(file, owner);
      return new SocketFile(socket);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** As a program leaves it that was killed. */
  static void dead(Host host, String path, User owner) {
    live(host, path, owner).close();
  }

  private static void own(Path file, User owner) throws IOException {
    Files.setAttribute(file, "unix:uid", (int) owner.uid());
    Files.setAttribute(file, "unix:gid", (int) owner.gid());
  }

  @Override
  public void close() {
    try {
      socket.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
