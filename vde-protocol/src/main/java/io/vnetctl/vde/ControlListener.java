package io.vnetctl.vde;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.FixedRecvByteBufAllocator;
import io.netty.channel.epoll.EpollDomainSocketChannel;
import io.vnetctl.core.PacedLog;
import io.vnetctl.core.Switch;
import io.vnetctl.core.io.SwitchLoop;
import io.vnetctl.core.state.EndpointState;
import java.io.IOException;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/**
 * The control socket {@code DIR/ctl}: each connection is one client and lives as long as the client
 * is plugged in. Opened before the loop serves anything; everything else happens on the switch
 * thread.
 *
 * <p>Source: spec vde-dataplane, chapter 2.
 */
public final class ControlListener implements AutoCloseable {
  /** As the original; more are waiting in the kernel only while the loop is busy. */
  private static final int BACKLOG = 15;

  /** One read takes a whole request with room for what does not belong there. */
  private static final int READ_BYTES = 512;

  private final ControlDirectory directory;
  private final ControlSession.Context context;
  private final ListeningSocket socket;

  private ControlListener(
      ControlDirectory directory, ControlSession.Context context, ListeningSocket socket) {
    this.directory = directory;
    this.context = context;
    this.socket = socket;
  }

  /**
   * Binds the control socket; clients wait until it is served. Not for the switch thread: waits
   * until it is bound.
   *
   * @param portZero mode and group of data sockets of port 0
   * @param log takes lines for the administrator, of refused clients one a second at most
   */
  public static ControlListener open(
      ControlDirectory directory,
      Switch network,
      SwitchLoop loop,
      Accounts accounts,
      ControlSession.PortZero portZero,
      Consumer<String> log)
      throws IOException {
    ControlSession.Context context = context(directory, network, loop, accounts, portZero, log);
    ListeningSocket socket =
        ListeningSocket.open(
            bootstrap(context),
            directory.ctl(),
            directory.modes().socketMode(),
            directory.modes().gid(),
            log);
    context.names().own();
    return new ControlListener(directory, context, socket);
  }

  /**
   * Goes on with the control socket of a switch in whose place this one is, or that somebody else
   * has made for this one. Takes ownership of the descriptor. Arguments and threads are those of
   * {@link #open}; its clients come by {@link #adopt(ControlConnection, int, EndpointState)}.
   */
  public static ControlListener adopt(
      int fd,
      ControlDirectory directory,
      Switch network,
      SwitchLoop loop,
      Accounts accounts,
      ControlSession.PortZero portZero,
      Consumer<String> log)
      throws IOException {
    ControlSession.Context context = context(directory, network, loop, accounts, portZero, log);
    ListeningSocket socket =
        ListeningSocket.adopt(bootstrap(context), directory.ctl(), fd, directory.isGiven(), log);
    return new ControlListener(directory, context, socket);
  }

  private static ControlSession.Context context(
      ControlDirectory directory,
      Switch network,
      SwitchLoop loop,
      Accounts accounts,
      ControlSession.PortZero portZero,
      Consumer<String> log) {
    return new ControlSession.Context(
        directory,
        network,
        loop,
        accounts,
        portZero,
        log,
        new PacedLog(log),
        new Handshakes(),
        new ControlSessions(),
        new SocketNames(log));
  }

  private static ServerBootstrap bootstrap(ControlSession.Context context) {
    return new ServerBootstrap()
        .group(context.loop().eventLoop())
        .option(ChannelOption.SO_BACKLOG, BACKLOG)
        .option(ChannelOption.AUTO_READ, false)
        .childOption(ChannelOption.RECVBUF_ALLOCATOR, new FixedRecvByteBufAllocator(READ_BYTES))
        .childHandler(
            new ChannelInitializer<Channel>() {
              @Override
              protected void initChannel(Channel client) {
                client.pipeline().addLast(new ControlSession(context));
              }
            });
  }

  /** The socket's descriptor, still owned by it. */
  public int fd() {
    return socket.fd();
  }

  /** Whether the socket was made by somebody else. */
  public boolean isGiven() {
    return directory.isGiven();
  }

  /**
   * From now on names of data sockets are this listener's to remove, those of clients that have
   * gone since they were adopted among them. Until then the process before may go on with them.
   * Switch thread.
   */
  public void ownNames() {
    context.names().own();
  }

  /** All clients, as they are handed to another process. Switch thread. */
  public List<ControlConnection> connections() {
    return context.sessions().connections();
  }

  /** Tells of each change among the clients that are plugged in, on the switch thread. */
  public void onChange(Runnable listener) {
    context.sessions().onChange(listener);
  }

  /** Goes on with a client that has not sent its whole request. Switch thread. */
  public void adopt(ControlConnection.Waiting client) {
    register(client.control(), ControlSession.waiting(context, client.bytes()));
  }

  /**
   * Goes on with a client that is plugged in. Takes ownership of the descriptors. Switch thread.
   *
   * @param port where its endpoint is
   * @param state what was known of the endpoint
   */
  public void adopt(ControlConnection.Plugged client, int port, EndpointState state) {
    register(client.control(), ControlSession.plugged(context, client.data(), port, state));
  }

  private void register(int fd, ControlSession session) {
    EpollDomainSocketChannel channel = new EpollDomainSocketChannel(fd);
    channel.config().setRecvByteBufAllocator(new FixedRecvByteBufAllocator(READ_BYTES));
    channel.pipeline().addLast(session);
    EventLoopGroup loop = context.loop().eventLoop();
    loop.register(channel);
  }

  /** Begins to let clients in. */
  public void serve() {
    socket.listen();
  }

  /** Accepts no more clients, ends the connections there are, and removes socket and directory. */
  @Override
  public void close() throws IOException {
    socket.close();
    context.loop().eventLoop().submit(context.sessions()::close).syncUninterruptibly();
    directory.close();
  }

  /**
   * Clients that are connected and have not said what they want, the oldest first. One too many
   * costs the user who has most of them his oldest: whoever sends a request at once, as every
   * client does, gets in however many idle connections there are.
   */
  static final class Handshakes {
    /** At once, so that idle connections cannot use up descriptors. */
    static final int MAX = 64;

    private final Set<ControlSession> waiting = new LinkedHashSet<>();

    /** Adds a client; gives the one that has to go for it. */
    Optional<ControlSession> begin(ControlSession client) {
      Optional<ControlSession> victim =
          waiting.size() < MAX ? Optional.empty() : oldestOf(greediest());
      victim.ifPresent(waiting::remove);
      waiting.add(client);
      return victim;
    }

    void end(ControlSession client) {
      waiting.remove(client);
    }

    private int greediest() {
      Map<Integer, Long> counts =
          waiting.stream()
              .collect(Collectors.groupingBy(ControlSession::uid, Collectors.counting()));
      return Collections.max(counts.entrySet(), Map.Entry.comparingByValue()).getKey();
    }

    private Optional<ControlSession> oldestOf(int uid) {
      return waiting.stream().filter(client -> client.uid() == uid).findFirst();
    }
  }
}
