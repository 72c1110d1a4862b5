package io.vnetctl.cli.peers;

import static org.junit.jupiter.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.abort;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

/**
 * What a test needs of the machine: missing, the test is skipped with the reason; in CI it fails.
 */
final class Requirement {
  private Requirement() {}

  static void root() {
    need("root".equals(System.getProperty("user.name")), "needs root");
  }

  static void tun() {
    root();
    need(Files.isWritable(Path.of("/dev/net/tun")), "needs /dev/net/tun");
  }

  /** Needs {@code program} on the PATH, which Debian ships in {@code debianPackage}. */
  static void program(String program, String debianPackage) {
    need(
        Arrays.stream(System.getenv("PATH").split(":"))
            .anyMatch(folder -> Files.isExecutable(Path.of(folder, program))),
        "needs " + program + " (package " + debianPackage + ")");
  }

  static void need(boolean met, String reason) {
    if (!met && "true".equals(System.getenv("CI"))) {
      fail(reason + "; in CI nothing may be skipped");
    }
    if (!met) {
      abort(reason);
    }
  }
}
