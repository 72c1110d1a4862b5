package io.vnetctl.cli;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** A main class in a JVM of its own, with pipes or on a terminal. */
public final class ClientProcess implements AutoCloseable {
  /** Then it is ended, so that a test that waits for its output fails and shows what came. */
  private static final int PATIENCE_SECONDS = 30;

  private final Process process;
  private final ByteArrayOutputStream output = new ByteArrayOutputStream();

  private ClientProcess(Process process) {
    this.process = process;
    CompletableFuture.delayedExecutor(PATIENCE_SECONDS, TimeUnit.SECONDS).execute(this::end);
  }

  /** With its standard streams on pipes. */
  public static ClientProcess onPipes(Class<?> main, Object... args) throws IOException {
    return new ClientProcess(new ProcessBuilder(command(main, args)).start());
  }

  /** On a pseudo-terminal; what is typed and shown goes through pipes. */
  public static ClientProcess onTerminal(Path home, Class<?> main, Object... args)
      throws IOException {
    String line = "'" + String.join("' '", command(main, args)) + "'";
    ProcessBuilder script = new ProcessBuilder("script", "-qefc", line, "/dev/null");
    script.environment().put("TERM", "xterm");
    script.environment().put("XDG_STATE_HOME", home.toString());
    return new ClientProcess(script.redirectErrorStream(true).start());
  }

  private static List<String> command(Class<?> main, Object... args) {
    List<String> command = new ArrayList<>();
    command.add(ProcessHandle.current().info().command().orElseThrow());
    command.addAll(List.of("-XX:TieredStopAtLevel=1", "--enable-native-access=ALL-UNNAMED"));
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), main.getName()));
    for (Object arg : args) {
      command.add(arg.toString());
    }
    return command;
  }

  public void type(String text) throws IOException {
    process.getOutputStream().write(text.getBytes(StandardCharsets.UTF_8));
    process.getOutputStream().flush();
  }

  public void endInput() throws IOException {
    process.getOutputStream().close();
  }

  /** Reads output until the text has come since the last call, and returns what came. */
  public String awaitOutput(String text) throws IOException {
    InputStream in = process.getInputStream();
    while (!shown().contains(text)) {
      int octet = in.read();
      if (octet < 0) {
        throw new AssertionError("no \"" + text + "\" in: " + shown());
      }
      output.write(octet);
    }
    String all = shown();
    output.reset();
    return all;
  }

  /** All that is left of the output. */
  public String rest() throws IOException {
    process.getInputStream().transferTo(output);
    return shown();
  }

  public String errors() throws IOException {
    return new String(process.getErrorStream().readAllBytes(), StandardCharsets.UTF_8);
  }

  /** Sends it SIGTERM. */
  public void terminate() {
    process.toHandle().destroy();
  }

  public int status() throws InterruptedException {
    if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
      throw new AssertionError("still running; has shown: " + shown());
    }
    return process.exitValue();
  }

  private String shown() {
    return output.toString(StandardCharsets.UTF_8);
  }

  @Override
  public void close() {
    end();
    process.onExit().join();
  }

  private void end() {
    process.descendants().forEach(ProcessHandle::destroyForcibly);
    process.destroy();
  }
}
