package io.vnetctl.cli.process;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;

/**
 * Option {@code -d} (vde-cli.md 2): a second process of the same command, in a session of its own,
 * does the work; the first returns when the second is ready, or with its messages and status.
 *
 * <p>A JVM cannot fork, so the second process is started anew, with the arguments the kernel keeps
 * of the first. It knows itself by a system property. Its standard error stays the caller's, and
 * its standard output is a pipe to the parent, until it says {@link #ready}: then all three become
 * {@code /dev/null}. Working directory and umask are inherited; descriptors beyond the standard
 * ones are not.
 */
public final class Daemon {
  private static final String CHILD_PROPERTY = "vnetctl.daemon";

  /** The variable by which the launcher of a program is told that it starts the child. */
  public static final String CHILD_VARIABLE = "VNETCTL_DAEMON";

  /** What the child writes when it is ready; no text holds it. */
  private static final int READY = 0;

  /** Statuses from here are 128 plus the signal that ended the process. */
  private static final int FIRST_SIGNAL_STATUS = 129;

  private static final int LAST_SIGNAL_STATUS = 128 + 64;

  private Daemon() {}

  /** Returns whether this process is the one that {@link #start} started. */
  public static boolean isChild() {
    return Boolean.getBoolean(CHILD_PROPERTY);
  }

  /**
   * In the parent: starts the child and waits until it is ready or has ended. To be called before
   * {@link ProcessTitle#show}.
   *
   * @param name of the program, for the one message of its own
   * @param patience how long the child may take; one that takes longer is killed
   * @param out where the child's standard output goes
   * @param err where that message goes
   * @return the status for the caller: 0 ready, else that of the child, 1 if it was killed
   * @throws IOException if no child could be started
   */
  public static int start(String name, Duration patience, PrintStream out, PrintStream err)
      throws IOException {
    Process child =
        new ProcessBuilder(childCommand())
            .redirectInput(Path.of("/dev/null").toFile())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    CompletableFuture<Boolean> ready =
        CompletableFuture.supplyAsync(() -> forward(child.getInputStream(), out))
            .orTimeout(patience.toMillis(), TimeUnit.MILLISECONDS);
    try {
      // The output also ends, without "ready", when the child does.
      return ready.join() ? 0 : statusOf(child, name, err);
    } catch (CompletionException timeout) {
      child.destroyForcibly();
      err.println(
          name + ": the daemon was not ready after " + patience.toSeconds() + " s and was killed");
      return 1;
    }
  }

  /** In the child, before anything else: leaves the caller's session and terminal. */
  public static void detach() {
    // Fails only in the leader of a process group, which a child just started is not.
    LibC.setsid();
  }

  /**
   * In the child, once all its sockets answer: lets the parent return and the caller's files go.
   */
  public static void ready() {
    System.out.flush();
    System.err.flush();
    System.out.write(READY);
    System.out.flush();
    int nowhere = LibC.open("/dev/null", LibC.O_RDWR);
    for (int standard = 0; standard <= 2; standard++) {
      LibC.dup2(nowhere, standard);
    }
    if (nowhere > 2) {
      LibC.close(nowhere);
    }
  }

  /** The command of this process, marked; the JVM that runs it may be named by a relative path. */
  private static List<String> childCommand() throws IOException {
    String words = Files.readString(Path.of("/proc/self/cmdline"), StandardCharsets.UTF_8);
    List<String> command = new ArrayList<>(Arrays.asList(words.split("\0", -1)));
    command.removeLast();
    command.set(0, Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add(1, "-D" + CHILD_PROPERTY + "=true");
    return command;
  }

  private static boolean forward(InputStream from, OutputStream to) {
    try {
      for (int octet = from.read(); octet >= 0; octet = from.read()) {
        if (octet == READY) {
          return true;
        }
        to.write(octet);
      }
      to.flush();
    } catch (IOException e) {
      // As if it had ended: its status tells.
    }
    return false;
  }

  private static int statusOf(Process child, String name, PrintStream err) {
    int status = child.onExit().join().exitValue();
    if (status >= FIRST_SIGNAL_STATUS && status <= LAST_SIGNAL_STATUS) {
      err.println(name + ": the daemon was ended by signal " + (status - 128));
      return 1;
    }
    return status;
  }
}
