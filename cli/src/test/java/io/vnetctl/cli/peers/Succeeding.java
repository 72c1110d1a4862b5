package io.vnetctl.cli.peers;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** A switch that goes on in one process after another; known by what its console says. */
final class Succeeding implements AutoCloseable {
  private static final long PAUSE_NS = TimeUnit.MICROSECONDS.toNanos(200);
  private static final Pattern PID = Pattern.compile("^pid (\\d+) ", Pattern.MULTILINE);

  private final SwitchProcess first;
  private Optional<ProcessHandle> holder = Optional.empty();
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

  /** Without leak detection, to be measured. */
  static Succeeding startAsUsersHaveIt(Path folder, String... options) throws IOException {
    return of(
        SwitchProcess.start(
            SwitchProcess.AS_USERS_HAVE_IT, SwitchProcess.program(), folder, "sw", options));
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
    restart(() -> {});
  }

  /** The same, doing something again and again meanwhile. */
  void restart(Runnable meanwhile) {
    long before = pid();
    PeerProcess.run("kill", "-USR2", String.valueOf(before));
    awaitSuccessorOf(before, meanwhile);
  }

  /** Waits until another process answers than one that ends, doing something meanwhile. */
  void awaitSuccessorOf(long before, Runnable meanwhile) {
    Optional<ProcessHandle> ending = ProcessHandle.of(before);
    long end = System.nanoTime() + Eventually.PATIENCE.toNanos();
    while (ending.filter(ProcessHandle::isAlive).isPresent()) {
      if (System.nanoTime() - end >= 0) {
        throw new AssertionError("process " + before + " runs on: " + first);
      }
      meanwhile.run();
      LockSupport.parkNanos(PAUSE_NS);
    }
    Eventually.await(() -> pid() != before, () -> "nobody else answers: " + first);
  }

  /** Waits for a line on standard error, which all processes share. */
  void awaitLog(String text) {
    Eventually.await(() -> first.process().errors().contains(text), () -> "no log: " + first);
  }

  /** How many descriptors the process has open. */
  long descriptors() throws IOException {
    try (Stream<Path> open = Files.list(Path.of("/proc/" + pid() + "/fd"))) {
      return open.count();
    }
  }

  /** Waits until no more are open; those of consoles go late. */
  void awaitDescriptors(long count) {
    Path open = Path.of("/proc/" + pid() + "/fd");
    Eventually.await(() -> count(open) <= count, () -> count(open) + " files open, not " + count);
  }

  private static long count(Path folder) {
    try (Stream<Path> files = Files.list(folder)) {
      return files.count();
    } catch (IOException e) {
      throw new AssertionError("cannot list " + folder, e);
    }
  }

  /** Waits for the holder of the first process and until that knows everything. */
  ProcessHandle awaitHolder() {
    ProcessHandle process = ProcessHandle.of(pid()).orElseThrow();
    Eventually.await(
        () -> process.children().anyMatch(Succeeding::hasState), () -> "no holder: " + first);
    holder = process.children().filter(Succeeding::hasState).findFirst();
    return holder.get();
  }

  private static boolean hasState(ProcessHandle process) {
    try (Stream<Path> files = Files.list(Path.of("/proc/" + process.pid() + "/fd"))) {
      return files.anyMatch(
          file -> {
            try {
              return Files.readSymbolicLink(file).toString().contains("memfd:vnetctl-state");
            } catch (IOException closed) {
              return false;
            }
          });
    } catch (IOException gone) {
      return false;
    }
  }

  /** SIGKILL, at once. */
  void kill() {
    ProcessHandle.of(pid()).orElseThrow().destroyForcibly();
  }

  /** SIGKILL; returns when another process answers. */
  void killAndAwaitSuccessor() {
    long before = pid();
    kill();
    awaitSuccessorOf(before, () -> {});
  }

  /** SIGTERM; the process has to end and to leave nothing. */
  void stop() {
    long pid = pid();
    PeerProcess.run("kill", String.valueOf(pid));
    Eventually.await(
        () -> ProcessHandle.of(pid).filter(ProcessHandle::isAlive).isEmpty(),
        () -> "process " + pid + " runs on: " + first);
    if (Files.exists(first.management()) || Files.exists(first.folder())) {
      throw new AssertionError("sockets are left: " + first);
    }
  }

  @Override
  public void close() throws IOException {
    holder.ifPresent(ProcessHandle::destroyForcibly);
    for (long pid : pids) {
      ProcessHandle.of(pid).ifPresent(ProcessHandle::destroyForcibly);
    }
    first.close();
  }
}
