package io.vnetctl.cli.peers;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** A switch in the background, known by its pid file. Ends with the test. */
final class DaemonProcess implements AutoCloseable {
  private final ProcessHandle process;

  private DaemonProcess(ProcessHandle process) {
    this.process = process;
  }

  static DaemonProcess of(Path pidFile) throws IOException {
    long pid = Long.parseLong(Files.readString(pidFile).strip());
    return new DaemonProcess(ProcessHandle.of(pid).orElseThrow());
  }

  /** As {@code kill -NAME}. */
  void signal(String name) {
    PeerProcess.run("kill", "-" + name, String.valueOf(process.pid()));
  }

  void awaitEnd() {
    Eventually.await(() -> !process.isAlive(), () -> "process " + process.pid() + " runs on");
  }

  boolean isAlive() {
    return process.isAlive();
  }

  /** What {@code ps} prints in a column, such as {@code args}. */
  String ps(String column) {
    return PeerProcess.run("ps", "-o", column + "=", "-p", String.valueOf(process.pid())).strip();
  }

  /** What a descriptor refers to. */
  Path file(int descriptor) throws IOException {
    return Files.readSymbolicLink(proc("fd/" + descriptor));
  }

  Path workingDirectory() throws IOException {
    return Files.readSymbolicLink(proc("cwd"));
  }

  /** A line of {@code /proc/PID/status}. */
  String status(String key) throws IOException {
    return Files.readString(proc("status"), StandardCharsets.ISO_8859_1)
        .lines()
        .filter(line -> line.startsWith(key + ":"))
        .findFirst()
        .orElseThrow()
        .substring(key.length() + 1)
        .strip();
  }

  private Path proc(String name) {
    return Path.of("/proc", String.valueOf(process.pid()), name);
  }

  @Override
  public void close() {
    process.destroyForcibly();
    awaitEnd();
  }
}
