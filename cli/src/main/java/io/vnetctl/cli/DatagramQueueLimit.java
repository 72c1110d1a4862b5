package io.vnetctl.cli;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Consumer;

/**
 * {@code net.unix.max_dgram_qlen} (unix(7)): how many datagrams may wait for a UNIX socket that is
 * not connected to their sender. It holds for sockets made later, in one network namespace.
 *
 * <p>Clients of VDE connect their socket as soon as they have their port's name, and from then on
 * only the sender's buffer counts. What waits before is kept by the switch.
 */
final class DatagramQueueLimit {
  private static final Path FILE = Path.of("/proc/sys/net/unix/max_dgram_qlen");

  private final Consumer<String> log;

  /**
   * The limit of this process's network namespace.
   *
   * @param log takes a line if it cannot be set
   */
  DatagramQueueLimit(Consumer<String> log) {
    this.log = log;
  }

  /** Sets it; if that is not allowed, says so, and what to do. */
  void set(int datagrams) {
    try {
      Files.writeString(FILE, datagrams + "\n");
    } catch (IOException e) {
      log.accept(
          "--qlen: cannot set net.unix.max_dgram_qlen: %s; as root: sysctl net.unix.max_dgram_qlen=%d"
              .formatted(reason(e), datagrams));
    }
  }

  private static String reason(IOException e) {
    return e instanceof AccessDeniedException ? "permission denied" : e.getMessage();
  }
}
