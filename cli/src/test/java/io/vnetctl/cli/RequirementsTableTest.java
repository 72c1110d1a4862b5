package io.vnetctl.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.vnetctl.cli.peers.Repository;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** docs/requirements.md says of each requirement which tests prove it, and says the truth. */
final class RequirementsTableTest {
  private static final int LAST = 143;
  private static final Pattern TEST = Pattern.compile("\\bvoid ((?:r\\d+_)+\\w+)\\(");
  private static final Pattern NUMBER = Pattern.compile("r(\\d+)_");
  private static final Pattern ROW = Pattern.compile("\\| R(\\d+) \\| [^|]+ \\| ([^|]+) \\|");
  private static final Pattern NAMED = Pattern.compile("`(\\w+)\\.(\\w+)`");

  @Test
  void namesExactlyTheTestsThatBearTheNumberOfTheRequirement() throws IOException {
    Map<Integer, Set<String>> found = testsByNumber();

    assertEquals(
        IntStream.rangeClosed(1, LAST).boxed().collect(Collectors.toSet()), found.keySet());
    assertEquals(lines(found), lines(table()));
  }

  private static Map<Integer, Set<String>> table() throws IOException {
    Map<Integer, Set<String>> rows = new TreeMap<>();
    for (String line : Files.readAllLines(Repository.file("docs/requirements.md"))) {
      Matcher row = ROW.matcher(line);
      if (row.matches()) {
        rows.put(
            Integer.valueOf(row.group(1)),
            NAMED
                .matcher(row.group(2))
                .results()
                .map(named -> named.group(1) + "." + named.group(2))
                .collect(Collectors.toCollection(TreeSet::new)));
      }
    }
    return rows;
  }

  private static Map<Integer, Set<String>> testsByNumber() throws IOException {
    Map<Integer, Set<String>> tests = new TreeMap<>();
    for (String module : new String[] {"switch-core", "tap-native", "vde-protocol", "cli"}) {
      try (Stream<Path> files = Files.walk(Repository.file(module + "/src/test/java"))) {
        for (Path file : files.filter(path -> path.toString().endsWith("Test.java")).toList()) {
          collect(file, tests);
        }
      }
    }
    return tests;
  }

  private static void collect(Path file, Map<Integer, Set<String>> tests) throws IOException {
    String type = file.getFileName().toString().replace(".java", "");
    Matcher test = TEST.matcher(Files.readString(file));
    while (test.find()) {
      Matcher number = NUMBER.matcher(test.group(1));
      int end = 0;
      while (number.find() && number.start() == end) {
        tests
            .computeIfAbsent(Integer.valueOf(number.group(1)), _ -> new TreeSet<>())
            .add(type + "." + test.group(1));
        end = number.end();
      }
    }
  }

  private static String lines(Map<Integer, Set<String>> tests) {
    return tests.entrySet().stream()
        .map(entry -> "R" + entry.getKey() + " " + String.join(" ", entry.getValue()))
        .collect(Collectors.joining("\n"));
  }
}
