package io.vnetctl.cli.demo;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Runs this very command line again in a network namespace of its own: by {@code unshare -n} where
 * that is allowed, else with a user namespace around it by {@code unshare -rn}.
 */
final class PrivateNetwork {
  private static final String MARK = "VNETCTL_PRIVATE_NETWORK";
  private static final List<String> AS_ROOT = List.of("unshare", "-n");
  private static final List<String> AS_USER = List.of("unshare", "-rn");

  private PrivateNetwork() {}

  /** Whether this process was started by {@link #enter}. */
  static boolean isEntered() {
    return System.getenv(MARK) != null;
  }

  /**
   * Returns the exit status of the process in the namespace.
   *
   * @throws IOException with one line for the user if no namespace is allowed
   */
  static int enter() throws IOException {
    List<String> command = new ArrayList<>(allowed());
    command.addAll(ownCommandLine());
    ProcessBuilder builder = new ProcessBuilder(command).inheritIO();
    builder.environment().put(MARK, "1");
    Process inside = builder.start();
    // Ctrl-C reaches both: the one inside takes its network down, and this one waits for it
    Thread end =
        new Thread(
            () -> {
              inside.destroy();
              inside.onExit().join();
            });
    Runtime.getRuntime().addShutdownHook(end);
    return inside.onExit().join().exitValue();
  }

  private static List<String> allowed() throws IOException {
    String asRoot = tryOut(AS_ROOT);
    if (asRoot.isEmpty()) {
      return AS_ROOT;
    }
    String asUser = tryOut(AS_USER);
    if (asUser.isEmpty()) {
      return AS_USER;
    }
    throw new IOException(
        "cannot make a network namespace (%s); run it as root, or allow user namespaces by sysctl %s"
            .formatted(
                asUser,
                "kernel.unprivileged_userns_clone=1 or kernel.apparmor_restrict_unprivileged_userns=0"));
  }

  /** Why it fails, empty if it does not. */
  private static String tryOut(List<String> unshare) {
    List<String> command = new ArrayList<>(unshare);
    command.add("true");
    try {
      Process attempt = new ProcessBuilder(command).redirectErrorStream(true).start();
      attempt.getOutputStream().close();
      String said = new String(attempt.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      int status = attempt.onExit().join().exitValue();
      return status == 0 ? "" : said.isBlank() ? "status " + status : said.strip();
    } catch (IOException absent) {
      return absent.getMessage() + "; it belongs to the package util-linux";
    }
  }

  private static List<String> ownCommandLine() throws IOException {
    String[] words =
        Files.readString(Path.of("/proc/self/cmdline"), StandardCharsets.UTF_8).split("\0", -1);
    List<String> command = new ArrayList<>(List.of(words).subList(0, words.length - 1));
    command.set(0, ProcessHandle.current().info().command().orElse(command.getFirst()));
    return command;
  }
}
