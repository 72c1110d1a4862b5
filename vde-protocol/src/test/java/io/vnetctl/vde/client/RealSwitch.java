package io.vnetctl.vde.client;

import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.BufferedReader;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * Debian's vde_switch in a directory of its own, as the peer of our clients. It has a console on
 * its standard input: what is answered there tells that its sockets exist, and the end of it ends
 * the switch, whatever becomes of the test.
 */
public final class RealSwitch implements AutoCloseable {
  private static final Path PROGRAM = Path.of("/usr/bin/vde_switch");

  private final Path home;
  private final Process process;
  private final BufferedReader answers;

  private RealSwitch(Path home, Process process) {
    this.home = home;
    this.process = process;
    this.answers =
        new BufferedReader(
            new InputStreamReader(process.getInputStream(), StandardCharsets.ISO_8859_1));
  }

  /**
   * Starts it and waits until its sockets answer. Where it is not installed the test is skipped, or
   * fails if the environment says that this is CI.
   */
  public static RealSwitch start(String... options) throws IOException {
    boolean installed = Files.isExecutable(PROGRAM);
    if ("true".equals(System.getenv("CI"))) {
      assertTrue(installed, "Debian's package vde-switch is missing");
    }
    assumeTrue(installed, "Debian's package vde-switch is missing");
    Path home = Files.createTempDirectory("vde");
    List<String> command = new ArrayList<>(List.of(PROGRAM.toString()));
    command.addAll(List.of("-s", home.resolve("c").toString(), "-M", home.resolve("m").toString()));
    command.addAll(List.of(options));
    RealSwitch real =
        new RealSwitch(
            home, new ProcessBuilder(command).redirectError(home.resolve("log").toFile()).start());
    real.order("showinfo");
    return real;
  }

  /** Its control directory. */
  public Path directory() {
    return home.resolve("c");
  }

  /** Its console socket. */
  public Path console() {
    return home.resolve("m");
  }

  /** Its process. */
  public long pid() {
    return process.pid();
  }

  /** Runs a command on the console of its standard input and waits for the result. */
  public void order(String command) throws IOException {
    process.getOutputStream().write((command + "\n").getBytes(StandardCharsets.ISO_8859_1));
    process.getOutputStream().flush();
    for (String line = answers.readLine(); ; line = answers.readLine()) {
      if (line == null) {
        throw new EOFException("vde_switch has ended: " + Files.readString(home.resolve("log")));
      }
      if (line.matches(".*1[0-9]{3} .*")) {
        return;
      }
    }
  }

  /** Names in the control directory besides {@code ctl}. */
  public List<String> sockets() throws IOException {
    try (Stream<Path> files = Files.list(directory())) {
      return files
          .map(file -> file.getFileName().toString())
          .filter(name -> !name.equals("ctl"))
          .sorted()
          .toList();
    }
  }

  /** Ends it and removes its directory. */
  @Override
  public void close() throws IOException {
    process.getOutputStream().close();
    process.onExit().join();
    answers.close();
    try (Stream<Path> files = Files.walk(home)) {
      for (Path file : files.sorted((one, other) -> other.compareTo(one)).toList()) {
        Files.delete(file);
      }
    }
  }
}
