package io.vnetctl.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class GoalsSectionTest {
  private static final Optional<Spread> TWO = Optional.of(new Spread(2, 2, 2));
  private static final Goal SMALL = Goal.atMost("size", TWO, 3, " MB");
  private static final Goal FAST = Goal.atLeast("speed", TWO, 3, Goal.TIMES);

  @Test
  void standsAtTheEndOfAPageWithout() {
    assertEquals(
        """
        # Page

        <!-- bench goals -->
        ## Goals

        | goal | asked for | measured | | benchmark |
        | --- | --- | --- | --- | --- |
        | size | at most 3 MB | 2 (2 to 2) MB | reached | memory |
        <!-- end goals -->
        """,
        GoalsSection.replaced("# Page\n", "memory", List.of(SMALL)));
  }

  @Test
  void replacesGoalsOfOneBenchmarkAndKeepsTheOrderOfAll() {
    String page = GoalsSection.replaced("# Page\n", "memory", List.of(SMALL));
    page = GoalsSection.replaced(page, "vde-to-vde", List.of(FAST));
    assertTrue(page.indexOf("| speed ") < page.indexOf("| size "));
    assertEquals(page, GoalsSection.replaced(page, "memory", List.of(SMALL)));
    assertEquals(-1, GoalsSection.replaced(page, "memory", List.of()).indexOf("| size "));
  }

  @Test
  void fillsItsPlaceOnThePage() {
    String page = "# Page\n\n<!-- bench goals -->\n<!-- end goals -->\n\nby hand\n";
    assertTrue(
        GoalsSection.replaced(page, "memory", List.of(SMALL))
            .endsWith("reached | memory |\n<!-- end goals -->\n\nby hand\n"));
  }
}
