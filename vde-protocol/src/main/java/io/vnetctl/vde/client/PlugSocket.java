package io.vnetctl.vde.client;

import io.vnetctl.vde.wire.SockaddrUn;
import java.io.IOException;
import java.net.BindException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.EnumSet;
import java.util.Set;
import org.newsclub.net.unix.AFUNIXDatagramChannel;
import org.newsclub.net.unix.AFUNIXSocketAddress;

/**
 * A plug's data socket and the file that names it until the switch has connected to it: {@code
 * DIR/.PID-SERIAL}, or {@code /tmp/vde.PID-SERIAL} where the directory does not take it (VDE data
 * plane, 1 and 3).
 */
record PlugSocket(AFUNIXDatagramChannel channel, SockaddrUn address) {
  private static final Path FALLBACK = Path.of("/tmp");
  private static final int SERIALS = 100_000;
  private static final int GROUP_AND_OTHERS = 077;

  /** Opens a socket and binds it to the first name that is free. */
  static PlugSocket open(Path directory) throws IOException {
    try {
      return open(directory, ".%05d-%05d");
    } catch (IOException | IllegalArgumentException unusable) {
      try {
        return open(FALLBACK, "vde.%05d-%05d");
      } catch (IOException alsoUnusable) {
        alsoUnusable.addSuppressed(unusable);
        throw alsoUnusable;
      }
    }
  }

  private static PlugSocket open(Path directory, String pattern) throws IOException {
    long pid = ProcessHandle.current().pid();
    for (int serial = 0; serial < SERIALS; serial++) {
      Path file = directory.resolve(pattern.formatted(pid, serial));
      SockaddrUn address = SockaddrUn.ofFile(file.toString());
      AFUNIXDatagramChannel channel = AFUNIXDatagramChannel.open();
      try {
        channel.bind(AFUNIXSocketAddress.of(address.path()));
        return new PlugSocket(channel, address);
      } catch (IOException failed) {
        channel.close();
        if (!Files.exists(file)) {
          throw failed;
        }
      }
    }
    throw new BindException("no free name for a data socket in " + directory);
  }

  /**
   * Lets the switch write to the socket. A switch that runs as another ordinary user is let in by
   * the group of its control socket, or, if the caller may not give the file to that group, by
   * opening it to all, unless the mode has bits for group or others already.
   */
  void admit(Path ctl, int mode) throws IOException {
    int granted = mode;
    if ((mode & GROUP_AND_OTHERS) == 0) {
      int switchUid = (int) Files.getAttribute(ctl, "unix:uid");
      if (switchUid != 0 && switchUid != (int) Files.getAttribute(file(), "unix:uid")) {
        granted |= giveToGroupOf(ctl) ? 070 : 077;
      }
    }
    Files.setPosixFilePermissions(file(), permissions(granted));
  }

  private boolean giveToGroupOf(Path ctl) {
    try {
      Files.setAttribute(file(), "unix:gid", Files.getAttribute(ctl, "unix:gid"));
      return true;
    } catch (IOException notPermitted) {
      return false;
    }
  }

  void removeFile() throws IOException {
    Files.deleteIfExists(file());
  }

  private Path file() {
    return Path.of(address.toString());
  }

  private static Set<PosixFilePermission> permissions(int mode) {
    PosixFilePermission[] highestBitFirst = PosixFilePermission.values();
    Set<PosixFilePermission> permissions = EnumSet.noneOf(PosixFilePermission.class);
    for (int bit = 0; bit < highestBitFirst.length; bit++) {
      if ((mode & 0400 >> bit) != 0) {
        permissions.add(highestBitFirst[bit]);
      }
    }
    return permissions;
  }
}
