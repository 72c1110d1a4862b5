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

class PerformancePagesTest {
  private static final Report REPORT =
      new Report("x", "X", Map.of("a", 1), "text\n", Optional.of("<svg/>"), List.of());

  @TempDir Path docs;

  @Test
  void writesPageRawFiguresAndPlotOfABenchmark() throws IOException {
    new PerformancePages(docs).put(REPORT);
    assertEquals(
        "# X\n\n![X](x.svg)\n\ntext\n", Files.readString(docs.resolve("performance/x.md")));
    assertEquals("{\"a\": 1}\n", Files.readString(docs.resolve("performance/x.json")));
    assertEquals("<svg/>", Files.readString(docs.resolve("performance/x.svg")));
  }

  @Test
  void keepsWhatIsWrittenByHandBesideTheGoals() throws IOException {
    Path summary = docs.resolve("performance.md");
    Files.writeString(
        summary, "# Performance\n\n<!-- bench goals -->\n<!-- end goals -->\n\nby hand\n");
    new PerformancePages(docs).put(REPORT);
    String text = Files.readString(summary);
    assertTrue(text.startsWith("# Performance\n") && text.endsWith("by hand\n"), text);
  }

  @Test
  void eachBenchmarkIsLinkedFromTheSummary() throws IOException {
    String summary = Files.readString(Path.of("../docs/performance.md"));
    for (String name : Catalogue.names()) {
      assertTrue(summary.contains("| [" + name + "](performance/" + name + ".md) |"), name);
      assertTrue(Files.exists(Path.of("../docs/performance", name + ".md")), name);
    }
  }
}
