package io.vnetctl.vde.console;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.vnetctl.core.twin.GoldenFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/**
 * The whole switch, set up by what is typed at its consoles, answers and forwards like the original
 * in the recorded cases: no socket, no process, and no time passes.
 */
class SwitchGoldenTest {
  private static final String PROGRAM = "about the program: its options, signals, files and end";
  private static final String DIFFERENT = "differs on purpose: docs/differences.md, tier quirk";

  /** Cases that cannot be played here, and why. */
  private static final Map<String, String> EXCLUDED =
      Map.ofEntries(
          Map.entry("cli-.*", PROGRAM),
          Map.entry("daemon-.*", PROGRAM),
          Map.entry("tap-.*", "needs the kernel's TAP"),
          Map.entry("con-stdin(-eof)?", PROGRAM),
          Map.entry("con-homerc(-f)?", "the program chooses which start file it runs"),
          Map.entry("ctl-(dirmode2?|mode(666)?)", "about modes of files only"),
          Map.entry("ctl-(existing-dir|foreign-file|stale|inuse)", PROGRAM),
          Map.entry("ctl-(ignored-signals|int|term)", PROGRAM),
          Map.entry("ctl-refused", "about requests and files of clients: ControlSession"),
          Map.entry("quirk-(cli-unknown|crlf|hash-numbers|pipelined|sizes)", DIFFERENT));

  @TempDir Path folder;

  @TestFactory
  Stream<DynamicTest> behavesLikeTheOriginal() throws IOException {
    return names()
        .filter(name -> EXCLUDED.keySet().stream().noneMatch(name::matches))
        .map(name -> DynamicTest.dynamicTest(name, () -> replay(name)));
  }

  @Test
  void everyExclusionIsOfARecordedCase() throws IOException {
    List<String> names = names().toList();
    Set<String> used =
        EXCLUDED.keySet().stream()
            .filter(excluded -> names.stream().anyMatch(name -> name.matches(excluded)))
            .collect(Collectors.toCollection(TreeSet::new));
    assertEquals(new TreeSet<>(EXCLUDED.keySet()), used);
  }

  private static Stream<String> names() throws IOException {
    return GoldenFiles.cases(".*\\.json").stream()
        .map(file -> file.substring("cases/".length(), file.length() - ".json".length()));
  }

  private void replay(String name) throws Exception {
    Map<String, Object> recorded = GoldenFiles.object(GoldenFiles.read("cases/" + name + ".json"));
    Path own = Files.createDirectory(folder.resolve(name));
    try (GoldenReplay replay = new GoldenReplay(recorded, own)) {
      for (Object step : GoldenFiles.list(recorded.get("steps"))) {
        replay.step(GoldenFiles.object(step));
      }
    }
  }
}
