package io.vnetctl.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PerformancePageTest {
  private static final Report OLD =
      new Report("x", "X", Map.of("a", 1), "old\n", Optional.empty(), List.of());
  private static final Report NEW =
      new Report("x", "X", Map.of("a", 2), "new\n", Optional.empty(), List.of());

  @Test
  void addsSectionAtTheEnd() {
    assertEquals(
        """
        # Page

        <!-- bench x -->
        ## X

        old
        <!-- end x -->
        """,
        PerformancePage.replaced("# Page\n", OLD));
  }

  @Test
  void replacesItsSectionOnly() {
    String page = PerformancePage.replaced("# Page\n", OLD) + "by hand\n";
    assertEquals(
        PerformancePage.replaced("# Page\n", NEW) + "by hand\n",
        PerformancePage.replaced(page, NEW));
  }

  @Test
  void writesPageAndRawFigures(@TempDir Path docs) throws IOException {
    new PerformancePage(docs).put(OLD);
    assertTrue(Files.readString(docs.resolve("performance.md")).startsWith("# Performance\n"));
    assertEquals("{\"a\": 1}\n", Files.readString(docs.resolve("performance/x.json")));
  }
}
