package io.vnetctl.cli.host;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.vnetctl.core.twin.Mutations;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Any text as a journal: read, and the same again once written, or refused with a reason. */
final class JournalFuzzTest {

  @FuzzTest
  void readsOrRefuses(byte[] input) {
    List<String> lines = new String(input, StandardCharsets.UTF_8).lines().toList();
    Journal.Content content;
    try {
      content = JournalText.parse(lines);
    } catch (IllegalArgumentException refused) {
      return;
    }
    assertEquals(content, JournalText.parse(JournalText.lines(content)));
  }

  @Test
  void readsOrRefusesMutations() {
    Mutations.run(JournalFuzzTest.class, "readsOrRefuses", this::readsOrRefuses);
  }
}
