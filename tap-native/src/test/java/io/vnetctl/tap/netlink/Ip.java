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

  /** Runs lines of commands in one process. */
  public static void batch(String lines) throws Exception {
    Path file = Files.createTempFile("ip", ".batch");
    try {
      Files.writeString(file, lines);
      run("-batch", file.toString());
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
