package io.vnetctl.vde;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.ChannelFuture;
import io.netty.channel.epoll.EpollServerDomainSocketChannel;
import io.netty.channel.unix.DomainSocketAddress;
import io.netty.channel.unix.Errors;
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
import java.util.function.Consumer;

/**
 * A Unix stream socket in the file system. At no time may more users connect than in the end; and
 * it is removed only as long as it is the one that was made, while a channel that is simply closed
 * deletes whatever is at its path. Opened and closed by a thread other than that of the channel,
 * for which it waits. The umask of the process is changed for a moment.
 */
public final class ListeningSocket implements AutoCloseable {
  /** Bytes of the path that fit in an address (unix(7)), without the terminator. */
  public static final int MAX_PATH = 107;

  private final Path path;
  private final EpollServerDomainSocketChannel channel;
  private final Optional<FileStatus> file;

  private ListeningSocket(
      Path path, EpollServerDomainSocketChannel channel, Optional<FileStatus> file) {
    this.path = path;
    this.channel = channel;
    this.file = file;
  }

  /**
   * Makes the socket and listens. A socket that nobody answers is replaced; anything else at the
   * path is left alone.
   *
   * @param bootstrap complete but for the kind of channel
   * @param mode permission bits
   * @param gid group of the socket; empty for that of the process
   * @param log is told when nobody can be let in, for want of descriptors
   * @throws IOException if it cannot be made; the message says why and what to do
   */
  public static ListeningSocket open(
      ServerBootstrap bootstrap, Path path, int mode, OptionalInt gid, Consumer<String> log)
      throws IOException {
    if (path.toString().getBytes(StandardCharsets.UTF_8).length > MAX_PATH) {
      throw new IOException(
          "cannot make socket "
              + path
              + ": the path has more than "
              + MAX_PATH
              + " bytes; choose a shorter one");
    }
    try {
      removeDead(path, path);
    } catch (ErrnoException hidden) {
      throw new IOException(hidden.getMessage() + advice(hidden.errno()), hidden);
    }
    // until it has its group, the socket is closed to groups
    EpollServerDomainSocketChannel channel =
        bind(bootstrap, path, gid.isPresent() ? mode & 0707 : mode);
    // Behind Netty's own handler, which accepts nobody for a second.
    channel.pipeline().addLast(new AcceptFailures(path, log));
    try {
      UnixFiles.chown(path, -1, gid.orElse(-1));
      UnixFiles.chmod(path, mode & 0777);
      FileStatus file =
          UnixFiles.status(path)
              .orElseThrow(() -> new IOException("socket " + path + " was removed by others"));
      return new ListeningSocket(path, channel, Optional.of(file));
    } catch (IOException refused) {
      channel.close().syncUninterruptibly();
      throw refused;
    }
  }

  /**
   * Goes on with a socket that another process has made and passed to this one. Takes ownership.
   *
   * @param bootstrap as for {@link #open}
   * @param path where it was made
   * @param given whether it stays somebody else's, as that of a socket unit: it is not removed; any
   *     other is in the end, if it is there now
   * @param log as for {@link #open}
   * @throws IOException if the path cannot be looked at
   */
  public static ListeningSocket adopt(
      ServerBootstrap bootstrap, Path path, int fd, boolean given, Consumer<String> log)
      throws IOException {
    Optional<FileStatus> file =
        given ? Optional.empty() : UnixFiles.status(path).filter(FileStatus::isSocket);
    UnixFiles.doNotBlock(fd);
    EpollServerDomainSocketChannel channel =
        (EpollServerDomainSocketChannel)
            bootstrap
                .channelFactory(() -> new EpollServerDomainSocketChannel(fd))
                .register()
                .syncUninterruptibly()
                .channel();
    channel.pipeline().addLast(new AcceptFailures(path, log));
    return new ListeningSocket(path, channel, file);
  }

  /** The descriptor, still owned by this socket. */
  public int fd() {
    return channel.fd().intValue();
  }

  /** Begins to accept where the bootstrap said not to ({@code AUTO_READ}). Any thread. */
  public void listen() {
    channel.config().setAutoRead(true);
  }

  /** Listens no more and removes the socket, unless somebody has put another in its place. */
  @Override
  public void close() throws IOException {
    channel.deregister().syncUninterruptibly();
    channel.fd().close();
    Optional<FileStatus> there = UnixFiles.status(path);
    if (there.isPresent() && file.filter(there.get()::isSameFile).isPresent()) {
      Files.deleteIfExists(path);
    }
  }

  private static EpollServerDomainSocketChannel bind(ServerBootstrap bootstrap, Path path, int mode)
      throws IOException {
    ChannelFuture bound;
    int umask = UnixFiles.umask(~mode & 0777);
    try {
      bound =
          bootstrap
              .channel(EpollServerDomainSocketChannel.class)
              .bind(new DomainSocketAddress(path.toString()))
              .awaitUninterruptibly();
    } finally {
      UnixFiles.umask(umask);
    }
    if (!bound.isSuccess()) {
      throw new IOException(
          "cannot make socket " + path + ": " + reason(bound.cause()), bound.cause());
    }
    return (EpollServerDomainSocketChannel) bound.channel();
  }

  private static String reason(Throwable cause) {
    return cause instanceof Errors.NativeIoException refused
        ? Errno.text(-refused.expectedErr()) + advice(-refused.expectedErr())
        : cause.getMessage();
  }

  private static String advice(int errno) {
    return switch (errno) {
      case Errno.ENOENT -> "; make its directory first";
      case Errno.EACCES -> "; choose a directory where you may write";
      default -> "; choose another path";
    };
  }

  /**
   * Removes a socket that nobody answers.
   *
   * @param path by which messages call it
   * @param entry by which it is found; the same, or one of a {@link PinnedDirectory}
   * @throws IOException if something else is at the path, or somebody answers
   */
  static void removeDead(Path path, Path entry) throws IOException {
    Optional<FileStatus> there = UnixFiles.status(entry);
    if (there.isEmpty()) {
      return;
    }
    if (!there.get().isSocket()) {
      throw new IOException(
          "cannot make socket "
              + path
              + ": something that is no socket is there; choose another path or remove it");
    }
    try (SocketChannel probe = SocketChannel.open(StandardProtocolFamily.UNIX)) {
      // a live owner with a full backlog must not make us wait
      probe.configureBlocking(false);
      probe.connect(UnixDomainSocketAddress.of(entry));
    } catch (ConnectException nobodyAnswers) {
      Files.deleteIfExists(entry);
      return;
    } catch (IOException undecided) {
      throw new IOException(
          "cannot make socket " + path + ": it may be in use (" + undecided.getMessage() + ")",
          undecided);
    }
    throw new IOException(
        "cannot make socket "
            + path
            + ": Address already in use by a running switch; choose another path or stop it");
  }
}
