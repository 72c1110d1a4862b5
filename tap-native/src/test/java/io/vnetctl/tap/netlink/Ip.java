package io.vnetctl.tap.netlink;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** ip(8), a second opinion on what the kernel has, in the network of the calling thread. */
public final class Ip {
  private Ip() {}

  /** Runs it; its exit code must be 0. Returns what it printed. */
  public static String run(String... arguments) throws Exception {
    List<String> command = new ArrayList<>(List.of("ip"));
    command.addAll(List.of(arguments));
    return output(command);
  }

  /** Runs lines of commands in order; those that begin with -6 are for IPv6. */
  public static void batch(String lines) throws Exception {
    StringBuilder run = new StringBuilder();
    boolean ipv6 = false;
    for (String line : lines.lines().toList()) {
      if (line.startsWith("-6 ") != ipv6) {
        batch(ipv6, run.toString());
        run.setLength(0);
        ipv6 = !ipv6;
      }
      run.append(ipv6 ? line.substring(3) : line).append('\n');
    }
    batch(ipv6, run.toString());
  }

  private static void batch(boolean ipv6, String lines) throws Exception {
    Path file = Files.createTempFile("ip", ".batch");
    try {
      Files.writeString(file, lines);
      if (ipv6) {
        run("-6", "-batch", file.toString());
      } else {
        run("-batch", file.toString());
      }
    } finally {
      Files.delete(file);
    }
  }

  static String output(List<String> command) throws IOException, InterruptedException {
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertEquals(0, process.waitFor(), () -> command + ": " + output);
    return output;
  }
}
