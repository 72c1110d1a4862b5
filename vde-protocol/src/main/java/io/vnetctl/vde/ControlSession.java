package io.vnetctl.vde;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.epoll.EpollDomainSocketChannel;
import io.netty.util.concurrent.Future;
import io.vnetctl.core.Applicant;
import io.vnetctl.core.Endpoint;
import io.vnetctl.core.OutOfMemory;
import io.vnetctl.core.PacedLog;
import io.vnetctl.core.PortChoice;
import io.vnetctl.core.Switch;
import io.vnetctl.core.io.FrameDevice;
import io.vnetctl.core.io.SwitchLoop;
import io.vnetctl.core.state.EndpointState;
import io.vnetctl.vde.wire.PortRequest;
import io.vnetctl.vde.wire.SockaddrUn;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * One client on the control socket: its request, its endpoint, its end. What it sends after its
 * request is ignored; the end of the connection is the end of the endpoint, and the other way
 * round.
 *
 * <p>Switch thread. Source: spec vde-dataplane, 2.3 to 2.7.
 */
public final class ControlSession extends ChannelInboundHandlerAdapter {
  /** A client that has not sent its request by then is closed. */
  private static final int HANDSHAKE_SECONDS = 5;

  /** Longest request that is looked at; a description beyond it is cut. */
  private static final int MAX_REQUEST_BYTES = 512;

  private static final String MODULE = "unix prog";

  /** What all sessions of a listener share. */
  record Context(
      ControlDirectory directory,
      Switch network,
      SwitchLoop loop,
      Accounts accounts,
      PortZero portZero,
      Consumer<String> log,
      PacedLog refusals,
      ControlListener.Handshakes handshakes,
      ControlSessions sessions,
      SocketNames names) {}

  /**
   * Mode and group of data sockets of port 0: those of the console, since it is for tools that
   * manage the switch.
   */
  public record PortZero(int mode, OptionalInt gid) {}

  private final Context context;
  private final ByteBuffer request = ByteBuffer.allocate(MAX_REQUEST_BYTES);
  private int uid;
  private Future<?> deadline;
  private Endpoint endpoint;
  private ChannelHandlerContext connection;
  private int dataSocket;

  ControlSession(Context context) {
    this.context = context;
  }

  /** The session of a client of another process, of whose request that has read some bytes. */
  static ControlSession waiting(Context context, byte[] begun) {
    ControlSession session = new ControlSession(context);
    session.request.put(begun);
    return session;
  }

  /** The session of a client that another process has plugged in. Takes over the data socket. */
  static ControlSession plugged(Context context, int dataSocket, int port, EndpointState state) {
    ControlSession session = new ControlSession(context);
    session.dataSocket = dataSocket;
    FrameDevice device = context.loop().datagramSocket(dataSocket);
    session.endpoint =
        context.network().adopt(port, state, applicant(context, state.uid()), device);
    session.endpoint.onClosed(
        () -> session.unplugged(context.directory().dataSocket(port, state.id())));
    return session;
  }

  private static Applicant applicant(Context context, OptionalInt uid) {
    return new Applicant(
        uid,
        uid.isPresent() && uid.getAsInt() == Identity.effectiveUid(),
        gid -> uid.isPresent() && context.accounts().isMember(uid.getAsInt(), gid));
  }

  boolean isOpen() {
    return connection.channel().isOpen();
  }

  void close() {
    connection.close();
  }

  /** As it is handed to another process. */
  ControlConnection connection() {
    int control = ((EpollDomainSocketChannel) connection.channel()).fd().intValue();
    return endpoint == null
        ? ControlConnection.Waiting.of(control, Arrays.copyOf(request.array(), request.position()))
        : new ControlConnection.Plugged(endpoint.id(), control, dataSocket);
  }

  @Override
  public void handlerAdded(ChannelHandlerContext ctx) {
    connection = ctx;
  }

  @Override
  public void channelActive(ChannelHandlerContext ctx) {
    context.sessions().add(this);
    if (endpoint != null) {
      return;
    }
    try {
      uid = ((EpollDomainSocketChannel) ctx.channel()).peerCredentials().uid();
    } catch (IOException e) {
      refuse(ctx, "its user is not known: " + e.getMessage());
      return;
    }
    context.handshakes().begin(this).ifPresent(ControlSession::makeRoom);
    deadline =
        ctx.executor()
            .schedule(
                () -> refuse(ctx, "no request within " + HANDSHAKE_SECONDS + " s"),
                HANDSHAKE_SECONDS,
                TimeUnit.SECONDS);
  }

