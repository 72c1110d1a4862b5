package io.vnetctl.tap;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Assumptions;

/**
 * What a test needs of its machine. Where it is missing the test is skipped with the reason, and
 * fails if the environment says CI=true: there nothing may be skipped.
 */
public final class Requirement {
  private Requirement() {}

  /** Root, which most tests on the kernel need. */
  public static void root() {
    of(isRoot(), "needs root");
  }

  private static boolean isRoot() {
    try {
      return Files.getAttribute(Path.of("/proc/self"), "unix:uid").equals(0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Root and a TUN/TAP driver. */
  public static void tap() {
    root();
    of(Files.exists(TapDevice.CLONE_DEVICE), "needs /dev/net/tun (modprobe tun)");
  }

  /** An installed program, by its path or, without a slash, anywhere on PATH. */
  public static void program(String program, String debianPackage) {
    Stream<Path> places =
        program.contains("/")
            ? Stream.of(Path.of(program))
            : Arrays.stream(System.getenv("PATH").split(":"))
                .map(folder -> Path.of(folder, program));
    of(
        places.anyMatch(Files::isExecutable),
        "needs %s (apt install %s)".formatted(program, debianPackage));
  }

  /** Anything else. */
  public static void of(boolean met, String reason) {
    of(met, reason, "true".equals(System.getenv("CI")));
  }

  static void of(boolean met, String reason, boolean ci) {
    if (ci && !met) {
      Assertions.fail("not to be skipped in CI: " + reason);
    }
    Assumptions.assumeTrue(met, reason);
  }
}
