package io.vnetctl.cli.peers;

import java.io.IOException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A switch that goes on in one process after another; known by what its console says. */
final class Succeeding implements AutoCloseable {
  private static final Pattern PID = Pattern.compile("^pid (\\d+) ", Pattern.MULTILINE);

  private final SwitchProcess first;
  private final Set<Long> pids = new HashSet<>();

  private Succeeding(SwitchProcess first) {
    this.first = first;
  }

  static Succeeding of(SwitchProcess first) {
    Succeeding vde = new Succeeding(first);
    vde.pid();
    return vde;
  }

  static Succeeding start(Path folder, String... options) throws IOException {
    return of(SwitchProcess.start(folder, "sw", options));
  }

  /** The switch as it was started; its paths hold for all processes. */
  SwitchProcess first() {
    return first;
  }

  /** The number of the process that answers now. */
  long pid() {
    Matcher said = PID.matcher(ask("showinfo"));
    if (!said.find()) {
      throw new AssertionError("no pid in showinfo");
    }
    long pid = Long.parseLong(said.group(1));
    pids.add(pid);
    return pid;
  }

  /** Asks on a console of its own. */
  String ask(String command) {
    try (Console console = Console.open(first.management())) {
      return console.ask(command);
    } catch (IOException e) {
      throw new AssertionError("no console: " + first, e);
    }
  }

  void signal(String name) {
    PeerProcess.run("kill", "-" + name, String.valueOf(pid()));
  }

  /** SIGUSR2; returns when another process answers and the one before has ended. */
  void restart() {
    long before = pid();
    PeerProcess.run("kill", "-USR2", String.valueOf(before));
    awaitSuccessorOf(before);
  }

  void awaitSuccessorOf(long before) {
    Eventually.await(
        () -> ProcessHandle.of(before).filter(ProcessHandle::isAlive).isEmpty(),
        () -> "process " + before + " runs on: " + first);
    Eventually.await(() -> pid() != before, () -> "nobody else answers: " + first);
  }

  @Override
  public void close() throws IOException {
    for (long pid : pids) {
      ProcessHandle.of(pid).ifPresent(ProcessHandle::destroyForcibly);
    }
    first.close();
  }
}
