package io.vnetctl.cli.query;

import io.vnetctl.cli.settings.SwitchPaths;
import io.vnetctl.vde.SocketProbe.State;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What a check has seen, and what follows from it (spec vnetctl, chapters 4.7, 10 decision 5, and
 * 15, 2): a switch can be used if its console answers, it listens for clients, and at least one of
 * its TAPs is an interface of this host.
 *
 * @param paths of the switch
 * @param ctl state of the socket where clients register
 * @param consoleFault why the console is of no use; empty if it answers
 * @param taps the switch's TAPs, as it says
 * @param links interfaces of this host
 */
record CheckFindings(
    SwitchPaths paths,
    State ctl,
    Optional<String> consoleFault,
    List<String> taps,
    Set<String> links) {

  /** Whether a switch answers at both of its sockets, with or without a way out of it. */
  boolean isRunning() {
    return ctl == State.LIVE && consoleFault.isEmpty();
  }

  boolean isUsable() {
    return faults().isEmpty();
  }

  /** TAPs of the switch that exist. */
  List<String> existingTaps() {
    List<String> existing = new ArrayList<>(taps);
    existing.retainAll(links);
    return existing;
  }

  /** Each part that is missing, in a line. */
  List<String> faults() {
    List<String> faults = new ArrayList<>();
    switch (ctl) {
      case LIVE -> {}
      case DANGLING ->
          faults.add(
              "QEMUSOCK " + paths.qemuSock() + ": nobody listens at ctl; guests cannot plug in");
      case UNKNOWN ->
          faults.add(
              "QEMUSOCK "
                  + paths.qemuSock()
                  + ": ctl is not for you; guests that you start cannot plug in");
    }
    if (consoleFault.isPresent()) {
      faults.add(consoleFault.get());
    } else if (taps.isEmpty()) {
      faults.add(
          "the switch has no TAP; guests reach each other only. If that is what you want, all is"
              + " well; else start it with --tap, or have vnetctl create make one with a TAP");
    } else if (existingTaps().isEmpty()) {
      faults.add(
          "the switch's TAP "
              + String.join(", ", taps)
              + " does not exist on this host; guests reach"
              + " each other only");
    }
    return faults;
  }

  /**
   * The figures for who looks for the reason.
   *
   * @param processes of switches that are seen
   * @param limited whether there may be others
   */
  String counts(int processes, boolean limited) {
    int hostTaps = 0;
    for (String link : links) {
      hostTaps += link.startsWith("tap") ? 1 : 0;
    }
    return "TAPs of the switch: "
        + (consoleFault.isPresent()
            ? "not known"
            : taps.size() + ", existing: " + existingTaps().size())
        + "; TAPs on this host: "
        + hostTaps
        + (limited
            ? "; vde_switch processes that you may see (/proc hides others): "
            : "; vde_switch processes on this host: ")
        + processes
        + "; sockets that answer: "
        + ((ctl == State.LIVE ? 1 : 0) + (consoleFault.isEmpty() ? 1 : 0))
        + " of 2";
  }
}
