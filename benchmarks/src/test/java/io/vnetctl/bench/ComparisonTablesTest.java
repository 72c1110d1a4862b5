package io.vnetctl.bench;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ComparisonTablesTest {
  private static final Contender OURS = new Contender("ours", Path.of("/a"));
  private static final Contender THEIRS = new Contender("theirs", Path.of("/b"));
  private static final long SECOND_NS = 1_000_000_000L;

  private final ComparisonTables tables = new ComparisonTables(OURS, THEIRS);

  @Test
  void showsMediansEndsAndRatioOfRounds() {
    Outcome outcome =
        new Outcome(
            60,
            new Load(8),
            Map.of(
                "ours", List.of(sample(400_000), sample(300_000), sample(200_000)),
                "theirs", List.of(sample(200_000), sample(200_000), sample(200_000))));
    assertTrue(
        tables
            .of(List.of(outcome))
            .contains(
                "| 60 | 8 | 300.0 (200.0 to 400.0) | 200.0 (200.0 to 200.0) | 1.50 (1.00 to 2.00) |\n"));
  }

  @Test
  void comparesNothingWithSwitchThatCutsFrames() {
    Outcome outcome =
        new Outcome(9000, Load.FLOOD, Map.of("ours", List.of(sample(1_000)), "theirs", List.of()));
    assertTrue(
        tables.of(List.of(outcome)).contains("| 9000 | flood | 1.0 (1.0 to 1.0) | cut | - |\n"));
  }

  private static Sample sample(long delivered) {
    return new Sample(delivered, 0, SECOND_NS, SECOND_NS, SECOND_NS, 0, 1_000, 1_000);
  }
}
