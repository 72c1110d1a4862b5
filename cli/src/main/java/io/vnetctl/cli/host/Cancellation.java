package io.vnetctl.cli.host;

import io.vnetctl.cli.call.CallException;
import io.vnetctl.cli.report.Messages;
import io.vnetctl.cli.settings.SwitchPaths;
import io.vnetctl.tap.netlink.LinkState;
import io.vnetctl.vde.client.ConsoleClient;
import io.vnetctl.vde.client.SwitchInfo;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;

/**
 * Takes a switch away, from whatever state it is in (spec vnetctl, chapter 11.4): process, TAP,
 * sockets, pid file, journal. What is missing is passed over.
 */
final class Cancellation {
  /** From TERM to KILL, and for a switch that said it would end. */
  private static final Duration END_PATIENCE = Duration.ofSeconds(5);

  private static final long PAUSE_NS = TimeUnit.MILLISECONDS.toNanos(5);

  private final HostContext context;
  private final SwitchFiles files;
  private final SwitchTaps taps;
  private final Optional<Journal> journal;
  private final Consumer<RemovedObject> removed;
  private final Messages messages;

  /**
   * @param journal of the switch, if there is one in this network
   * @param removed takes what was there, in the order in which it goes
   */
  Cancellation(
      HostContext context,
      SwitchFiles files,
      SwitchTaps taps,
      Optional<Journal> journal,
      Consumer<RemovedObject> removed) {
    this.context = context;
    this.files = files;
    this.taps = taps;
    this.journal = journal;
    this.removed = removed;
    this.messages = context.messages();
  }

  /**
   * Takes it away.
   *
   * @throws CallException status 1 if the switch does not end and must not be killed, or something
   *     cannot be removed
   */
  void carryOut() throws CallException, IOException {
    SwitchRemains remains = SwitchRemains.of(files, journal, taps, context.call().timeout());
    switch (remains.view()) {
      case SwitchView.Functional functional -> shutDown(functional, remains.processes());
      case SwitchView.Unresponsive(String reason) -> kill(remains.processes(), reason);
      case SwitchView.Absent() when remains.processes().isEmpty() -> {}
      case SwitchView.Absent() -> kill(remains.processes(), "its sockets are gone");
    }
    for (LinkState tap : remains.taps()) {
      taps.remove(tap);
      note("tap", tap.name(), "TAP=" + tap.name() + " removed");
    }
    for (String name : remains.foreignTaps()) {
      messages.warning(
          "CANCEL:TAP=%s stays: it is not USER=%s's; see ip -d link show %s"
              .formatted(name, files.paths().owner(), name));
    }
    removeFiles();
    requireSilence();
    if (journal.isPresent()) {
      journal.get().delete();
    }
  }

  private void shutDown(SwitchView.Functional seen, List<RunningProcess> processes)
      throws CallException {
    int clients = seen.ports().clients();
    if (clients > 0) {
      messages.warning(
          "CANCEL:%d connected clients (guests) lose their network".formatted(clients));
    }
    try (ConsoleClient console =
        ConsoleClient.connect(files.paths().qemuMgmt(), _ -> {}, context.call().timeout())) {
      // Whoever may exchange the socket cannot make root shut down another switch than was seen.
      if (SwitchInfo.parse(console.run("showinfo").data())
          .filter(info -> info.pid() == seen.info().pid())
          .isPresent()) {
        console.run("shutdown");
      }
    } catch (IOException e) {
      // Whether it ends is what counts; a switch may close before it has answered.
    }
    for (RunningProcess process : processes) {
      if (process.awaitEnd(END_PATIENCE)) {
        ended(process);
      } else {
        kill(List.of(process), "it was asked to shut down and goes on");
      }
    }
    if (processes.isEmpty()) {
      awaitSilence();
    }
  }

  private void kill(List<RunningProcess> processes, String reason) throws CallException {
    if (!context.call().force()) {
      SwitchPaths paths = files.paths();
      throw CallException.failed(
          processes.isEmpty()
              ? ("the switch at QEMUSOCK=%s QEMUMGMT=%s cannot be shut down: %s; its process cannot"
                      + " be told, say -f to remove the rest")
                  .formatted(paths.qemuSock(), paths.qemuMgmt(), reason)
              : ("the switch at QEMUMGMT=%s cannot be shut down: %s; its process is pid=%d, say -f"
                      + " to kill it and remove the rest")
                  .formatted(paths.qemuMgmt(), reason, processes.getFirst().pid()));
    }
    for (RunningProcess process : processes) {
      process.end(END_PATIENCE);
      if (process.isAlive()) {
        throw CallException.failed(
            "process pid=%d of the switch does not end, not even by signal KILL; see its state with ps"
                .formatted(process.pid()));
      }
      ended(process);
    }
  }

  private void ended(RunningProcess process) {
    note("process", String.valueOf(process.pid()), "switch pid=" + process.pid() + " ended");
  }

  private void removeFiles() throws IOException {
    new DeadSockets(files)
        .remove(path -> note("file", path.toString(), "removed " + path), messages::warning);
    Optional<SwitchPidFile> pidFile = SwitchPidFile.of(files.paths(), context.isOnBehalf());
    if (pidFile.isPresent() && pidFile.get().removeStale(context.isOnBehalf())) {
      note("file", pidFile.get().path().toString(), "removed " + pidFile.get().path());
    }
  }

  /** What is no switch of the owner's, and has its sockets open, is neither ended nor cut off. */
  private void requireSilence() throws CallException {
    if (!(look() instanceof SwitchView.Absent)) {
      throw CallException.failed(
          "QEMUSOCK=%s QEMUMGMT=%s are open in a process that is no switch of USER=%s; end it (ss -xlp shows it) and cancel again"
              .formatted(
                  files.paths().qemuSock(), files.paths().qemuMgmt(), files.paths().owner()));
    }
  }

  /** For a switch whose process has another number here, as that of a container. */
  private void awaitSilence() {
    long end = System.nanoTime() + END_PATIENCE.toNanos();
    while (look() instanceof SwitchView.Functional && System.nanoTime() - end < 0) {
      LockSupport.parkNanos(PAUSE_NS);
    }
  }

  private SwitchView look() {
    return SwitchView.of(files.paths(), context.call().timeout());
  }

  private void note(String kind, String name, String text) {
    removed.accept(new RemovedObject(kind, name));
    messages.info("CANCEL:" + text);
  }
}
