package io.vnetctl.cli.host;

import io.vnetctl.cli.call.CallException;
import io.vnetctl.cli.process.Daemon;
import io.vnetctl.vde.UnixFiles;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * The start of a switch: detached from the caller, with an environment of its own, and watched
 * until it answers or fails.
 *
 * <p>The switch of this project is no child of this process: its launcher says its number and ends.
 * A JVM that ends while a child of its runs waits 300 ms for the thread that waits for the child.
 */
final class SwitchStart implements AutoCloseable {
  /** Something that a switch does once it has started, or that it fails to do. */
  interface Readiness {
    /**
     * Whether it does by now.
     *
     * @throws CallException if it never will
     */
    boolean isReached() throws CallException;
  }

  private static final long PAUSE_NS = TimeUnit.MILLISECONDS.toNanos(5);
  private static final int MAX_COMPLAINT_BYTES = 4096;
  private static final int OWNER_ONLY = 077;

  private final Process process;
  private final boolean own;
  private final Optional<RunningProcess> switchProcess;

  private SwitchStart(Process process, boolean own, Optional<RunningProcess> switchProcess) {
    this.process = process;
    this.own = own;
    this.switchProcess = switchProcess;
  }

  /**
   * Starts it.
   *
   * @param command program and words
   * @param environment all of its environment
   */
  static SwitchStart of(List<String> command, Map<String, String> environment)
      throws CallException {
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .directory(Path.of("/").toFile())
            .redirectInput(Path.of("/dev/null").toFile());
    boolean own = environment.containsKey(Daemon.CHILD_VARIABLE);
    if (!own) {
      builder.redirectOutput(Path.of("/dev/null").toFile());
    }
    builder.environment().clear();
    builder.environment().putAll(environment);
    int umask = UnixFiles.umask(OWNER_ONLY);
    try {
      Process started = builder.start();
      return new SwitchStart(
          started, own, RunningProcess.of(own ? numberSaid(started) : started.pid()));
    } catch (IOException e) {
      throw CallException.missing(
          "cannot start the switch " + command.getFirst() + ": " + e.getMessage(), e);
    } finally {
      UnixFiles.umask(umask);
    }
  }

  /** The launcher's one line, or its own number if it could not start anything. */
  private static long numberSaid(Process launcher) throws IOException {
    String line =
        new BufferedReader(
                new InputStreamReader(launcher.getInputStream(), StandardCharsets.US_ASCII))
            .readLine();
    return line != null && line.matches("[0-9]{1,9}") ? Long.parseLong(line) : launcher.pid();
  }

  /** The process of the switch, or of the program that becomes it; empty if it ended at once. */
  Optional<RunningProcess> switchProcess() {
    return switchProcess;
  }

  /**
   * Waits until the switch serves. A program that ends with status 0 may have left a daemon behind,
   * as vde_switch does.
   *
   * @param serves whether it does
   * @param patience how long it may take
   * @param interruption is looked for meanwhile; the switch is left to who undoes the call then
   * @throws CallException status 1 if it has failed, or does not serve in time
   */
  void await(Readiness serves, Duration patience, Interruption interruption) throws CallException {
    long end = System.nanoTime() + patience.toNanos();
    while (!serves.isReached()) {
      interruption.check();
      if (hasFailed()) {
        throw CallException.failed("the switch could not be started" + complaint());
      }
      if (System.nanoTime() - end >= 0) {
        throw CallException.failed(
            "the switch does not answer after "
                + patience.toSeconds()
                + " s and was ended"
                + complaint());
      }
      LockSupport.parkNanos(PAUSE_NS);
    }
  }

  /** A foreign program may put itself into the background and end well. */
  private boolean hasFailed() {
    return own
        ? switchProcess.filter(RunningProcess::isAlive).isEmpty()
        : !process.isAlive() && process.exitValue() != 0;
  }

  /** Ends it; what it has said until now, if anything, as the rest of a line. */
  private String complaint() {
    String text = "";
    try {
      // not to its end: what it started may have it open
      int said = Math.min(process.getErrorStream().available(), MAX_COMPLAINT_BYTES);
      text = new String(process.getErrorStream().readNBytes(said), StandardCharsets.UTF_8).strip();
    } catch (IOException e) {
      // it has said nothing that can be read
    }
    boolean ended = !process.isAlive();
    kill();
    return (!ended || process.exitValue() == 0 ? "" : ": status " + process.exitValue())
        + (text.isEmpty() ? "" : ": " + text.replaceAll("\\s*\\R\\s*", "; "));
  }

  /** Ends it and what it has started. */
  void kill() {
    switchProcess.ifPresent(running -> running.end(Duration.ZERO));
    process.descendants().forEach(ProcessHandle::destroyForcibly);
    process.destroyForcibly();
    process.onExit().join();
  }

  /** Lets go of it: it runs on. */
  @Override
  public void close() {
    try {
      process.getErrorStream().close();
    } catch (IOException e) {
      // it was closed by the other side
    }
  }
}
