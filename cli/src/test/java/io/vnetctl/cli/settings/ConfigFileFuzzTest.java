package io.vnetctl.cli.settings;

import static org.junit.jupiter.api.Assertions.assertTrue;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.vnetctl.core.twin.Mutations;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Any text as a configuration file: nothing throws, nothing runs, and no value grows beyond it. */
final class ConfigFileFuzzTest {

  @FuzzTest
  void readsAnything(byte[] input) {
    String text = new String(input, StandardCharsets.UTF_8);
    ConfigFile file = ConfigFile.parse(text);
    for (String name : List.of("A", "B", "PATH", "VDE_SWITCH", "QEMUSOCK")) {
      Optional<String> value = file.value(name).map(it -> it.expand(any -> Optional.of("x")));
      assertTrue(value.orElse("").length() <= text.length());
    }
  }

  @Test
  void readsMutations() {
    Mutations.run(ConfigFileFuzzTest.class, "readsAnything", this::readsAnything);
  }
}
