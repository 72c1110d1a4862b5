package io.vnetctl.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ComparisonTest {
  private static final Quantity RATE = Quantity.compared("Rate, 1/s", "%.1f");
  private static final Quantity LOSS = Quantity.told("Loss, %", "%.0f");
  private static final List<String> SMALL = List.of("60", "8");
  private static final List<String> LARGE = List.of("9000", "8");

  private final Comparison comparison =
      new Comparison(List.of("bytes", "in flight"), List.of("ours", "theirs", "floor"));

  @Test
  void showsMediansEndsAndRatioOfRounds() {
    add(RATE, SMALL, "ours", 400, 300, 200);
    add(RATE, SMALL, "theirs", 200, 200, 200);
    assertEquals(
        """

        Rate, 1/s:

        | bytes | in flight | ours | theirs | ratio |
        | ---: | ---: | ---: | ---: | ---: |
        | 60 | 8 | 300.0 (200.0 to 400.0) | 200.0 (200.0 to 200.0) | 1.50 (1.00 to 2.00) |
        """,
        comparison.markdown());
  }

  @Test
  void comparesNothingWithContenderThatHasNoFigure() {
    add(RATE, SMALL, "theirs", 1);
    add(RATE, LARGE, "ours", 1);
    assertTrue(comparison.markdown().contains("| 9000 | 8 | 1.0 (1.0 to 1.0) | - | - |\n"));
    assertEquals(Optional.empty(), comparison.ratio(RATE, LARGE, "ours", "theirs"));
  }

  @Test
  void leavesOutRowsAndContendersWithoutTheQuantity() {
    add(RATE, SMALL, "ours", 1);
    add(LOSS, LARGE, "theirs", 5);
    assertEquals(List.of(LARGE), comparison.rows(LOSS));
    assertEquals(List.of("theirs"), comparison.contenders(LOSS));
    assertFalse(comparison.markdown().contains("floor"));
  }

  @Test
  void comparesRowsOfOneContender() {
    add(RATE, SMALL, "ours", 10, 20);
    add(RATE, LARGE, "ours", 5, 5);
    assertEquals(
        Optional.of(new Spread(2, 3, 4)), comparison.ratio(RATE, SMALL, "ours", LARGE, "ours"));
  }

  @Test
  void keepsEveryRoundForTheRawFigures() {
    add(RATE, SMALL, "ours", 2, 1);
    assertEquals(
        """
        [
          {
            "quantity": "Rate, 1/s",
            "bytes": "60",
            "in flight": "8",
            "rounds": {
              "ours": [2.0, 1.0]
            }
          }
        ]
        """,
        Json.write(comparison.raw()));
  }

  @Test
  void rejectsStrangers() {
    assertThrows(IllegalArgumentException.class, () -> add(RATE, SMALL, "others", 1));
    assertThrows(IllegalArgumentException.class, () -> add(RATE, List.of("60"), "ours", 1));
  }

  private void add(Quantity quantity, List<String> row, String contender, double... figures) {
    for (double figure : figures) {
      comparison.add(quantity, row, contender, figure);
    }
  }
}
