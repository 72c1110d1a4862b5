package io.vnetctl.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * What benchmarks write: in the folder {@code performance} a page, raw figures and a plot of each;
 * beside it, in {@code performance.md}, the table of goals. The rest of that page is written by
 * hand.
 */
final class PerformancePages {
  private final Path summary;
  private final Path folder;

  PerformancePages(Path docs) {
    this.summary = docs.resolve("performance.md");
    this.folder = docs.resolve("performance");
  }

  /** Replaces what the benchmark of this name wrote before. */
  void put(Report report) throws IOException {
    Files.createDirectories(folder);
    Files.writeString(folder.resolve(report.name() + ".md"), page(report));
    Files.writeString(folder.resolve(report.name() + ".json"), Json.write(report.raw()));
    if (report.plot().isPresent()) {
      Files.writeString(folder.resolve(report.name() + ".svg"), report.plot().get());
    }
    String text = Files.exists(summary) ? Files.readString(summary) : "# Performance\n";
    Files.writeString(summary, GoalsSection.replaced(text, report.name(), report.goals()));
  }

  private static String page(Report report) {
    String plot =
        report.plot().isEmpty() ? "" : "![%s](%s.svg)\n\n".formatted(report.title(), report.name());
    return "# " + report.title() + "\n\n" + plot + report.markdown();
  }
}
