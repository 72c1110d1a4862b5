package io.vnetctl.cli.peers;

import static java.util.stream.Collectors.joining;
import static org.junit.jupiter.api.Assertions.fail;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/**
 * Random console commands and random frames into the switch and into Debian's vde_switch 2.3.2:
 * same answers, same events, same frames at the same ports. {@code -Dvnetctl.rounds=N} sets how
 * many sessions, {@code -Dvnetctl.seed=N} the seed of the first.
 */
final class DifferentialTest {
  private static final int ROUNDS = 20;

  @TempDir Path folder;

  @TestFactory
  Stream<DynamicTest> switchesAgree() {
    SwitchProcess.oracle();
    long first = Long.getLong("vnetctl.seed", 1);
    return LongStream.range(first, first + Integer.getInteger("vnetctl.rounds", ROUNDS))
        .mapToObj(seed -> DynamicTest.dynamicTest("seed " + seed, () -> agree(seed)));
  }

  private void agree(long seed) throws IOException {
    Session session = Session.random(seed);
    Differential differential = new Differential(folder);
    Optional<Differential.Mismatch> mismatch = differential.run(session);
    if (mismatch.isPresent()) {
      Session shortest = differential.shrink(session, mismatch.get());
      fail(report(seed, shortest, differential.run(shortest).orElse(mismatch.get())));
    }
  }

  private static String report(long seed, Session session, Differential.Mismatch mismatch) {
    return "seed "
        + seed
        + ", switches started with "
        + String.join(" ", session.options())
        + session.steps().stream().map(Step::toString).collect(joining("\n", "\n", "\n"))
        + "--- vde_switch\n"
        + mismatch.original()
        + "\n--- ours\n"
        + mismatch.ours()
        + "\n---";
  }
}
