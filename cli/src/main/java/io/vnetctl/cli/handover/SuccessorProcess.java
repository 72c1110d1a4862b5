package io.vnetctl.cli.handover;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * The new process of a switch, with a shell between it and this one. A service manager supervises
 * only its own children, and looks at the moment it is told of a new main process: when the shell
 * ends, the new process becomes a child of the manager while this one still lives. Any thread.
 */
final class SuccessorProcess {
  /**
   * In the foreground, so that signals and standard input stay as they are; not its last word. What
   * the shell itself would say, such as "Killed", is not for the log of the switch.
   */
  private static final List<String> BETWEEN =
      List.of(
          "/bin/sh", "-c", "exec 3>&2 2>/dev/null; (exec 2>&3 3>&-; exec \"$@\"); exit $?", "sh");

  private final Process shell;

  private SuccessorProcess(Process shell) {
    this.shell = shell;
  }

  /**
   * Starts it.
   *
   * @param builder with its command, which is changed
   */
  static SuccessorProcess start(ProcessBuilder builder) throws IOException {
    List<String> words = new ArrayList<>(BETWEEN);
    words.addAll(builder.command());
    return new SuccessorProcess(builder.command(words).start());
  }

  boolean isAlive() {
    return shell.isAlive();
  }

  /** Its status, once it has ended. */
  int exitValue() {
    return shell.exitValue();
  }

  /**
   * Its number.
   *
   * @throws IOException if it has ended
   */
  long pid() throws IOException {
    return shell
        .children()
        .findFirst()
        .orElseThrow(() -> new IOException("the new process has ended"))
        .pid();
  }

  /**
   * Makes it a child of whoever takes orphans; returns when it is no longer one of this process.
   */
  void release() {
    shell.destroyForcibly().onExit().join();
  }

  /** Kills it, and waits for its end, which the shell tells by its own. */
  void end() {
    List<ProcessHandle> started = shell.descendants().toList();
    started.forEach(ProcessHandle::destroyForcibly);
    if (started.isEmpty()) {
      shell.destroyForcibly();
    }
    shell.onExit().join();
  }
}
