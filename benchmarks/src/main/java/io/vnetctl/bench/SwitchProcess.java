package io.vnetctl.bench;

import java.io.IOException;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;

/** A switch running as a child, which ends with this process at the latest. */
final class SwitchProcess implements AutoCloseable {
  private static final long START_MS = 20_000;
  private static final long END_MS = 5_000;
  private static final long RETRY_MS = 20;

  private final Process process;
  private final Path directory;
  private final CpuClock cpuClock;

  private SwitchProcess(Process process, Path directory) {
    this.process = process;
    this.directory = directory;
    this.cpuClock = CpuClock.of(process.toHandle());
  }

  /**
   * Starts it below {@code room}, a directory of its own, and waits until it answers.
   *
   * @param surroundings the command that runs a command where the switch shall run
   * @param options of vde_switch(1)
   */
  static SwitchProcess start(
      Contender contender,
      UnaryOperator<List<String>> surroundings,
      Path room,
      List<String> options)
      throws IOException {
    Files.createDirectories(room);
    Path directory = room.resolve("s");
    Path log = room.resolve("log");
    List<String> command = new ArrayList<>();
    command.add(contender.program().toString());
    command.addAll(List.of("-s", directory.toString(), "-M", room.resolve("m").toString()));
    command.addAll(options);
    Process process =
        new ProcessBuilder(surroundings.apply(command))
            .redirectErrorStream(true)
            .redirectOutput(log.toFile())
            .start();
    try {
      awaitAnswer(process, directory.resolve("ctl"));
      return new SwitchProcess(process, directory);
    } catch (IOException e) {
      end(process);
      throw new IOException(
          "%s does not start: %s; it says: %s"
              .formatted(contender.program(), e.getMessage(), Files.readString(log).strip()),
          e);
    }
  }

  /** Starts it in a network namespace and waits for the TAP devices that it makes there. */
  static SwitchProcess withTaps(
      Contender contender, NetworkNamespace home, Placement placement, Path room, String... taps)
      throws IOException {
    List<String> options = new ArrayList<>();
    for (String tap : taps) {
      options.addAll(List.of("-t", tap));
    }
    SwitchProcess started =
        start(contender, command -> home.inside(placement.anywhere(command)), room, options);
    try {
      for (String tap : taps) {
        home.awaitLink(tap);
      }
      return started;
    } catch (IOException e) {
      started.close();
      throw e;
    }
  }

  /** Where its control socket is. */
  Path directory() {
    return directory;
  }

  ProcessStatus status() {
    return ProcessStatus.of(process.toHandle());
  }

  CpuClock cpuClock() {
    return cpuClock;
  }

  /** Closes its standard input, which ends a switch; kills one that does not care. */
  @Override
  public void close() throws IOException {
    cpuClock.close();
    end(process);
  }

  private static void awaitAnswer(Process process, Path control) throws IOException {
    long deadlineNs = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(START_MS);
    while (!answers(control)) {
      if (ended(process, RETRY_MS)) {
        throw new IOException("it ended with status " + process.exitValue());
      }
      if (System.nanoTime() > deadlineNs) {
        throw new IOException("no answer within " + START_MS + " ms");
      }
    }
  }

  private static boolean answers(Path control) {
    if (!Files.exists(control)) {
      return false;
    }
    try (SocketChannel channel = SocketChannel.open(UnixDomainSocketAddress.of(control))) {
      return channel.isConnected();
    } catch (IOException e) {
      return false;
    }
  }

  private static void end(Process process) throws IOException {
    process.getOutputStream().close();
    if (!ended(process, END_MS)) {
      process.destroyForcibly();
      ended(process, END_MS);
    }
  }

  private static boolean ended(Process process, long withinMs) throws IOException {
    try {
      return process.waitFor(withinMs, TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    }
  }
}