  /** The peer, as the kernel says. */
  int uid() {
    return uid;
  }

  private void makeRoom() {
    refuse(
        connection,
        "uid %s has most of the %d connections without a request, its oldest makes room"
            .formatted(Integer.toUnsignedString(uid), ControlListener.Handshakes.MAX));
  }

  @Override
  public void channelRead(ChannelHandlerContext ctx, Object message) {
    ByteBuf bytes = (ByteBuf) message;
    try {
      if (deadline == null) {
        return;
      }
      int taken = Math.min(bytes.readableBytes(), request.remaining());
      request.limit(request.position() + taken);
      bytes.readBytes(request);
      request.limit(MAX_REQUEST_BYTES);
      decode(ctx);
    } finally {
      bytes.release();
    }
  }

  private void decode(ChannelHandlerContext ctx) {
    switch (PortRequest.decode(request.duplicate().flip())) {
      case PortRequest.NeedMore() -> {}
      case PortRequest.Refused(PortRequest.Refusal reason) -> refuse(ctx, reason.toString());
      case PortRequest.Complete(PortRequest complete) -> plug(ctx, complete);
    }
  }

  private void plug(ChannelHandlerContext ctx, PortRequest wanted) {
    endHandshake();
    Path dataSocket;
    try {
      dataSocket = attach(ctx, wanted);
    } catch (IOException e) {
      refuse(ctx, e.getMessage());
      return;
    }
    byte[] reply = SockaddrUn.ofFile(dataSocket.toString()).encode();
    ctx.writeAndFlush(Unpooled.wrappedBuffer(reply));
    endpoint.describe(wanted.description());
    context.sessions().changed();
  }

  /** Gives the data socket's name. It goes with the endpoint: its number may be used again. */
  private Path attach(ChannelHandlerContext ctx, PortRequest wanted) throws IOException {
    DataSocket socket = DataSocket.connect(wanted.address(), uid);
    int id = context.network().freeId(socket.fd());
    FrameDevice device = context.loop().datagramSocket(socket.fd());
    Applicant applicant = applicant(context, OptionalInt.of(uid));
    Optional<Endpoint> attached =
        context.network().attach(choice(wanted), applicant, id, MODULE, device);
    if (attached.isEmpty()) {
      device.close();
      String why = context.network().refusal(choice(wanted), applicant).orElseThrow();
      throw new IOException("no port for uid " + Integer.toUnsignedString(uid) + ": " + why);
    }
    endpoint = attached.get();
    dataSocket = socket.fd();
    Path name = context.directory().dataSocket(endpoint.portNumber(), id);
    try {
      bind(socket, name, wanted);
    } catch (IOException e) {
      endpoint.close();
      throw e;
    }
    endpoint.onClosed(() -> unplugged(name));
    return name;
  }

  private void bind(DataSocket socket, Path name, PortRequest wanted) throws IOException {
    ControlDirectory.Modes modes = context.directory().modes();
    if (wanted.type() == PortRequest.Type.PORT_ZERO) {
      socket.bind(name, context.portZero().mode(), -1, context.portZero().gid().orElse(-1));
    } else if (Identity.isRoot() && !wanted.address().isAbstract()) {
      socket.bind(name, modes.socketMode() & 0700, uid, modes.gid().orElse(-1));
    } else {
      socket.bind(name, modes.socketMode(), -1, modes.gid().orElse(-1));
    }
  }

  private void unplugged(Path name) {
    context.names().remove(name);
    connection.close();
  }

  private static PortChoice choice(PortRequest wanted) {
    if (wanted.type() == PortRequest.Type.PORT_ZERO) {
      return PortChoice.of(0);
    }
    return wanted.port() == 0 ? PortChoice.any() : PortChoice.of(wanted.port());
  }

  private void refuse(ChannelHandlerContext ctx, String why) {
    context.refusals().line(context.network().uptimeSeconds(), () -> "client refused: " + why);
    ctx.close();
  }

  private void endHandshake() {
    if (deadline != null) {
      deadline.cancel(false);
      deadline = null;
      context.handshakes().end(this);
    }
  }

  @Override
  public void channelInactive(ChannelHandlerContext ctx) {
    context.sessions().remove(this);
    endHandshake();
    if (endpoint != null) {
      endpoint.close();
    }
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
    OutOfMemory.endProcessIf(cause, context.log());
    // A client that was killed may reset the connection: its end, like any other.
    if (!(cause instanceof IOException)) {
      context.log().accept("control connection closed: " + cause);
    }
    ctx.close();
  }
}
