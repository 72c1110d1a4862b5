package io.vnetctl.cli.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.vnetctl.cli.ConfigTable;
import io.vnetctl.core.twin.Mutations;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

/**
 * Any text as a configuration file of a switch: nothing throws, problems name lines that there are
 * and can be shown on a terminal, and what is good means the same when it is saved.
 */
final class ConfigReaderFuzzTest {
  private static final LayoutReader.Whole WHOLE = new LayoutReader.Whole(32, false, false, 128, 0);

  /** A list of VLANs may be in it. */
  private static final int LONGEST_MESSAGE = 25_000;

  @FuzzTest
  void readsAnything(byte[] input) {
    String text = new String(input, StandardCharsets.UTF_8);
    List<ConfigProblem> problems = new ArrayList<>();
    Layout layout = read(text, problems);
    long lines = text.chars().filter(c -> c == '\n').count() + 1;
    for (ConfigProblem problem : problems) {
      assertTrue(problem.line() >= 1 && problem.line() <= lines, problem::toString);
      assertTrue(problem.text().length() < LONGEST_MESSAGE, problem::toString);
      assertTrue(problem.text().chars().noneMatch(Character::isISOControl), problem::toString);
    }
    if (problems.isEmpty()) {
      String saved = ConfigMerge.merge(text, ConfigTable.KEYS, text(layout));
      // The options of the switch itself are none of this reader's.
      assertEquals(layout, read(saved, problems));
      assertEquals(List.of(), problems);
      assertEquals(saved, ConfigMerge.merge(saved, ConfigTable.KEYS, text(layout)));
    }
  }

  @Test
  void readsMutations() {
    Mutations.run(ConfigReaderFuzzTest.class, "readsAnything", this::readsAnything);
  }

  private static Layout read(String text, List<ConfigProblem> problems) {
    ConfigSettings settings = new ConfigReader(ConfigTable.KEYS, problems).read(text);
    LayoutReader.Names nobody =
        new LayoutReader.Names(_ -> OptionalInt.empty(), _ -> OptionalInt.empty());
    return new LayoutReader(settings, nobody, problems).read(WHOLE);
  }

  private static LayoutText text(Layout layout) {
    return new LayoutText(
        layout, new LayoutText.Names(Integer::toUnsignedString, Integer::toUnsignedString));
  }
}
