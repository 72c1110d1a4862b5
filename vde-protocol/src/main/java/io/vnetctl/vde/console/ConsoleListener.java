package io.vnetctl.vde.console;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoop;
import io.netty.channel.WriteBufferWaterMark;
import io.netty.channel.epoll.EpollDomainSocketChannel;
import io.netty.channel.unix.PeerCredentials;
import io.vnetctl.core.PacedLog;
import io.vnetctl.vde.Identity;
import io.vnetctl.vde.ListeningSocket;
import io.vnetctl.vde.Peer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * The management socket: every connection is a console (spec vde-console, chapter 1). Consoles live
 * on the switch thread; opening and closing is for another thread, which waits for it.
 */
public final class ConsoleListener implements AutoCloseable {
  /** Consoles of one user at once; the next is told so and closed. */
  public static final int MAX_CONSOLES = 64;

  /**
   * Consoles of all users but root and the one whose switch it is, who always get in: others may be
   * many, where the mode of the socket lets them.
   */
  static final int MAX_OF_OTHERS = 64;

  private static final int BACKLOG = 15;
  private static final WriteBufferWaterMark UNSENT = new WriteBufferWaterMark(8 << 10, 16 << 10);
  private static final String FULL =
      "1016 Device or resource busy: " + MAX_CONSOLES + " consoles are open, close one first\n";
  private static final String FULL_OF_OTHERS =
      "1016 Device or resource busy: " + MAX_OF_OTHERS + " consoles are open to others\n";

  private final ListeningSocket socket;
  private final boolean given;
  private final Consoles consoles;

  private ConsoleListener(ListeningSocket socket, boolean given, Consoles consoles) {
    this.socket = socket;
    this.given = given;
    this.consoles = consoles;
  }

  /**
   * Opens the socket; who connects waits until {@link #serve}.
   *
   * @param mode permission bits
   * @param gid group of the socket; empty for that of the process
   * @param consoles takes the connections, and is closed later than this
   * @throws IOException as {@link ListeningSocket#open} does
   */
  public static ConsoleListener open(
      Path path, int mode, OptionalInt gid, EventLoop loop, Surroundings around, Consoles consoles)
      throws IOException {
    ServerBootstrap bootstrap = bootstrap(consoles, loop, around);
    return new ConsoleListener(
        ListeningSocket.open(bootstrap, path, mode, gid, around.log()), false, consoles);
  }

  /**
   * Goes on with the socket of a switch in whose place this one is, or that somebody else has made
   * for this one. Takes ownership of the descriptor; who connects waits until {@link #serve}.
   *
   * @param given whether the file of the socket stays somebody else's
   * @param consoles takes the connections, and is closed later than this
   * @throws IOException as {@link ListeningSocket#adopt} does
   */
  public static ConsoleListener adopt(
      int fd, boolean given, Path path, EventLoop loop, Surroundings around, Consoles consoles)
      throws IOException {
    ServerBootstrap bootstrap = bootstrap(consoles, loop, around);
    return new ConsoleListener(
        ListeningSocket.adopt(bootstrap, path, fd, given, around.log()), given, consoles);
  }

  private static ServerBootstrap bootstrap(Consoles consoles, EventLoop loop, Surroundings around) {
    return new ServerBootstrap()
        .group(loop)
        .option(ChannelOption.SO_BACKLOG, BACKLOG)
        .option(ChannelOption.AUTO_READ, false)
        .childOption(ChannelOption.ALLOW_HALF_CLOSURE, true)
        .childOption(ChannelOption.WRITE_BUFFER_WATER_MARK, UNSENT)
        .childHandler(new Greeter(consoles, around));
  }

  /** The socket's descriptor, still owned by it. */
  public int fd() {
    return socket.fd();
  }

  /** Whether the socket was made by somebody else. */
  public boolean isGiven() {
    return given;
  }

  /** Begins to greet; who has connected before is served now. */
  public void serve() {
    socket.listen();
  }

  /** Closes the socket; no console answers any more. */
  @Override
  public void close() throws IOException {
    socket.close();
    consoles.mute();
  }

  /** Makes a console of each connection. */
  private static final class Greeter extends ChannelInitializer<EpollDomainSocketChannel> {
    private final Consoles consoles;
    private final Surroundings around;
    private final PacedLog refusals;
    private final Map<Integer, Integer> openOf = new HashMap<>();

    Greeter(Consoles consoles, Surroundings around) {
      this.consoles = consoles;
      this.around = around;
      this.refusals = new PacedLog(around.log());
    }

    @Override
    protected void initChannel(EpollDomainSocketChannel channel) throws IOException {
      PeerCredentials peer = channel.peerCredentials();
      if (of(peer.uid()) >= MAX_CONSOLES) {
        refuse(channel, peer.uid(), FULL);
        return;
      }
      if (!isOwn(peer.uid()) && ofOthers() >= MAX_OF_OTHERS) {
        refuse(channel, peer.uid(), FULL_OF_OTHERS);
        return;
      }
      channel
          .pipeline()
          .addLast(new ConsoleSession(around, Optional.of(new Peer(peer.uid(), peer.gids()[0]))));
      consoles.add(channel);
      openOf.merge(peer.uid(), 1, Integer::sum);
      channel.closeFuture().addListener(closed -> openOf.merge(peer.uid(), -1, Greeter::sum));
    }

    /** Null, which is no entry, instead of 0. */
    private static Integer sum(int before, int change) {
      return before + change == 0 ? null : before + change;
    }

    private int of(int uid) {
      return openOf.getOrDefault(uid, 0);
    }

    private int ofOthers() {
      return openOf.entrySet().stream()
          .filter(user -> !isOwn(user.getKey()))
          .mapToInt(Map.Entry::getValue)
          .sum();
    }

    private static boolean isOwn(int uid) {
      return uid == 0 || uid == Identity.effectiveUid();
    }

    private void refuse(EpollDomainSocketChannel channel, int uid, String text) {
      int now = (int) around.identity().uptimeSeconds().getAsLong();
      String user = Integer.toUnsignedString(uid);
      refusals.line(now, () -> "console refused to uid " + user + ": " + text.strip());
      channel
          .writeAndFlush(Unpooled.copiedBuffer(text, StandardCharsets.US_ASCII))
          .addListener(ChannelFutureListener.CLOSE);
    }
  }
}
