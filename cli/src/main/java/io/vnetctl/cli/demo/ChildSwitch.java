package io.vnetctl.cli.demo;

import io.vnetctl.cli.process.ProgramStart;
import io.vnetctl.vde.client.ConsoleClient;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * A switch as a child process in a directory of its own. Its standard input is a console, whose
 * first answer tells that the switch serves, and whose end ends it should this process be killed.
 */
final class ChildSwitch implements AutoCloseable {
  private static final int END_SECONDS = 5;

  private final Path home;
  private final Process process;

  private ChildSwitch(Path home, Process process) {
    this.home = home;
    this.process = process;
  }

  /**
   * Starts a switch and waits until it serves.
   *
   * @param program that takes vde_switch's options
   * @param tap name of a TAP to open
   */
  static ChildSwitch start(List<String> program, String tap) throws IOException {
    return start(program, tap, ProgramStart.PATIENCE);
  }

  /**
   * The same with another bound.
   *
   * @param patience how long it may take until it serves
   */
  static ChildSwitch start(List<String> program, String tap, Duration patience) throws IOException {
    Path home = Files.createTempDirectory("vnetctl-demo");
    List<String> command = new ArrayList<>(program);
    command.addAll(List.of("-s", home.resolve("c").toString()));
    command.addAll(List.of("-M", home.resolve("m").toString(), "-t", tap));
    ChildSwitch child;
    try {
      child =
          new ChildSwitch(
              home,
              new ProcessBuilder(command).redirectError(home.resolve("log").toFile()).start());
    } catch (IOException absent) {
      remove(home);
      throw new IOException("cannot start the switch: " + absent.getMessage(), absent);
    }
    try {
      child.awaitService(patience);
      return child;
    } catch (IOException failed) {
      child.close();
      throw failed;
    }
  }

  /** Its control directory. */
  Path directory() {
    return home.resolve("c");
  }

  /** Its console socket. */
  Path console() {
    return home.resolve("m");
  }

  /** What it has said on standard error, in one line. */
  String log() throws IOException {
    return String.join("; ", Files.readAllLines(home.resolve("log")));
  }

  /** Ends it by its console, or by force where that fails, and removes its directory. */
  @Override
  public void close() throws IOException {
    if (process.isAlive()) {
      try (ConsoleClient console = ConsoleClient.connect(console(), line -> {})) {
        console.run("shutdown");
      } catch (IOException unreachable) {
        process.destroy();
      }
      process
          .onExit()
          .completeOnTimeout(process, END_SECONDS, TimeUnit.SECONDS)
          .join()
          .destroyForcibly();
      process.onExit().join();
    }
    remove(home);
  }

  private void awaitService(Duration patience) throws IOException {
    CompletableFuture<Process> ended =
        process.onExit().orTimeout(patience.toMillis(), TimeUnit.MILLISECONDS);
    ended.exceptionally(late -> process.destroyForcibly());
    if (hasAnswered()) {
      ended.complete(process);
      return;
    }
    // By itself, or by force.
    process.onExit().join();
    boolean late = ended.isCompletedExceptionally();
    String what =
        late
            ? "the switch did not serve within " + patience.toSeconds() + " s"
            : "the switch does not serve: it ended with status " + process.exitValue();
    String said = log();
    throw new IOException(said.isEmpty() ? what : what + ": " + said);
  }

  private boolean hasAnswered() throws IOException {
    try {
      process.getOutputStream().write("showinfo\n".getBytes(StandardCharsets.UTF_8));
      process.getOutputStream().flush();
    } catch (IOException hasEnded) {
      return false;
    }
    BufferedReader answers =
        new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
    String line = answers.readLine();
    while (line != null && !line.contains("1000 ")) {
      line = answers.readLine();
    }
    return line != null;
  }

  private static void remove(Path directory) throws IOException {
    try (Stream<Path> files = Files.walk(directory)) {
      for (Path file : files.sorted((one, other) -> other.compareTo(one)).toList()) {
        Files.deleteIfExists(file);
      }
    }
  }
}
