package io.vnetctl.cli.peers;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.newsclub.net.unix.AFUNIXDatagramChannel;
import org.newsclub.net.unix.AFUNIXSocketAddress;

/**
 * A VDE client down to the bytes (vde-dataplane chapter 2), version 3. Never blocks: {@link
 * #poll()} takes what has come.
 */
final class Plug implements AutoCloseable {
  private static final int REPLY = PortRequest.ADDRESS_BYTES;
  private static final int LARGEST_DATAGRAM = 65536;

  private final SocketChannel ctl;
  private final AFUNIXDatagramChannel data;
  private final Path address;
  private final ByteBuffer reply = ByteBuffer.allocate(REPLY).order(ByteOrder.LITTLE_ENDIAN);
  private final ByteBuffer buffer = ByteBuffer.allocateDirect(LARGEST_DATAGRAM);
  private String peer = "";
  private boolean closedByPeer;

  private Plug(SocketChannel ctl, AFUNIXDatagramChannel data, Path address) {
    this.ctl = ctl;
    this.data = data;
    this.address = address;
  }

  /** Asks for a port (0: any free one) and waits until it has it. */
  static Plug connect(SwitchProcess to, int port) throws IOException {
    return connect(to.ctl(), port, to);
  }

  /** The same, to a control socket. */
  static Plug connect(Path ctl, int port, Object to) throws IOException {
    Plug plug = request(ctl, port, "test plug");
    try {
      Eventually.await(() -> plug.isPlugged() || plug.closedByPeer, () -> "no reply from " + to);
      if (!plug.isPlugged()) {
        throw new AssertionError("port " + port + " refused by " + to);
      }
    } catch (Throwable failure) {
      plug.close();
      throw failure;
    }
    return plug;
  }

  /** Sends the request; whether it is granted shows in {@link #isPlugged()}. */
  static Plug request(SwitchProcess to, int port, String description) throws IOException {
    return request(to.ctl(), port, description);
  }

  private static Plug request(Path switchCtl, int port, String description) throws IOException {
    Path address = Files.createTempFile(switchCtl.getParent().getParent(), "plug", "");
    Files.delete(address);
    AFUNIXDatagramChannel data = AFUNIXDatagramChannel.open();
    data.bind(AFUNIXSocketAddress.of(address));
    data.configureBlocking(false);
    SocketChannel ctl = SocketChannel.open(UnixDomainSocketAddress.of(switchCtl));
    ctl.write(PortRequest.of(port, address, description));
    ctl.configureBlocking(false);
    return new Plug(ctl, data, address);
  }

  /** Whether the switch has granted the port. */
  boolean isPlugged() {
    if (peer.isEmpty() && !closedByPeer) {
      readReply();
    }
    return !peer.isEmpty();
  }

  private void readReply() {
    try {
      closedByPeer = ctl.read(reply) < 0;
      if (!reply.hasRemaining()) {
        String path = new String(reply.array(), 2, REPLY - 2, StandardCharsets.UTF_8);
        peer = path.substring(0, path.indexOf('\0'));
        data.connect(AFUNIXSocketAddress.of(Path.of(peer)));
      }
    } catch (IOException e) {
      closedByPeer = true;
    }
  }

  /** Whether the switch has closed the connection. */
  boolean isUnplugged() {
    try {
      return closedByPeer || ctl.read(ByteBuffer.allocate(1)) < 0;
    } catch (IOException reset) {
      return true;
    }
  }

  int port() {
    return Integer.parseInt(dataSocket().split("\\.")[0]);
  }

  /** Name of the switch's data socket, {@code NNN.FD}. */
  String dataSocket() {
    return Path.of(peer).getFileName().toString();
  }

  /** Whether the switch's data socket took the frame. */
  boolean send(byte[] frame) {
    try {
      return data.write(ByteBuffer.wrap(frame)) == frame.length;
    } catch (IOException refused) {
      return false;
    }
  }

  /** All frames that have come, in order, in hex. */
  List<String> poll() {
    List<String> frames = new ArrayList<>();
    try {
      for (int n = data.read(buffer.clear()); n > 0; n = data.read(buffer.clear())) {
        byte[] frame = new byte[n];
        buffer.flip().get(frame);
        frames.add(HexFormat.of().formatHex(frame));
      }
    } catch (IOException e) {
      throw new UncheckedIOException("cannot receive from " + peer + ": " + e.getMessage(), e);
    }
    return frames;
  }

  /** Waits for {@code frame}; others that come before it are passed over. */
  void awaitFrame(byte[] frame) {
    String wanted = HexFormat.of().formatHex(frame);
    List<String> seen = new ArrayList<>();
    Eventually.await(
        () -> {
          seen.addAll(poll());
          return seen.contains(wanted);
        },
        () -> "frame " + wanted + " did not come, only " + seen);
  }

  @Override
  public void close() throws IOException {
    ctl.close();
    data.close();
    Files.deleteIfExists(address);
  }
}
