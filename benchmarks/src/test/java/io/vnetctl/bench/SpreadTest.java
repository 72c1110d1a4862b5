package io.vnetctl.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;

class SpreadTest {
  @Test
  void takesMiddleOfOddNumberOfValues() {
    assertEquals(new Spread(1, 3, 9), Spread.of(9, 1, 3));
  }

  @Test
  void takesMeanOfMiddleTwoOfEvenNumberOfValues() {
    assertEquals(new Spread(1, 2.5, 9), Spread.of(9, 1, 3, 2));
  }

  @Test
  void leavesValuesInTheirOrder() {
    double[] values = {3, 1, 2};
    Spread.of(values);
    assertEquals(3, values[0]);
  }

  @Test
  void comparesValuesOfTheSameRound() {
    assertEquals(
        new Spread(0.5, 0.5, 2),
        Spread.ofRatios(new double[] {1, 100, 20}, new double[] {2, 200, 10}));
  }

  @Test
  void rejectsNothingAndUnevenRounds() {
    assertThrows(IllegalArgumentException.class, Spread::of);
    assertThrows(
        IllegalArgumentException.class, () -> Spread.ofRatios(new double[1], new double[2]));
  }
}
