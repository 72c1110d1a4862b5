package io.vnetctl.cli;

import java.io.Console;
import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;

/**
 * {@code unixterm SOCK}: a terminal for a switch's management console (VDE command line, 4). On a
 * terminal it edits lines; in a pipe it relays, and waits for the answers before it ends.
 */
public final class UnixTerm {
  private static final int FAILED = 255;

  private UnixTerm() {}

  /** Exit status: 0 when either side has ended, 255 if the console cannot be reached. */
  public static void main(String[] args) {
    System.exit(run(args));
  }

  private static int run(String[] args) {
    if (args.length != 1) {
      System.err.println(
          "Usage: unixterm SOCK, for connecting to the console socket of a switch (its option -M)");
      return FAILED;
    }
    try {
      Path socket = Path.of(args[0]);
      return onTerminal() ? ConsoleShell.run(socket) : relay(socket);
    } catch (IOException | IllegalArgumentException failed) {
      System.err.printf(
          "Socket connecting error: %s: %s; needs the console socket of a running switch (-M)%n",
          failed.getMessage(), args[0]);
      return FAILED;
    }
  }

  private static int relay(Path socket) throws IOException {
    try (SocketChannel console = SocketChannel.open(UnixDomainSocketAddress.of(socket))) {
      new ConsoleRelay(console, ConsoleRelay.PATIENCE)
          .run(new FileInputStream(FileDescriptor.in), new FileOutputStream(FileDescriptor.out));
    }
    return 0;
  }

  /** Whether somebody types. */
  static boolean onTerminal() {
    Console console = System.console();
    return console != null && console.isTerminal();
  }
}
