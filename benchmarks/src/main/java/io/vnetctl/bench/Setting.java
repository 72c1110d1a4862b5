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
  /** How frames of the load generator are measured, before what a benchmark has to say of it. */
  List<String> notes(String... more) {
    List<String> notes = new ArrayList<>();
    notes.add(placement.note());
    notes.add(
        "warm-up: %d ms of load on each switch, then %d ms before each measured interval of %d ms"
            .formatted(plan.warmUpMs(), plan.rampMs(), plan.measuredMs()));
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
                plan.streamS(),
                plan.pings(),
                plan.warmUpS()));
    notes.addAll(List.of(more));
    return notes;
  }
}
