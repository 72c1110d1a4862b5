package io.vnetctl.cli.host;

import io.vnetctl.cli.process.SwitchTitle;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * A process that can be told from a later one with the same number: by the moment of its start
 * (proc_pid_stat(5)).
 *
 * @param pid its number in this process's namespace
 * @param startTicks clock ticks from the start of the system to that of the process
 */
public record RunningProcess(long pid, long startTicks) {
  /** Fields of proc_pid_stat(5) counted from the one behind the name. */
  private static final int STATE = 0;

  private static final int NUM_THREADS = 20 - 3;
  private static final int START_TIME = 22 - 3;
  private static final long PAUSE_NS = TimeUnit.MILLISECONDS.toNanos(5);

  /** The process of a number; empty if there is none, or only what nobody has reaped yet. */
  public static Optional<RunningProcess> of(long pid) {
    return fields(pid)
        .filter(fields -> !hasEnded(fields))
        .map(fields -> new RunningProcess(pid, Long.parseLong(fields[START_TIME])));
  }

  /** The first thread may be gone while others still have the files of the process open. */
  private static boolean hasEnded(String[] fields) {
    return "ZX".contains(fields[STATE]) && Integer.parseInt(fields[NUM_THREADS]) <= 1;
  }

  private static Optional<String[]> fields(long pid) {
    try {
      String stat =
          Files.readString(Path.of("/proc/" + pid + "/stat"), StandardCharsets.ISO_8859_1);
      return Optional.of(stat.substring(stat.lastIndexOf(')') + 2).split(" "));
    } catch (IOException gone) {
      return Optional.empty();
    }
  }

  /** Whether it still runs. */
  boolean isAlive() {
    return of(pid).filter(this::equals).isPresent();
  }

  /** Who runs it, unsigned: the owner of its directory, the effective user (proc(5)). */
  OptionalInt uid() {
    try {
      return OptionalInt.of((Integer) Files.getAttribute(directory(), "unix:uid"));
    } catch (IOException gone) {
      return OptionalInt.empty();
    }
  }

  boolean isOf(int uid) {
    return uid().equals(OptionalInt.of(uid));
  }

  /** Whether a path means the same file to it as here; not if that may not be known. */
  boolean seesFilesOfThisProcess() {
    Path namespace = Path.of("ns/mnt");
    try {
      return Files.readSymbolicLink(directory().resolve(namespace))
          .equals(Files.readSymbolicLink(Path.of("/proc/self").resolve(namespace)));
    } catch (IOException hidden) {
      return false;
    }
  }

  /** Its name for a message, which need not be that of its program; empty if it has ended. */
  String name() {
    try {
      return Files.readString(directory().resolve("comm"), StandardCharsets.UTF_8).strip();
    } catch (IOException gone) {
      return "";
    }
  }

  private Path directory() {
    return Path.of("/proc/" + pid);
  }

  /** What it shows of itself; without words if it has ended. */
  SwitchTitle title() {
    try {
      return SwitchTitle.parse(Files.readAllBytes(directory().resolve("cmdline")));
    } catch (IOException gone) {
      return new SwitchTitle(List.of());
    }
  }

  /**
   * Ends it: by TERM, which a stopped process does not see, and by KILL if that is not enough.
   *
   * @return whether it was running
   */
  boolean end(Duration patience) {
    Optional<ProcessHandle> handle = ProcessHandle.of(pid).filter(_ -> isAlive());
    if (handle.isEmpty()) {
      return false;
    }
    handle.get().destroy();
    if (isStopped() || !awaitEnd(patience)) {
      handle.get().destroyForcibly();
      awaitEnd(patience);
    }
    return true;
  }

  private boolean isStopped() {
    return fields(pid).filter(fields -> "Tt".contains(fields[STATE])).isPresent();
  }

  /** Waits for its end; whether it came in time. */
  public boolean awaitEnd(Duration patience) {
    long end = System.nanoTime() + patience.toNanos();
    while (isAlive()) {
      if (System.nanoTime() - end >= 0) {
        return false;
      }
      LockSupport.parkNanos(PAUSE_NS);
    }
    return true;
  }
}
