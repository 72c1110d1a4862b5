package io.vnetctl.vde.client;

import io.vnetctl.vde.wire.PortRequest;
import io.vnetctl.vde.wire.SockaddrUn;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.CancelledKeyException;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.ClosedSelectorException;
import java.nio.channels.SelectableChannel;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.newsclub.net.unix.AFUNIXDatagramChannel;
import org.newsclub.net.unix.AFUNIXSelectorProvider;
import org.newsclub.net.unix.AFUNIXSocketAddress;
import org.newsclub.net.unix.AFUNIXSocketChannel;

/**
 * A cable from this process into a VDE switch (VDE data plane, 2 to 4): a frame sent is a frame
 * that arrives at a port of the switch. Nothing of it is left in the file system once it is
 * connected; the switch notices its end by the control connection.
 *
 * <p>One thread may send while another receives; more need a lock of their own. Closing is allowed
 * from any thread.
 */
public final class VdePlug implements AutoCloseable {
  /** Port number that lets the switch choose. */
  public static final int ANY_PORT = 0;

  /** Mode of the data socket that lets in no one but its owner, and the switch where needed. */
  public static final int PRIVATE_MODE = 0700;

  /** Real clients keep the description with user and process to this length. */
  private static final int MAX_DESCRIPTION = 127;

  /** Longer than a switch takes, shorter than a user waits: VDE's own may never answer. */
  private static final Duration REPLY_TIMEOUT = Duration.ofSeconds(5);

  private final AFUNIXSocketChannel ctl;
  private final AFUNIXDatagramChannel data;
  private final Selector incoming;
  private final Selector outgoing;
  private final SelectionKey ctlReadable;
  private final ByteBuffer unexpected = ByteBuffer.allocate(64);
  private final int port;
  private volatile boolean connected = true;

  private VdePlug(AFUNIXSocketChannel ctl, AFUNIXDatagramChannel data, int port)
      throws IOException {
    this.ctl = ctl;
    this.data = data;
    this.port = port;
    ctl.configureBlocking(false);
    data.configureBlocking(false);
    incoming = AFUNIXSelectorProvider.provider().openSelector();
    outgoing = AFUNIXSelectorProvider.provider().openSelector();
    ctlReadable = ctl.register(incoming, SelectionKey.OP_READ);
    data.register(incoming, SelectionKey.OP_READ);
    data.register(outgoing, SelectionKey.OP_WRITE);
  }

  /**
   * Connects to a switch.
   *
   * @param directory of the switch, with its socket {@code ctl}
   * @param port 1 to 2^24 - 1, or {@link #ANY_PORT}
   * @param description shown by the switch; user and process are added, and all cut to 127 octets
   * @param mode permission bits of the data socket while it has a name, such as 0700
   * @throws PlugException if the switch is absent, not permitted, or refuses
   */
  public static VdePlug connect(Path directory, int port, String description, int mode)
      throws PlugException {
    return connect(directory, port, description, mode, REPLY_TIMEOUT);
  }

  static VdePlug connect(
      Path directory, int port, String description, int mode, Duration replyTimeout)
      throws PlugException {
    Path dir = directory.toAbsolutePath();
    Path ctlFile = dir.resolve("ctl");
    AFUNIXSocketChannel ctl = connectCtl(dir, ctlFile);
    AFUNIXDatagramChannel data = null;
    try {
      PlugSocket socket = PlugSocket.open(dir);
      data = socket.channel();
      SockaddrUn reply;
      try {
        socket.admit(ctlFile, mode);
        PortRequest request =
            new PortRequest(3, PortRequest.Type.PORT, port, socket.address(), signed(description));
        reply = exchange(ctl, request, dir, replyTimeout);
        data.connect(AFUNIXSocketAddress.of(reply.path()));
      } finally {
        socket.removeFile();
      }
      return new VdePlug(ctl, data, portOf(reply));
    } catch (PlugException refused) {
      close(refused, data, ctl);
      throw refused;
    } catch (IOException | IllegalArgumentException failed) {
      PlugException failure =
          new PlugException("cannot plug into %s: %s".formatted(dir, failed.getMessage()), failed);
      close(failure, data, ctl);
      throw failure;
    }
  }

  /** The port the switch has given. */
  public int port() {
    return port;
  }

  /** Whether the switch holds the other end, as far as is known without waiting. */
  public boolean isConnected() {
    try {
      lookAtCtl();
    } catch (IOException broken) {
      connected = false;
    }
    return connected;
  }

  /**
   * Sends a frame and waits while the switch's socket is full.
   *
   * @param frame its remaining octets, without FCS; borrowed, and consumed
   * @throws IOException if the switch has gone, or the plug is closed
   */
  public void send(ByteBuffer frame) throws IOException {
    while (!trySend(frame)) {
      await(outgoing, 0);
    }
  }

  /**
   * Sends a frame unless the switch's socket is full.
   *
   * @param frame as of {@link #send}; untouched if it was not sent
   * @return whether it was sent
   * @throws IOException if the switch has gone, or the plug is closed
   */
  public boolean trySend(ByteBuffer frame) throws IOException {
    return !frame.hasRemaining() || data.write(frame) > 0;
  }

