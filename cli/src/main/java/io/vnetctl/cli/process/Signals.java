package io.vnetctl.cli.process;

import io.vnetctl.vde.Errno;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import sun.misc.Signal;

/**
 * The signals of a switch (vde-cli.md 1): TERM and INT end it, those that once meant something to
 * it are ignored, but for USR2, which has it go on in a new process, and HUP, which has it read its
 * configuration file once more if it has one; all others do what the JVM does: QUIT prints the
 * stacks of all threads and the program goes on.
 */
public final class Signals {
  /** A signal that asks the program to end. */
  public enum Ending {
    /** Ends the program with status 0 after it has cleaned up. */
    TERM,
    /** Ends the program by the signal itself after it has cleaned up. */
    INT
  }

  /** Numbers of signal(7), those of x86 and ARM; all ignored. */
  private static final int[] IGNORED = {
    1, // HUP
    10, // USR1
    13, // PIPE
    14, // ALRM
    16, // STKFLT
    26, // VTALRM
    27, // PROF
    29, // POLL, IO
    30, // PWR
  };

  private static final int SIGINT = 2;
  private static final int SIGUSR2 = 12;
  private static final int STATUS_OF_INT = 128 + SIGINT;

  private Signals() {}

  /** Ignores the signals that must not end a switch, for the rest of the life of the process. */
  public static void ignoreOthers() {
    for (int number : IGNORED) {
      LibC.signal(number, LibC.SIG_IGN);
    }
  }

  /**
   * Calls the handler, on a thread of the JVM's, at each TERM and INT, also where the caller
   * started us with INT ignored as shells do with what they put in the background.
   */
  public static void onEnding(Consumer<Ending> handler) {
    for (Ending ending : Ending.values()) {
      Signal name = new Signal(ending.name());
      LibC.signal(name.getNumber(), LibC.SIG_DFL);
      Signal.handle(name, received -> handler.accept(ending));
    }
  }

  /**
   * Calls the handler, on a thread of the JVM's, at each USR2. The JVM uses it to suspend threads
   * only where the flight recorder looks at them.
   */
  public static void onRestart(Runnable handler) {
    Signal.handle(new Signal("USR2"), received -> handler.run());
  }

  /** Calls the handler, on a thread of the JVM's, at each HUP from now on. */
  public static void onReload(Runnable handler) {
    Signal name = new Signal("HUP");
    // The JVM lets a signal be that is ignored.
    LibC.signal(name.getNumber(), LibC.SIG_DFL);
    Signal.handle(name, received -> handler.run());
  }

  /**
   * Asks another process, a switch, to go on in a new one.
   *
   * @throws AccessDeniedException if the caller may not ask for that, in a line
   * @throws IOException if there is no such process, likewise
   */
  public static void requestRestart(long pid) throws IOException {
    int refusal = LibC.kill(Math.toIntExact(pid), SIGUSR2);
    if (refusal != 0) {
      String text =
          "cannot signal process %d: %s; be its owner or root".formatted(pid, Errno.text(refusal));
      throw refusal == Errno.EPERM ? new AccessDeniedException(text) : new IOException(text);
    }
  }

  /** Passes an ending signal on to another process; one that has ended is let be. */
  public static void pass(Ending ending, long pid) {
    LibC.kill(Math.toIntExact(pid), new Signal(ending.name()).getNumber());
  }

  /**
   * Ends the process as the signal asks, once all is cleaned up: status 0 for TERM, death by the
   * signal for INT, so that a shell's loop ends too. Runs no shutdown hook for INT. Does not
   * return.
   */
  public static void end(Ending ending) {
    if (ending == Ending.INT) {
      LibC.signal(SIGINT, LibC.SIG_DFL);
      LibC.kill(Math.toIntExact(ProcessHandle.current().pid()), SIGINT);
      // The signal may reach another thread first. If all block it, the status says the same.
      LockSupport.parkNanos(TimeUnit.SECONDS.toNanos(1));
      Runtime.getRuntime().halt(STATUS_OF_INT);
    }
    System.exit(0);
  }
}
