package io.vnetctl.bench;

import io.vnetctl.vde.wire.PortRequest;
import io.vnetctl.vde.wire.SockaddrUn;
import java.io.IOException;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;

/** A client plugged into a switch. It stays on its port until closed. */
final class VdeClient implements AutoCloseable {
  private static final int REPLY_TIMEOUT_MS = 5_000;

  /** Of the request, as today's clients send it. */
  private static final int VERSION = 3;

  private final SocketChannel control;
  private final FrameSocket frames;

  private VdeClient(SocketChannel control, FrameSocket frames) {
    this.control = control;
    this.frames = frames;
  }

  /** Registers at the switch of {@code directory} on {@code port}, 1 or more. */
  static VdeClient plug(Path directory, int port) throws IOException {
    Path own = directory.resolve(".%05d-%05d".formatted(ProcessHandle.current().pid(), port));
    FrameSocket frames = FrameSocket.bound(own);
    SocketChannel control = null;
    try {
      control = SocketChannel.open(UnixDomainSocketAddress.of(directory.resolve("ctl")));
      control.write(ByteBuffer.wrap(request(port, own).encode()));
      frames.connect(reply(control));
      return new VdeClient(control, frames);
    } catch (IOException e) {
      frames.close();
      if (control != null) {
        control.close();
      }
      throw e;
    } finally {
      Files.deleteIfExists(own);
    }
  }

  FrameSocket frames() {
    return frames;
  }

  @Override
  public void close() throws IOException {
    frames.close();
    control.close();
  }

  private static PortRequest request(int port, Path own) {
    SockaddrUn address = SockaddrUn.ofFile(own.toString());
    return new PortRequest(VERSION, PortRequest.Type.PORT, port, address, "bench");
  }

  private static Path reply(SocketChannel control) throws IOException {
    ByteBuffer reply = ByteBuffer.allocate(SockaddrUn.OCTETS);
    control.configureBlocking(false);
    try (Selector selector = Selector.open()) {
      control.register(selector, SelectionKey.OP_READ);
      while (reply.hasRemaining()) {
        if (selector.select(REPLY_TIMEOUT_MS) == 0) {
          throw new IOException("no reply from the switch within " + REPLY_TIMEOUT_MS + " ms");
        }
        selector.selectedKeys().clear();
        if (control.read(reply) < 0) {
          throw new IOException("the switch refused the port");
        }
      }
    }
    return SockaddrUn.decode(reply.flip())
        .map(address -> Path.of(address.toString()))
        .orElseThrow(() -> new IOException("the switch's reply is not the address of a socket"));
  }
}
