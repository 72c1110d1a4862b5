package io.vnetctl.cli.peers;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.NotYetConnectedException;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Many connections to one socket, of which none ever reads. */
final class Crowd implements AutoCloseable {
  private final List<SocketChannel> members = new ArrayList<>();

  /** Connects as many as the socket takes, at most {@code count}; does not wait. */
  static Crowd at(Path socket, int count) throws IOException {
    Crowd crowd = new Crowd();
    for (int i = 0; i < count; i++) {
      crowd.add(socket);
    }
    return crowd;
  }

  private void add(Path socket) throws IOException {
    SocketChannel member = SocketChannel.open(StandardProtocolFamily.UNIX);
    members.add(member);
    member.configureBlocking(false);
    UnixDomainSocketAddress address = UnixDomainSocketAddress.of(socket);
    Eventually.within(
        Duration.ofMillis(20),
        () -> {
          try {
            return member.connect(address);
          } catch (IOException backlogIsFull) {
            return false;
          }
        });
  }

  /** Each says something, if it can. */
  void say(String text) {
    byte[] bytes = text.getBytes(StandardCharsets.ISO_8859_1);
    for (SocketChannel member : members) {
      try {
        member.write(ByteBuffer.wrap(bytes));
      } catch (IOException | NotYetConnectedException gone) {
        continue;
      }
    }
  }

  @Override
  public void close() throws IOException {
    for (SocketChannel member : members) {
      member.close();
    }
  }
}
