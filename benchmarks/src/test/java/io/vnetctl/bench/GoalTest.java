package io.vnetctl.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Optional;
import org.junit.jupiter.api.Test;

class GoalTest {
  @Test
  void comparesTheMedianWithTheLimit() {
    Optional<Spread> measured = Optional.of(new Spread(0.4, 0.5, 0.9));
    assertEquals("reached", Goal.atMost("x", measured, 0.5, Goal.TIMES).verdict());
    assertEquals("**not reached**", Goal.atMost("x", measured, 0.49, Goal.TIMES).verdict());
    assertEquals("reached", Goal.atLeast("x", measured, 0.5, Goal.TIMES).verdict());
    assertEquals("**not reached**", Goal.atLeast("x", measured, 0.51, Goal.TIMES).verdict());
  }

  @Test
  void tellsLimitAndFiguresInWords() {
    Goal goal = Goal.atMost("x", Optional.of(new Spread(1, 2.5, 3)), 80, " MB");
    assertEquals("at most 80 MB", goal.bound());
    assertEquals("2.50 (1 to 3) MB", goal.measured());
  }

  @Test
  void judgesNothingThatWasNotMeasured() {
    Goal goal = Goal.atLeast("x", Optional.empty(), 1.5, Goal.TIMES);
    assertEquals("not measured", goal.measured());
    assertEquals("-", goal.verdict());
  }
}
