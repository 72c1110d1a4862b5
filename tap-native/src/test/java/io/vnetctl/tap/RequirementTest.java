package io.vnetctl.tap;

import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.opentest4j.AssertionFailedError;
import org.opentest4j.TestAbortedException;

final class RequirementTest {
  @Test
  void skipsWithTheReason() {
    TestAbortedException skipped =
        assertThrows(
            TestAbortedException.class, () -> Requirement.of(false, "needs a moon", false));

    assertTrue(skipped.getMessage().contains("needs a moon"));
  }

  @Test
  void failsInCi() {
    AssertionFailedError failed =
        assertThrows(AssertionFailedError.class, () -> Requirement.of(false, "needs a moon", true));

    assertTrue(failed.getMessage().contains("needs a moon"));
  }
}