  /**
   * Waits for a frame.
   *
   * @param frame takes the octets at its position; what it has no room for is lost. Borrowed
   * @param timeout zero does not wait
   * @return whether a frame has arrived in time
   * @throws IOException if the switch has gone, or the plug is closed
   */
  public boolean receive(ByteBuffer frame, Duration timeout) throws IOException {
    if (data.read(frame) > 0) {
      return true;
    }
    long deadlineNs = System.nanoTime() + timeout.toNanos();
    for (long leftNs = timeout.toNanos(); leftNs > 0; leftNs = deadlineNs - System.nanoTime()) {
      await(incoming, Math.max(1, leftNs / 1_000_000));
      if (data.read(frame) > 0) {
        return true;
      }
      if (!isConnected()) {
        throw new EOFException("the switch has closed port " + port);
      }
    }
    return false;
  }

  @Override
  public void close() throws IOException {
    connected = false;
    try (ctl;
        data;
        outgoing;
        incoming) {
      ctlReadable.cancel();
    }
  }

  /** Zero milliseconds wait without end. */
  private static void await(Selector selector, long timeoutMs) throws IOException {
    try {
      selector.select(timeoutMs);
      selector.selectedKeys().clear();
    } catch (ClosedSelectorException | CancelledKeyException closed) {
      throw (IOException) new ClosedChannelException().initCause(closed);
    }
  }

  private void lookAtCtl() throws IOException {
    unexpected.clear();
    if (connected && ctl.read(unexpected) < 0) {
      connected = false;
    }
  }

  private static AFUNIXSocketChannel connectCtl(Path dir, Path ctlFile) throws PlugException {
    String what = "cannot plug into " + dir + ": ";
    if (!Files.exists(ctlFile)) {
      throw new PlugException(
          what + "there is no socket ctl; start a switch with: vde_switch -s " + dir);
    }
    if (!Files.isWritable(ctlFile)) {
      throw new PlugException(
          what + "no permission to write to its socket ctl; start the switch with -m or -g");
    }
    try {
      return AFUNIXSocketChannel.open(AFUNIXSocketAddress.of(ctlFile));
    } catch (IOException | IllegalArgumentException failed) {
      throw new PlugException(
          what
              + "no switch answers at its socket ctl ("
              + failed.getMessage()
              + "); start one with: vde_switch -s "
              + dir,
          failed);
    }
  }

  private static SockaddrUn exchange(
      AFUNIXSocketChannel ctl, PortRequest request, Path dir, Duration timeout) throws IOException {
    ByteBuffer octets = ByteBuffer.wrap(request.encode());
    while (octets.hasRemaining()) {
      ctl.write(octets);
    }
    ByteBuffer reply = ByteBuffer.allocate(SockaddrUn.OCTETS);
    ctl.configureBlocking(false);
    try (Selector selector = AFUNIXSelectorProvider.provider().openSelector()) {
      ctl.register(selector, SelectionKey.OP_READ);
      while (reply.hasRemaining()) {
        if (selector.select(timeout.toMillis()) == 0) {
          throw refused(dir, request.port(), "does not answer");
        }
        selector.selectedKeys().clear();
        if (ctl.read(reply) < 0) {
          throw refused(dir, request.port(), "refuses");
        }
      }
    }
    return SockaddrUn.decode(reply.flip())
        .orElseThrow(() -> refused(dir, request.port(), "answers nonsense"));
  }

  private static PlugException refused(Path dir, int port, String how) {
    return new PlugException(
        port == ANY_PORT
            ? "cannot plug into %s: the switch %s; no port may be free (console: port/setnumports)"
                .formatted(dir, how)
            : "cannot plug into port %d of %s: the switch %s; its number may be too large, or it is "
                    .formatted(port, dir, how)
                + "another user's (console: port/showinfo, port/allprint)");
  }

  private static String signed(String description) {
    String signed =
        "%s user=%s pid=%d"
            .formatted(description, System.getProperty("user.name"), ProcessHandle.current().pid());
    byte[] octets = signed.getBytes(StandardCharsets.UTF_8);
    return new String(
        octets, 0, Math.min(octets.length, MAX_DESCRIPTION), StandardCharsets.ISO_8859_1);
  }

  /** The number in front of the dot of {@code DIR/NNN.FD}. */
  private static int portOf(SockaddrUn reply) throws PlugException {
    String name = Path.of(reply.toString()).getFileName().toString();
    try {
      return Integer.parseInt(name.substring(0, Math.max(0, name.indexOf('.'))));
    } catch (NumberFormatException noPort) {
      throw new PlugException(
          "the switch names a data socket without port number: " + reply, noPort);
    }
  }

  private static void close(Throwable failure, SelectableChannel... channels) {
    for (SelectableChannel channel : channels) {
      if (channel != null) {
        try {
          channel.close();
        } catch (IOException unclosed) {
          failure.addSuppressed(unclosed);
        }
      }
    }
  }
}
