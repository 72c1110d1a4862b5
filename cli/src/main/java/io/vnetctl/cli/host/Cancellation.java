package io.vnetctl.cli.host;

import io.vnetctl.cli.call.CallException;
import io.vnetctl.cli.report.Messages;
import io.vnetctl.cli.settings.SwitchPaths;
import io.vnetctl.tap.netlink.LinkState;
import io.vnetctl.tap.netlink.NetlinkException;
import io.vnetctl.tap.netlink.Rtnetlink;
import io.vnetctl.vde.client.ConsoleClient;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Takes a switch away, from whatever state it is in (spec vnetctl, chapter 11.4): process, TAP,
 * sockets, pid file, journal. What is missing is passed over.
 */
final class Cancellation {
  /** From TERM to KILL, and for a switch that said it would end. */
  private static final Duration END_PATIENCE = Duration.ofSeconds(5);

  private final HostContext context;
  private final SwitchFiles files;
  private final Rtnetlink rtnetlink;
  private final Optional<Journal> journal;
  private final Messages messages;
  private final List<RemovedObject> removed = new ArrayList<>();

  /** What could not be told to be this switch's without being looked at before it ends. */
  private final Set<String> tapNames = new LinkedHashSet<>();

  Cancellation(
      HostContext context, SwitchFiles files, Rtnetlink rtnetlink, Optional<Journal> journal) {
    this.context = context;
    this.files = files;
    this.rtnetlink = rtnetlink;
    this.journal = journal;
    this.messages = context.messages();
  }

  /**
   * Takes it away.
   *
   * @return what was there, in the order in which it went; empty if there was nothing
   * @throws CallException status 1 if the switch does not end and must not be killed, or something
   *     cannot be removed
   */
  List<RemovedObject> carryOut() throws CallException, IOException {
    SwitchPaths paths = files.paths();
    SwitchView view = SwitchView.of(paths, context.call().timeout());
    List<RunningProcess> processes = processes(view);
    for (RunningProcess process : processes) {
      SwitchProcesses.tap(process).ifPresent(tapNames::add);
    }
    switch (view) {
      case SwitchView.Functional functional -> shutDown(functional, processes);
      case SwitchView.Unresponsive(String reason) -> kill(processes, reason);
      case SwitchView.Absent() -> kill(processes, "its sockets are gone");
    }
    removeTaps();
    removeFiles();
    return removed;
  }

  private List<RunningProcess> processes(SwitchView view) {
    Set<RunningProcess> processes = new LinkedHashSet<>();
    if (view instanceof SwitchView.Functional functional) {
      RunningProcess.of(functional.info().pid()).ifPresent(processes::add);
    }
    journal.flatMap(Journal::process).filter(RunningProcess::isAlive).ifPresent(processes::add);
    processes.addAll(SwitchProcesses.serving(files.paths()));
    return List.copyOf(processes);
  }

  private void shutDown(SwitchView.Functional switchThere, List<RunningProcess> processes)
      throws CallException {
    tapNames.addAll(switchThere.ports().taps());
    int clients = switchThere.ports().clients();
    if (clients > 0) {
      messages.warning(
          "CANCEL:%d connected clients (guests) lose their network".formatted(clients));
    }
    try (ConsoleClient console =
        ConsoleClient.connect(files.paths().qemuMgmt(), _ -> {}, context.call().timeout())) {
      console.run("shutdown");
    } catch (IOException e) {
      // Whether it ends is what counts; a switch may close before it has answered.
    }
    for (RunningProcess process : processes) {
      if (!process.awaitEnd(END_PATIENCE)) {
        kill(List.of(process), "it was asked to shut down and goes on");
      } else {
        ended(process);
      }
    }
  }

  private void kill(List<RunningProcess> processes, String reason) throws CallException {
    for (RunningProcess process : processes) {
      if (!context.call().force()) {
        throw CallException.failed(
            ("the switch at QEMUMGMT=%s cannot be shut down: %s; its process is pid=%d, say -f to"
                    + " kill it and remove the rest")
                .formatted(files.paths().qemuMgmt(), reason, process.pid()));
      }
      process.end(END_PATIENCE);
      if (process.isAlive()) {
        throw CallException.failed(
            "process pid=%d of the switch does not end, not even by signal KILL"
                .formatted(process.pid()));
      }
      ended(process);
    }
  }

  private void ended(RunningProcess process) {
    note("process", String.valueOf(process.pid()), "switch pid=" + process.pid() + " ended");
  }

  /**
   * Those written down by their index; those named by the switch itself if they are its owner's.
   */
  private void removeTaps() throws NetlinkException {
    List<LinkId> known = new ArrayList<>();
    journal.flatMap(Journal::tap).ifPresent(known::add);
    journal.ifPresent(found -> known.addAll(found.leftovers()));
    for (LinkId tap : known) {
      Optional<LinkState> there = rtnetlink.link(tap.index()).filter(LinkState::isTap);
      if (there.isPresent()) {
        removeTap(there.get());
      }
    }
    for (String name : tapNames) {
      Optional<LinkState> there = rtnetlink.link(name).filter(LinkState::isTap);
      if (there.isPresent()) {
        if (belongsToOwner(there.get())) {
          removeTap(there.get());
        } else {
          messages.warning("CANCEL:TAP=%s stays: it belongs to somebody else".formatted(name));
        }
      }
    }
  }

  private boolean belongsToOwner(LinkState tap) {
    return tap.tun()
        .map(tun -> tun.ownerUid().orElse(0) == Integer.toUnsignedLong(files.ownerUid()))
        .orElse(false);
  }

  /** From whatever bridge it is in by now (R110). */
  private void removeTap(LinkState tap) throws NetlinkException {
    rtnetlink.deleteTap(tap.index(), tap.name());
    note("tap", tap.name(), "TAP=" + tap.name() + " removed");
  }

  private void removeFiles() throws IOException {
    files.removeDead(path -> note("file", path.toString(), "removed " + path), messages::warning);
    SwitchPidFile pidFile = new SwitchPidFile(files.paths().pidFile());
    if (pidFile.removeStale(process -> SwitchProcesses.serves(process, files.paths()))) {
      note("file", pidFile.path().toString(), "removed " + pidFile.path());
    }
    if (journal.isPresent()) {
      journal.get().delete();
    }
  }

  private void note(String kind, String name, String text) {
    removed.add(new RemovedObject(kind, name));
    messages.info("CANCEL:" + text);
  }
}
