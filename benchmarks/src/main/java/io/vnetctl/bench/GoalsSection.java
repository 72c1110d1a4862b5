package io.vnetctl.bench;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;

/**
 * The part of the page that puts what was asked for beside what was measured. Each row ends with
 * the name of the benchmark that it came from, which replaces its own rows only.
 */
final class GoalsSection {
  private static final String BEGIN = "<!-- bench goals -->\n";
  private static final String END = "<!-- end goals -->\n";
  private static final String HEAD =
      """
      ## Goals

      | goal | asked for | measured | | benchmark |
      | --- | --- | --- | --- | --- |
      """;

  private GoalsSection() {}

  /** The page with these goals of a benchmark in place of those it had. */
  static String replaced(String page, String benchmark, List<Goal> goals) {
    List<String> rows = new ArrayList<>(rows(page));
    rows.removeIf(row -> row.endsWith(end(benchmark)));
    goals.forEach(goal -> rows.add(row(goal, benchmark)));
    rows.sort(Comparator.comparingInt(GoalsSection::order));
    String section =
        BEGIN + HEAD + rows.stream().map(row -> row + "\n").collect(Collectors.joining()) + END;
    int from = page.indexOf(BEGIN);
    int to = page.indexOf(END);
    if (from >= 0 && to > from) {
      return page.substring(0, from) + section + page.substring(to + END.length());
    }
    return page.stripTrailing() + "\n\n" + section;
  }

  private static List<String> rows(String page) {
    int from = page.indexOf(BEGIN + HEAD);
    int to = page.indexOf(END);
    return from < 0 || to < from
        ? List.of()
        : page.substring(from + (BEGIN + HEAD).length(), to).lines().toList();
  }

  private static String row(Goal goal, String benchmark) {
    return "| %s | %s | %s | %s"
            .formatted(goal.what(), goal.bound(), goal.measured(), goal.verdict())
        + end(benchmark);
  }

  private static String end(String benchmark) {
    return " | %s |".formatted(benchmark);
  }

  private static int order(String row) {
    List<String> names = Catalogue.names();
    for (int i = 0; i < names.size(); i++) {
      if (row.endsWith(end(names.get(i)))) {
        return i;
      }
    }
    return names.size();
  }
}
