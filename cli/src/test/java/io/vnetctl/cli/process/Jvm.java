package io.vnetctl.cli.process;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A JVM that runs {@link Program}, killed at the end of a test. */
final class Jvm implements AutoCloseable {
  private final Process process;
  private final BufferedReader out;

  private Jvm(Process process) {
    this.process = process;
    this.out = process.inputReader();
  }

  static Jvm start(String... arguments) throws IOException {
    return start(new ProcessBuilder(command(arguments)));
  }

  static Jvm start(ProcessBuilder builder) throws IOException {
    builder.environment().put("MARK", "kept");
    return new Jvm(builder.start());
  }

  static List<String> command(String... arguments) {
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-Dmark=kept",
                "--enable-native-access=ALL-UNNAMED",
                "-cp",
                System.getProperty("java.class.path"),
                Program.class.getName()));
    command.addAll(List.of(arguments));
    return command;
  }

  long pid() {
    return process.pid();
  }

  String readLine() throws IOException {
    return out.readLine();
  }

  String readAll() throws IOException {
    return out.readAllAsString();
  }

  String readErrors() throws IOException {
    return new String(process.getErrorStream().readAllBytes(), StandardCharsets.UTF_8);
  }

  void endInput() throws IOException {
    process.getOutputStream().close();
  }

  void signal(int number) {
    LibC.kill((int) process.pid(), number);
  }

  /** Returns the status; 128 and the number for death by a signal, as in a shell. */
  int status() throws InterruptedException {
    return process.waitFor();
  }

  String proc(String file) throws IOException {
    return Files.readString(Path.of("/proc/" + pid(), file));
  }

  @Override
  public void close() {
    process.destroyForcibly();
  }
}
