package io.vnetctl.cli.host;

import io.vnetctl.cli.call.CallException;
import io.vnetctl.cli.process.Credentials;
import io.vnetctl.cli.process.Daemon;
import io.vnetctl.vde.UnixFiles;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
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

  /** Of a pid in decimal, with its newline. */
  private static final int MAX_NUMBER_BYTES = 16;

  /** From KILL to the end of a process. */
  private static final int END_SECONDS = 5;

  private static final int OWNER_ONLY = 077;

  private final Process process;
  private final boolean own;
  private final Path said;
  private Optional<RunningProcess> switchProcess;

  private SwitchStart(
      Process process, boolean own, Path said, Optional<RunningProcess> switchProcess) {
    this.process = process;
    this.own = own;
    this.said = said;
    this.switchProcess = switchProcess;
  }

  /**
   * Starts it, without any capability that its user would not have.
   *
   * @param command program and words
   * @param environment all of its environment
   * @param said a file that does not exist, for what it says on standard error; removed at the end
   * @param patience how long a launcher may take to say the number of the switch
   */
  static SwitchStart of(
      List<String> command, Map<String, String> environment, Path said, Duration patience)
      throws CallException {
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .directory(Path.of("/").toFile())
            .redirectInput(Path.of("/dev/null").toFile())
            .redirectError(said.toFile());
    boolean own = environment.containsKey(Daemon.CHILD_VARIABLE);
    if (!own) {
      builder.redirectOutput(Path.of("/dev/null").toFile());
    }
    builder.environment().clear();
    builder.environment().putAll(environment);
    int umask = UnixFiles.umask(OWNER_ONLY);
    try {
      Credentials.keepCapabilitiesFromChildren();
      Process started = builder.start();
      SwitchStart start = new SwitchStart(started, own, said, RunningProcess.of(started.pid()));
      if (own) {
        start.switchProcess = start.numberSaid(patience).flatMap(RunningProcess::of);
      }
      return start;
    } catch (IOException e) {
      throw CallException.missing(
          "cannot start the switch " + command.getFirst() + ": " + e.getMessage(), e);
    } finally {
      UnixFiles.umask(umask);
    }
  }

  /** The launcher's one line; empty if it fails. */
  private Optional<Long> numberSaid(Duration patience) throws CallException, IOException {
    long end = System.nanoTime() + patience.toNanos();
    InputStream out = process.getInputStream();
    while (out.available() == 0 && process.isAlive()) {
      if (System.nanoTime() - end >= 0) {
        throw tooLate(patience);
      }
      LockSupport.parkNanos(PAUSE_NS);
    }
    byte[] line = out.readNBytes(Math.min(out.available(), MAX_NUMBER_BYTES));
    String number = new String(line, StandardCharsets.US_ASCII).lines().findFirst().orElse("");
    return number.matches("[0-9]{1,9}") ? Optional.of(Long.valueOf(number)) : Optional.empty();
  }

  private CallException tooLate(Duration patience) {
    return CallException.failed(
        "the switch does not answer after %d s and was ended%s"
            .formatted(patience.toSeconds(), complaint()));
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
        throw tooLate(patience);
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
    boolean ended = !process.isAlive();
    kill();
    String text = "";
    try (InputStream in = Files.newInputStream(said)) {
      text = new String(in.readNBytes(MAX_COMPLAINT_BYTES), StandardCharsets.UTF_8).strip();
    } catch (IOException e) {
      // it has said nothing that can be read
    }
    return (!ended || process.exitValue() == 0 ? "" : ": status " + process.exitValue())
        + (text.isEmpty() ? "" : ": " + text.replaceAll("\\s*\\R\\s*", "; "));
  }

  /** Ends it and what it has started. */
  private void kill() {
    switchProcess.ifPresent(running -> running.end(Duration.ZERO));
    process.descendants().forEach(ProcessHandle::destroyForcibly);
    process.destroyForcibly();
    process.onExit().completeOnTimeout(process, END_SECONDS, TimeUnit.SECONDS).join();
  }

  /** Lets go of it: it runs on. */
  @Override
  public void close() {
    try {
      Files.deleteIfExists(said);
    } catch (IOException e) {
      // a next call removes it
    }
  }
}
