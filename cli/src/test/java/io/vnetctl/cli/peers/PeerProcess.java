package io.vnetctl.cli.peers;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A program at work beside the test; collects what it prints. Ends with the test. */
public final class PeerProcess implements AutoCloseable {
  /** How long the output of an ended program may be held open by programs that it started. */
  private static final Duration LAST_OUTPUT = Duration.ofSeconds(1);

  private final List<String> command;
  private final Process process;
  private final StringBuffer output = new StringBuffer();
  private final StringBuffer errors = new StringBuffer();
  private final List<Thread> collectors;

  private PeerProcess(List<String> command) {
    this.command = command;
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.environment().put("LC_ALL", "C");
    builder.environment().put("TERM", "vt100");
    try {
      process = builder.start();
    } catch (IOException e) {
      throw new UncheckedIOException("cannot start " + String.join(" ", command), e);
    }
    collectors =
        List.of(
            Thread.ofPlatform().daemon().start(() -> collect(process.getInputStream(), output)),
            Thread.ofPlatform().daemon().start(() -> collect(process.getErrorStream(), errors)));
  }

  public static PeerProcess start(String... command) {
    return new PeerProcess(List.of(command));
  }

  public static PeerProcess start(List<String> command) {
    return new PeerProcess(List.copyOf(command));
  }

  /** Runs a program that ends by itself and returns its standard output; it must succeed. */
  public static String run(String... command) {
    try (PeerProcess peer = start(command)) {
      peer.closeInput();
      int status = peer.awaitExit();
      if (status != 0) {
        throw new AssertionError("status " + status + " of " + peer);
      }
      return peer.output();
    }
  }

  private static void collect(InputStream from, StringBuffer to) {
    byte[] bytes = new byte[8192];
    try (from) {
      for (int n = from.read(bytes); n >= 0; n = from.read(bytes)) {
        to.append(new String(bytes, 0, n, StandardCharsets.ISO_8859_1));
      }
    } catch (IOException closed) {
      // a stream of a process that was ended: what was read stays
    }
  }

  public void write(String text) {
    write(text.getBytes(StandardCharsets.ISO_8859_1));
  }

  public void write(byte[] bytes) {
    try {
      OutputStream input = process.getOutputStream();
      input.write(bytes);
      input.flush();
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write to " + this, e);
    }
  }

  public void closeInput() {
    try {
      process.getOutputStream().close();
    } catch (IOException e) {
      throw new UncheckedIOException("cannot close the input of " + this, e);
    }
  }

  /** Everything written to standard output so far, one character per byte. */
  public String output() {
    return output.toString();
  }

  public String errors() {
    return errors.toString();
  }

  /** Waits until standard output holds {@code text}. */
  public void awaitOutput(String text) {
    Eventually.await(
        () -> output.indexOf(text) >= 0 || !isAlive(), () -> "no '" + text + "' from " + this);
    if (!isAlive()) {
      awaitExit();
    }
    if (output.indexOf(text) < 0) {
      throw new AssertionError("ended without '" + text + "': " + this);
    }
  }

  /** Waits for the end of the program and of its output; returns its exit status. */
  public int awaitExit() {
    try {
      if (!process.waitFor(Eventually.PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
        throw new AssertionError("still running: " + this);
      }
      for (Thread collector : collectors) {
        collector.join(LAST_OUTPUT);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError("interrupted while waiting for " + this, e);
    }
    return process.exitValue();
  }

  public boolean isAlive() {
    return process.isAlive();
  }

  public long pid() {
    return process.pid();
  }

  /** SIGTERM. */
  public void terminate() {
    process.destroy();
  }

  /** SIGKILL, to the program and to those it started. */
  public void kill() {
    List<ProcessHandle> family = process.descendants().toList();
    process.destroyForcibly();
    family.forEach(ProcessHandle::destroyForcibly);
    awaitExit();
  }

  @Override
  public void close() {
    kill();
  }

  @Override
  public String toString() {
    return String.join(" ", command)
        + (isAlive() ? " (running)" : " (status " + process.exitValue() + ")")
        + "\n--- standard output\n"
        + output
        + "\n--- standard error\n"
        + errors
        + "\n---";
  }
}
