package io.vnetctl.cli;

import io.vnetctl.core.io.Burst;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
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

  /** From here on what a switch sends in one call can wait. */
  private static final int ENOUGH = Burst.FRAMES;

  private final Consumer<String> log;

  /**
   * The limit of this process's network namespace.
   *
   * @param log takes a line if it cannot be set, or is small
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

  /** Tells whoever starts a switch if the limit is small; it makes nothing fail. */
  void tell() {
    // The kernel gives it out in one read or not at all: a buffered reader, not readString.
    try (BufferedReader reader = Files.newBufferedReader(FILE)) {
      notice(Integer.parseInt(reader.readLine().strip())).ifPresent(log);
    } catch (IOException | NumberFormatException unknown) {
      // without /proc there is nothing to tell
    }
  }

  /** Empty if a burst of the switch can wait. */
  static Optional<String> notice(int datagrams) {
    return datagrams >= ENOUGH
        ? Optional.empty()
        : Optional.of(
            ("net.unix.max_dgram_qlen is %d: no more frames wait in the kernel for a client that"
                    + " does not connect its socket, the rest waits here; VDE's own clients connect;"
                    + " to raise it, as root: --qlen 512")
                .formatted(datagrams));
  }

  private static String reason(IOException e) {
    return e instanceof AccessDeniedException ? "permission denied" : e.getMessage();
  }
}
