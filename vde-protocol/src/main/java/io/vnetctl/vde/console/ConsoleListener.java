package io.vnetctl.vde.console;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoop;
import io.netty.channel.WriteBufferWaterMark;
import io.netty.channel.epoll.EpollDomainSocketChannel;
import io.netty.channel.epoll.EpollServerDomainSocketChannel;
import io.netty.channel.group.ChannelGroup;
import io.netty.channel.group.DefaultChannelGroup;
import io.netty.channel.unix.DomainSocketAddress;
import io.netty.channel.unix.PeerCredentials;
import io.vnetctl.vde.FileStatus;
import io.vnetctl.vde.Peer;
import io.vnetctl.vde.UnixFiles;
import java.io.IOException;
import java.net.ConnectException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * The management socket: every connection is a console (spec vde-console, chapter 1). Consoles live
 * on the switch thread; opening and closing is for another thread, which waits for it.
 */
public final class ConsoleListener implements AutoCloseable {
  /** Consoles at once; the next is told so and closed. */
  public static final int MAX_CONSOLES = 64;

  /** Bytes that fit in the address of a Unix socket (unix(7)), without the terminator. */
  private static final int MAX_PATH = 107;

  private static final int BACKLOG = 15;
  private static final WriteBufferWaterMark UNSENT = new WriteBufferWaterMark(16 << 10, 64 << 10);
  private static final String FULL =
      "1016 Device or resource busy: " + MAX_CONSOLES + " consoles are open, close one first\n";

  private final Path path;
  private final FileStatus file;
  private final Channel listening;
  private final ChannelGroup consoles;

  private ConsoleListener(Path path, FileStatus file, Channel listening, ChannelGroup consoles) {
    this.path = path;
    this.file = file;
    this.listening = listening;
    this.consoles = consoles;
  }

  /**
   * Opens the socket. At no time may more users connect than in the end. A socket that nobody
   * answers is replaced; anything else at the path is left alone.
   *
   * @param mode permission bits
   * @param gid group of the socket; empty for that of the process
   * @throws IOException if it cannot be opened; the message says why and what to do
   */
  public static ConsoleListener open(
      Path path, int mode, OptionalInt gid, EventLoop loop, Surroundings around)
      throws IOException {
    if (path.toString().getBytes(StandardCharsets.UTF_8).length > MAX_PATH) {
      throw new IOException(
          "management socket "
              + path
              + ": the path has more than "
              + MAX_PATH
              + " bytes; choose a shorter one");
    }
    removeDead(path);
    ChannelGroup consoles = new DefaultChannelGroup(loop);
    ServerBootstrap bootstrap =
        new ServerBootstrap()
            .group(loop)
            .channel(EpollServerDomainSocketChannel.class)
            .option(ChannelOption.SO_BACKLOG, BACKLOG)
            .childOption(ChannelOption.ALLOW_HALF_CLOSURE, true)
            .childOption(ChannelOption.WRITE_BUFFER_WATER_MARK, UNSENT)
            .childHandler(new Greeter(consoles, around));
    Channel listening = bind(bootstrap, path, gid.isPresent() ? mode & 0707 : mode);
    try {
      UnixFiles.chown(path, -1, gid.orElse(-1));
      UnixFiles.chmod(path, mode & 0777);
      FileStatus file =
          UnixFiles.status(path).orElseThrow(() -> new IOException(path + " has vanished"));
      return new ConsoleListener(path, file, listening, consoles);
    } catch (IOException refused) {
      listening.close().syncUninterruptibly();
      Files.deleteIfExists(path);
      throw new IOException("management socket: " + refused.getMessage(), refused);
    }
  }

  /** Closes all consoles and removes the socket, unless somebody has put another in its place. */
  @Override
  public void close() throws IOException {
    listening.close().syncUninterruptibly();
    consoles.close().syncUninterruptibly();
    Optional<FileStatus> there = UnixFiles.status(path);
    if (there.isPresent() && there.get().isSameFile(file)) {
      Files.deleteIfExists(path);
    }
  }

  /** The umask makes the socket closed to others from its first moment. */
  private static Channel bind(ServerBootstrap bootstrap, Path path, int mode) throws IOException {
    int umask = UnixFiles.umask(~mode & 0777);
    try {
      return bootstrap.bind(new DomainSocketAddress(path.toFile())).sync().channel();
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new IOException("management socket " + path + ": interrupted", interrupted);
    } catch (Exception refused) {
      // sync() throws what the channel failed with, declared or not
      throw new IOException(
          "management socket " + path + " cannot be made: " + refused.getMessage(), refused);
    } finally {
      UnixFiles.umask(umask);
    }
  }

  private static void removeDead(Path path) throws IOException {
    Optional<FileStatus> there = UnixFiles.status(path);
    if (there.isEmpty()) {
      return;
    }
    if (!there.get().isSocket()) {
      throw new IOException(
          "management socket " + path + ": there is a file that is no socket; choose another path");
    }
    try (SocketChannel probe = SocketChannel.open(StandardProtocolFamily.UNIX)) {
      // a live switch with a full backlog must not make us wait
      probe.configureBlocking(false);
      probe.connect(UnixDomainSocketAddress.of(path));
    } catch (ConnectException nobodyAnswers) {
      Files.deleteIfExists(path);
      return;
    } catch (IOException notAllowed) {
      throw new IOException(
          "management socket " + path + " may be in use: " + notAllowed.getMessage(), notAllowed);
    }
    throw new IOException(
        "management socket " + path + " is in use by a running switch; choose another path");
  }

  /** Makes a console of each connection. */
  private static final class Greeter extends ChannelInitializer<EpollDomainSocketChannel> {
    private final ChannelGroup consoles;
    private final Surroundings around;

    Greeter(ChannelGroup consoles, Surroundings around) {
      this.consoles = consoles;
      this.around = around;
    }

    @Override
    protected void initChannel(EpollDomainSocketChannel channel) throws IOException {
      if (consoles.size() >= MAX_CONSOLES) {
        channel
            .writeAndFlush(Unpooled.copiedBuffer(FULL, StandardCharsets.US_ASCII))
            .addListener(ChannelFutureListener.CLOSE);
        return;
      }
      PeerCredentials peer = channel.peerCredentials();
      channel
          .pipeline()
          .addLast(new ConsoleSession(around, Optional.of(new Peer(peer.uid(), peer.gids()[0]))));
      consoles.add(channel);
    }
  }
}
