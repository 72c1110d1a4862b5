package io.vnetctl.cli.privilege;

import io.vnetctl.cli.call.Call;
import io.vnetctl.cli.call.CallException;
import io.vnetctl.cli.call.Caller;
import io.vnetctl.cli.process.ProgramStart;
import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import sun.misc.Signal;

/**
 * One call of the whole program as root. The program started says so with a mark, its first line on
 * standard error: without it sudo or ksu refused, with it the status is the program's own.
 */
public final class Elevation {
  private static final String MARK = "vnetctl:started-with-privileges";

  private static final String SAFE_PATH =
      "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin";

  private final Mechanism mechanism;
  private final List<String> command;
  private final boolean mayAsk;
  private final Limits limits;
  private final Caller caller;
  private final String advice;

  private final CountDownLatch started = new CountDownLatch(1);
  private final List<String> beforeMark = new ArrayList<>();

  /**
   * Nothing runs yet.
   *
   * @param words of the privileged call
   * @param advice what the user can do if the mechanism refuses
   */
  Elevation(
      Mechanism mechanism,
      Path program,
      boolean mayAsk,
      List<String> words,
      Limits limits,
      Caller caller,
      String advice) {
    List<String> whole = new ArrayList<>(List.of(Permission.program(caller).toString()));
    whole.addAll(words);
    this.mechanism = mechanism;
    this.command = List.copyOf(mechanism.command(program, whole, mayAsk));
    this.mayAsk = mayAsk;
    this.limits = limits;
    this.caller = caller;
    this.advice = advice;
  }

  /** The command, as it is run. */
  List<String> command() {
    return command;
  }

  /**
   * What the program started with privileges does first, so that its caller knows it runs.
   *
   * @return whether somebody still listens; else the caller has given up, and nothing must be done
   */
  public static boolean mark(PrintStream err) {
    err.println(MARK);
    return !err.checkError();
  }

  /**
   * Runs it to its end. Standard output is its own; its messages are passed on.
   *
   * @return its status
   * @throws CallException status 2: it was not started; status 1: it takes too long
   */
  public int run() throws CallException {
    // A terminal interrupts the whole group of processes: the other one undoes what it has begun,
    // and this one tells how that went.
    Signal.handle(new Signal("INT"), _ -> {});
    Process process = start();
    Thread relay = Thread.ofPlatform().daemon().start(() -> relay(process));
    try {
      if (!started.await(limits.start().toMillis(), TimeUnit.MILLISECONDS)) {
        process.destroyForcibly();
        throw refused("no answer within " + limits.start().toSeconds() + " s");
      }
      // Without a mark the end of its messages is the end of the process.
      if (!process.waitFor(limits.work().toMillis(), TimeUnit.MILLISECONDS)) {
        throw CallException.failed(
            "the call that "
                + mechanism.program()
                + " started as root has not ended after "
                + limits.work().toSeconds()
                + " s; it is process "
                + process.pid()
                + " and goes on");
      }
      // A switch that it started may hold the other end open.
      relay.join(Duration.ofSeconds(1));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw CallException.failed(
          "interrupted while process " + process.pid() + " works as root", e);
    }
    synchronized (beforeMark) {
      if (!beforeMark.isEmpty() && beforeMark.getLast().equals(MARK)) {
        return process.exitValue();
      }
    }
    throw refused(lastWords(process.exitValue()));
  }

  private Process start() throws CallException {
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.environment().clear();
    builder.environment().putAll(environment());
    builder.redirectInput(
        mayAsk
            ? ProcessBuilder.Redirect.INHERIT
            : ProcessBuilder.Redirect.from(new File("/dev/null")));
    builder.redirectOutput(ProcessBuilder.Redirect.INHERIT);
    try {
      return builder.start();
    } catch (IOException e) {
      throw refused(e.getMessage());
    }
  }

  /** What sudo and ksu need to know the user and his ticket; nothing that steers a program. */
  private Map<String, String> environment() {
    Map<String, String> clean = new TreeMap<>();
    for (String name : List.of("USER", "LOGNAME", "HOME", "KRB5CCNAME", "TERM", "NO_COLOR")) {
      String value = caller.environment().get(name);
      if (value != null) {
        clean.put(name, value);
      }
    }
    clean.put("PATH", SAFE_PATH);
    clean.put("LC_ALL", "C.UTF-8");
    return clean;
  }

  private void relay(Process process) {
    boolean marked = false;
    try (BufferedReader lines =
        new BufferedReader(
            new InputStreamReader(process.getErrorStream(), StandardCharsets.UTF_8))) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        if (marked) {
          caller.err().println(line);
          continue;
        }
        marked = line.equals(MARK);
        synchronized (beforeMark) {
          beforeMark.add(line);
        }
        if (marked) {
          started.countDown();
        }
      }
    } catch (IOException _) {
      // The process is gone; its status says the rest.
    }
    started.countDown();
  }

  private String lastWords(int status) {
    synchronized (beforeMark) {
      return beforeMark.isEmpty() ? "status " + status : beforeMark.getLast().strip();
    }
  }

  private CallException refused(String reason) {
    return CallException.missing(
        mechanism.program()
            + " did not start "
            + caller.program()
            + " as root: "
            + reason
            + "; "
            + advice);
  }

  /**
   * How long it may take.
   *
   * @param start until the mark
   * @param work from then on
   */
  record Limits(Duration start, Duration work) {
    /** A directory service may be slow to say what sudo may do, as well. */
    private static final Duration START = ProgramStart.PATIENCE;

    /** The same where somebody has to type a password. */
    private static final Duration ASKING = Duration.ofMinutes(3);

    /** Waits of a call are each bounded by --timeout; with the start of a switch, 12, fewer. */
    private static final int MAX_WAITS = 24;

    private static final Duration BESIDES = Duration.ofMinutes(1);

    /** Those of a call: all its waits, and the wait for a lost connection. */
    static Limits of(Call call, boolean mayAsk) {
      return new Limits(
          mayAsk ? ASKING : START,
          BESIDES.plus(call.timeout().multipliedBy(MAX_WAITS)).plus(call.rollbackTimeout()));
    }
  }
}
