package io.vnetctl.cli.handover;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import io.vnetctl.cli.process.Signals;
import io.vnetctl.cli.process.SwitchTitle;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;

/**
 * Has a switch go on in a new process, seen from outside: that process is a child of the old one
 * until the old one has ended. Nothing but the numbers of processes is looked at, so it works for
 * switches without a console, too.
 */
public final class RestartRequest {
  /** A switch that has not started anything by then does not know the signal. */
  private static final Duration BEGIN = Duration.ofSeconds(5);

  /** A switch gives its successor a minute, and five seconds more to take over. */
  private static final Duration END = Duration.ofSeconds(70);

  private static final long GLANCE_NS = TimeUnit.MILLISECONDS.toNanos(20);

  private final ProcessHandle before;
  private final Set<Long> others;

  /**
   * @param pid of the switch
   * @throws IOException if that is no switch
   */
  public RestartRequest(long pid) throws IOException {
    before =
        ProcessHandle.of(pid)
            .filter(process -> isSwitch(pid))
            .orElseThrow(() -> new IOException("process " + pid + " is no switch"));
    others = before.children().map(ProcessHandle::pid).collect(Collectors.toSet());
  }

  private static boolean isSwitch(long pid) {
    try {
      return SwitchTitle.parse(Files.readAllBytes(Path.of("/proc/" + pid + "/cmdline"))).isSwitch();
    } catch (IOException gone) {
      return false;
    }
  }

  /**
   * Sends the signal and waits until the switch runs in another process.
   *
   * @return the number of that
   * @throws IOException in one line, if it does not; the old process goes on then
   */
  public long perform() throws IOException {
    Signals.requestRestart(before.pid());
    long start = System.nanoTime();
    ProcessHandle after = null;
    while (!hasEnded()) {
      if (after == null) {
        after = successor().orElse(null);
      } else if (!after.isAlive() && before.isAlive()) {
        throw new IOException(
            "the new process ended, and process %d goes on; its log says why"
                .formatted(before.pid()));
      }
      long waited = System.nanoTime() - start;
      if (waited > (after == null ? BEGIN : END).toNanos()) {
        throw new IOException(
            after == null
                ? "process %d started none; is it a switch of vnetctl's?".formatted(before.pid())
                : "process %d did not take over; see the log".formatted(after.pid()));
      }
      LockSupport.parkNanos(GLANCE_NS);
    }
    if (after == null || !after.isAlive()) {
      throw new IOException("process " + before.pid() + " has ended; see the log");
    }
    return after.pid();
  }

  /** Whether it is gone, or a zombie that its parent is slow to bury. */
  private boolean hasEnded() {
    try {
      String status = Files.readString(Path.of("/proc/" + before.pid() + "/stat"), ISO_8859_1);
      return status.startsWith("Z", status.lastIndexOf(')') + 2);
    } catch (IOException gone) {
      return true;
    }
  }

  /** Child of a shell that is a new child, see {@link SuccessorProcess}. */
  private Optional<ProcessHandle> successor() {
    return before
        .children()
        .filter(child -> !others.contains(child.pid()))
        .flatMap(ProcessHandle::children)
        .findFirst();
  }
}
