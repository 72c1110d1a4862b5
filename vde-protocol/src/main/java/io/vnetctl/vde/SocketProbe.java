package io.vnetctl.vde;

import java.io.IOException;
import java.net.ConnectException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;

/**
 * Whether anybody is behind the file of a UNIX socket, found by connecting to it and going away at
 * once (spec vnetctl, chapter 11.6). It never waits and changes nothing. Any thread.
 */
public final class SocketProbe {
  private SocketProbe() {}

  /** What a probe finds. */
  public enum State {
    /** Somebody has it open. */
    LIVE,
    /** The file is left of somebody who has gone, or is no socket, or is not there. */
    DANGLING,
    /** The caller may not know. */
    UNKNOWN
  }

  /**
   * A stream socket, such as {@code ctl}. One whose owner is stopped, or has a full backlog, is
   * live.
   *
   * @param socket not to be a symbolic link, which would be followed
   */
  public static State stream(Path socket) {
    try (SocketChannel probe = SocketChannel.open(StandardProtocolFamily.UNIX)) {
      probe.configureBlocking(false);
      probe.connect(UnixDomainSocketAddress.of(socket));
      return State.LIVE;
    } catch (ConnectException refused) {
      return State.DANGLING;
    } catch (IOException | IllegalArgumentException e) {
      return stateOf(e.getMessage());
    }
  }

  /** The JDK tells the reason in the system's words alone. */
  private static State stateOf(String reason) {
    if (reason == null) {
      return State.UNKNOWN;
    }
    return switch (reason) {
      case "No such file or directory", "Not a directory" -> State.DANGLING;
      case "Protocol wrong type for socket", "Resource temporarily unavailable" -> State.LIVE;
      default -> State.UNKNOWN;
    };
  }

  /**
   * A datagram socket, such as {@code 001.7}. Calls the C library.
   *
   * @param socket not to be a symbolic link, which would be followed
   */
  public static State datagram(Path socket) {
    return DatagramProbe.connect(socket);
  }
}
