package io.vnetctl.cli.host;

import io.vnetctl.cli.call.CallException;
import io.vnetctl.tap.netlink.LinkState;
import io.vnetctl.tap.netlink.NetlinkException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What there is of a switch, in whatever state it is, and none of what others have (spec vnetctl,
 * chapter 11.4).
 *
 * @param processes that certainly are this switch
 * @param taps of the owner: written down, or named by the switch
 * @param foreignTaps names that the switch tells of, of TAPs which are not the owner's
 */
record SwitchRemains(
    SwitchView view,
    List<RunningProcess> processes,
    List<LinkState> taps,
    List<String> foreignTaps) {

  /**
   * Looks.
   *
   * @param journal of this switch in this network, if there is one
   * @param patience with a console that does not answer
   * @throws CallException status 1 if the console is that of another's switch
   */
  static SwitchRemains of(
      SwitchFiles files, Optional<Journal> journal, SwitchTaps owners, Duration patience)
      throws CallException, NetlinkException {
    SwitchView view = SwitchView.of(files.paths(), patience);
    if (view instanceof SwitchView.Functional functional) {
      functional.require(files.paths());
    }
    List<RunningProcess> processes = processes(view, files, journal);
    Set<LinkState> taps = new LinkedHashSet<>();
    for (LinkId tap : written(journal)) {
      owners.find(tap).ifPresent(taps::add);
    }
    List<String> foreign = new ArrayList<>();
    for (String name : named(view, processes)) {
      Optional<LinkState> there = owners.named(name);
      if (there.filter(owners::isOwners).isPresent()) {
        taps.add(there.get());
      } else if (there.isPresent()) {
        foreign.add(name);
      }
    }
    return new SwitchRemains(view, processes, List.copyOf(taps), foreign);
  }

  /** A console says what it likes: the process that it names counts only if it is a switch. */
  private static List<RunningProcess> processes(
      SwitchView view, SwitchFiles files, Optional<Journal> journal) throws CallException {
    Set<RunningProcess> processes = new LinkedHashSet<>();
    journal.flatMap(Journal::process).filter(RunningProcess::isAlive).ifPresent(processes::add);
    processes.addAll(SwitchProcesses.serving(files));
    if (view instanceof SwitchView.Functional functional) {
      Optional<RunningProcess> named =
          RunningProcess.of(functional.info().pid()).filter(SwitchProcesses::isSwitch);
      if (named.isPresent()
          && !processes.contains(named.get())
          && !named.get().isOf(files.ownerUid())) {
        throw CallException.failed(
            "QEMUMGMT=%s is the console of pid=%d, a switch that is not USER=%s's; name the right one with -S, or its user with -u"
                .formatted(files.paths().qemuMgmt(), named.get().pid(), files.paths().owner()));
      }
      named.ifPresent(processes::add);
    }
    return List.copyOf(processes);
  }

  private static List<LinkId> written(Optional<Journal> journal) {
    List<LinkId> taps = new ArrayList<>();
    journal.flatMap(Journal::tap).ifPresent(taps::add);
    journal.ifPresent(found -> taps.addAll(found.leftovers()));
    return taps;
  }

  private static Set<String> named(SwitchView view, List<RunningProcess> processes) {
    Set<String> names = new LinkedHashSet<>();
    if (view instanceof SwitchView.Functional functional) {
      names.addAll(functional.ports().taps());
    }
    processes.forEach(process -> process.title().tap().ifPresent(names::add));
    return names;
  }
}
