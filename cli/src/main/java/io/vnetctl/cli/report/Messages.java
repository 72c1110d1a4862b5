package io.vnetctl.cli.report;

import io.vnetctl.cli.call.Caller;
import io.vnetctl.cli.call.DebugSpec;
import java.io.PrintStream;
import java.util.function.Supplier;

/**
 * Messages for people, on standard error, one line each (spec vnetctl, chapter 5.1): {@code
 * tool:user@host:pid:SEVERITY:code:text}. The code of INFO and WARNING is their level, that of
 * ERROR the exit status.
 */
public final class Messages {
  private static final int ORDINARY = 1;
  private static final int DETAIL = 2;

  private final PrintStream err;
  private final String prefix;
  private final DebugSpec debug;
  private final boolean terse;
  private final boolean silent;
  private final boolean onTerminal;
  private final boolean colours;

  /**
   * Coloured only on a terminal whose user does not say otherwise.
   *
   * @param terse -X: only errors
   */
  public Messages(Caller caller, DebugSpec debug, boolean terse) {
    this(caller, debug, terse, false);
  }

  private Messages(Caller caller, DebugSpec debug, boolean terse, boolean silent) {
    this.err = caller.err();
    this.prefix =
        PrintableText.escape(caller.tool() + ":" + caller.user() + "@" + caller.host(), "")
            + ":"
            + ProcessHandle.current().pid()
            + ":";
    this.debug = debug;
    this.terse = terse;
    this.silent = silent;
    this.onTerminal = caller.err() == System.err && Terminal.isOn(Terminal.STDERR);
    this.colours = onTerminal && Colour.isWanted(caller.environment());
  }

  /** Says nothing, not even why the call fails (spec vnetctl, R101). */
  public static Messages silent(Caller caller) {
    return new Messages(caller, DebugSpec.NONE, true, true);
  }

  /** Something that was done, or found to be done. */
  public void info(String text) {
    if (!terse && debug.info() > ORDINARY) {
      print("INFO", ORDINARY, text);
    }
  }

  /**
   * Something takes long, perhaps: on a terminal, whoever waits is told so from the first second
   * on, until the answer is closed.
   *
   * @param what is waited for
   */
  public Progress waitingFor(String what) {
    return onTerminal && !silent && !terse && debug.info() > ORDINARY
        ? Progress.of(what, this::info)
        : Progress.none();
  }

  /** Something that may surprise, and what to do about it. */
  public void warning(String text) {
    if (!terse && debug.warning() > ORDINARY) {
      print("WARNING", ORDINARY, text);
    }
  }

  /** A warning that is of interest only to who looks for it. */
  public void warningDetail(String text) {
    if (!terse && debug.warning() > DETAIL) {
      print("WARNING", DETAIL, text);
    }
  }

  /** Why the call fails; the code is the exit status. */
  public void error(int status, String text) {
    print("ERROR", status, text);
  }

  /** What the program does; the text is made only if it is shown. */
  public void trace(int level, int subsystem, Supplier<String> text) {
    if (debug.shows(level, subsystem)) {
      print("TRACE", level, text.get());
    }
  }

  /** A command that is about to be run elsewhere, for who asked for it (PF of -d). */
  public void command(String text) {
    if (debug.printFinal()) {
      print("INFO", ORDINARY, text);
    }
  }

  private void print(String severity, int code, String text) {
    if (!silent) {
      err.println(
          prefix
              + (colours ? coloured(severity) : severity)
              + ":"
              + code
              + ":"
              + PrintableText.escape(text, ""));
    }
  }

  private static String coloured(String severity) {
    Colour colour =
        switch (severity) {
          case "INFO" -> Colour.GREEN;
          case "WARNING" -> Colour.MAGENTA;
          case "ERROR" -> Colour.RED;
          default -> Colour.CYAN;
        };
    return colour.of(severity);
  }
}
