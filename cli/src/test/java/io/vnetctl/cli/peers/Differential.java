package io.vnetctl.cli.peers;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Runs sessions on the switch under test and on Debian's vde_switch side by side. */
final class Differential {
  /** How long a switch may lag behind the other before their outcomes count as different. */
  static final Duration GRACE = Duration.ofMillis(500);

  private static final Duration SHRINKING = Duration.ofSeconds(30);

  private final Path folder;
  private int runs;

  /**
   * @param folder for the sockets
   */
  Differential(Path folder) {
    this.folder = folder;
  }

  /** The first step at which the outcomes were different. */
  record Mismatch(int step, String original, String ours) {}

  /** Runs a session on two fresh switches. */
  Optional<Mismatch> run(Session session) throws IOException {
    runs++;
    Path model = SwitchProcess.oracle();
    Path program = SwitchProcess.program();
    try (Subject original = subject(model, "original", session, !Files.isSameFile(model, program));
        Subject ours = subject(program, "ours", session, false)) {
      for (int i = 0; i < session.steps().size(); i++) {
        original.perform(session.steps().get(i));
        ours.perform(session.steps().get(i));
        if (!agree(original, ours)) {
          return Optional.of(new Mismatch(i, original.outcome(), ours.outcome()));
        }
      }
    }
    return Optional.empty();
  }

  private Subject subject(Path program, String name, Session session, boolean rewritten)
      throws IOException {
    String[] options = session.options().toArray(String[]::new);
    return new Subject(
        SwitchProcess.start(List.of(), program, folder, name + runs, options), rewritten);
  }

  private static boolean agree(Subject original, Subject ours) {
    if (original.hasFailed() || ours.hasFailed()) {
      return false;
    }
    if (original.outcome().equals(ours.outcome())) {
      return true;
    }
    return Eventually.within(
        GRACE,
        () -> {
          original.collect();
          ours.collect();
          return original.outcome().equals(ours.outcome());
        });
  }

  /** Leaves out of a session whose mismatch is known all that is not needed for a mismatch. */
  Session shrink(Session session, Mismatch known) throws IOException {
    long end = System.nanoTime() + SHRINKING.toNanos();
    List<Step> steps = new ArrayList<>(session.steps().subList(0, known.step() + 1));
    for (int chunk = steps.size() / 2; chunk > 0; chunk /= 2) {
      for (int from = 0; from + chunk < steps.size() && System.nanoTime() < end; ) {
        List<Step> fewer = new ArrayList<>(steps);
        fewer.subList(from, from + chunk).clear();
        Optional<Mismatch> mismatch = run(session.with(fewer));
        if (mismatch.isPresent()) {
          steps = new ArrayList<>(fewer.subList(0, mismatch.get().step() + 1));
        } else {
          from += chunk;
        }
      }
    }
    return session.with(steps);
  }
}
