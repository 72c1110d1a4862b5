package io.vnetctl.cli.process;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/**
 * The lines of a program for the administrator: on standard error, and of a daemon in the system's
 * log, too. One line an event. Where standard error is the journal's ({@code JOURNAL_STREAM},
 * systemd.exec(5)), which knows the program, each line begins with its level instead
 * (sd-daemon(3)). Of a flood of lines most are left out, and their number is told. Any thread.
 */
public final class ProgramLog implements Consumer<String> {
  private static final Path STANDARD_ERROR = Path.of("/proc/self/fd/2");

  /** Lines that are written however fast they come. */
  static final int BURST = 60;

  /** One more may be written after each of these. */
  static final long PAUSE_NS = TimeUnit.MILLISECONDS.toNanos(200);

  private static final String INFO = "<6>";
  private static final String WARNING = "<4>";

  private final String program;
  private final boolean journal;
  private final PrintStream out;
  private final Optional<SystemLog> system;
  private final LongSupplier nanoClock;
  private long spentUntil;
  private long leftOut;

  ProgramLog(
      String program,
      boolean journal,
      PrintStream out,
      Optional<SystemLog> system,
      LongSupplier nanoClock) {
    this.program = program;
    this.journal = journal;
    this.out = out;
    this.system = system;
    this.nanoClock = nanoClock;
    this.spentUntil = nanoClock.getAsLong() - BURST * PAUSE_NS;
  }

  /**
   * That of this process.
   *
   * @param program what lines on standard error begin with
   * @param daemon its name in the system's log; empty unless standard error is about to lead
   *     nowhere
   */
  public static ProgramLog open(String program, Optional<String> daemon) {
    return new ProgramLog(
        program,
        isJournal(System.getenv()),
        System.err,
        daemon.map(SystemLog::open),
        System::nanoTime);
  }

  private static boolean isJournal(Map<String, String> environment) {
    String stream = environment.getOrDefault("JOURNAL_STREAM", "");
    try {
      // A program in between may have given us another standard error than the journal's.
      return !stream.isEmpty()
          && stream.equals(
              Files.getAttribute(STANDARD_ERROR, "unix:dev")
                  + ":"
                  + Files.getAttribute(STANDARD_ERROR, "unix:ino"));
    } catch (IOException unknown) {
      return false;
    }
  }

  /** Something went wrong, or was refused. */
  @Override
  public void accept(String line) {
    write(WARNING, line);
  }

  /** Something happened as it should. */
  public void info(String line) {
    write(INFO, line);
  }

  private synchronized void write(String level, String line) {
    long now = nanoClock.getAsLong();
    if (spentUntil - now >= 0) {
      leftOut++;
      return;
    }
    long full = now - BURST * PAUSE_NS;
    spentUntil = (spentUntil - full > 0 ? spentUntil : full) + PAUSE_NS;
    String text = PlainLine.of(line);
    if (leftOut > 0) {
      text += " (after " + leftOut + " lines that were left out)";
      leftOut = 0;
    }
    out.println((journal ? level : program + ": ") + text);
    String complete = text;
    system.ifPresent(log -> log.accept(complete));
  }
}
