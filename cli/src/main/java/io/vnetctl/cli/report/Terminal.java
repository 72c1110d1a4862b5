package io.vnetctl.cli.report;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Which streams of this process are terminals; found without a call of isatty(3). */
public final class Terminal {
  private static final Path DESCRIPTORS = Path.of("/proc/self/fd");

  /** Descriptors of standard input, output and error. */
  public static final int STDIN = 0;

  /** See above. */
  public static final int STDOUT = 1;

  /** See above. */
  public static final int STDERR = 2;

  private Terminal() {}

  /** Whether the descriptor is a terminal; false if that cannot be told. */
  public static boolean isOn(int descriptor) {
    try {
      return isTerminal(
          Files.readSymbolicLink(DESCRIPTORS.resolve(String.valueOf(descriptor))).toString());
    } catch (IOException _) {
      return false;
    }
  }

  /** Names of terminals: pts(4), tty(4), console(4). */
  static boolean isTerminal(String device) {
    return device.startsWith("/dev/pts/")
        || device.startsWith("/dev/tty")
        || device.equals("/dev/console");
  }
}
