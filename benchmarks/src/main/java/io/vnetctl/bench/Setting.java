package io.vnetctl.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * What benchmarks have in common.
 *
 * @param ours the switch that is measured
 * @param reference the one it is compared with
 * @param room a directory for sockets, files and logs
 */
record Setting(
    Contender ours,
    Contender reference,
    Placement placement,
    Plan plan,
    Progress progress,
    Path room) {
  /** The same with another pace of the load generator. */
  Setting with(Pace pace) {
    return new Setting(ours, reference, placement, plan.withPace(pace), progress, room);
  }

  /** How frames of the load generator are measured, before what a benchmark has to say of it. */
  List<String> notes(String... more) {
    List<String> notes = new ArrayList<>();
    notes.add(placement.note());
    notes.add(
        "warm-up: %d ms of load on each switch, then %d ms before each measured interval of %d ms"
            .formatted(plan.pace().warmUpMs(), plan.pace().rampMs(), plan.pace().measuredMs()));
    notes.addAll(List.of(more));
    return notes;
  }

  /** The same for traffic of hosts. */
  List<String> hostNotes(String... more) throws IOException {
    List<String> notes = new ArrayList<>();
    notes.add(
        ("hosts are network namespaces; they and the switches are left to the scheduler, on all"
                + " CPUs; %s for %d s, ping %d times, after a warm-up of %d s")
            .formatted(
                ProgramOutput.firstLine("iperf3", "--version"),
                plan.lengths().streamS(),
                plan.lengths().pings(),
                plan.hostWarmUpS()));
    notes.addAll(List.of(more));
    return notes;
  }
}
