package io.vnetctl.cli.requirements;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;

/**
 * A way to run the program as it is and yet have it end, or fail, at one system call: under
 * strace(1), with what it starts. The count of calls is that of each thread.
 *
 * @param options beside those that say where to write
 */
record Strace(Host host, List<String> options) {
  private static final String FOLDER = "/run/strace";

  /**
   * strace stays until the last process has ended; it must not keep what the test reads from. Its
   * own options are the words before "--".
   */
  private static final String SCRIPT =
      """
      exec strace -D -f -o %1$s/log "$@" >/dev/null 2>&1
      """
          .formatted(FOLDER);

  private static final String PROGRAM = "exec \"$@\" >%1$s/out 2>%1$s/err".formatted(FOLDER);

  /** Writes the calls of some names down. */
  static Strace watching(Host host, String names) {
    return new Strace(host, List.of("-e", "trace=" + names));
  }

  /** Ends the thread's process by KILL when it is about to make the call. */
  static Strace killing(Host host, SystemCall at) {
    return injecting(host, at, "signal=KILL");
  }

  /** Sends the program a signal when it is about to make the call. */
  static Strace interrupting(Host host, SystemCall at, String signal) {
    return injecting(host, at, "signal=" + signal);
  }

  /** Has the call fail, as if the kernel had refused it. */
  static Strace failing(Host host, SystemCall at, String errno) {
    return injecting(host, at, "error=" + errno);
  }

  private static Strace injecting(Host host, SystemCall at, String what) {
    List<String> options = new ArrayList<>();
    options.addAll(List.of("-e", "trace=" + at.name()));
    options.addAll(List.of("-e", "inject=%s:%s:when=%d".formatted(at.name(), what, at.number())));
    if (at.name().equals("ioctl")) {
      options.addAll(List.of("-P", SystemCall.TUN));
    }
    return new Strace(host, options);
  }

  /** Runs it to its end; what it has started may go on. */
  Ended run(Run run) {
    host.run("mkdir", "-p", FOLDER);
    List<String> words = new ArrayList<>(List.of("sh", "-c", SCRIPT, "sh"));
    words.addAll(options);
    words.addAll(List.of("sh", "-c", PROGRAM, "sh"));
    Ended ended = run.under(words).run();
    return new Ended(ended.status(), text("out"), text("err"));
  }

  /** The lines that strace has written. */
  List<String> log() {
    return text("log").lines().toList();
  }

  private String text(String name) {
    try {
      // data that is shown in part may end within a character
      return Files.readString(host.file(FOLDER + "/" + name), StandardCharsets.ISO_8859_1);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
