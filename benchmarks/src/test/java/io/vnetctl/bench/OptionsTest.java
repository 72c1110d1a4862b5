package io.vnetctl.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class OptionsTest {
  @Test
  void runsEverythingByDefault() {
    assertEquals(Catalogue.names(), Options.parse(List.of()).names());
  }

  @Test
  void takesOptionsAndNamesInAnyOrder() {
    Options options =
        Options.parse(List.of("vde-to-vde", "--ours", "/a", "--quick", "--rounds", "7"));
    assertEquals(List.of("vde-to-vde"), options.names());
    assertEquals(Optional.of(Path.of("/a")), options.ours());
    assertEquals(Optional.of(7), options.rounds());
    assertEquals(true, options.quick());
  }

  @Test
  void saysWhatIsWrong() {
    assertEquals("unknown: vde; see --help", failure("vde"));
    assertEquals("--out needs a value; see --help", failure("--out"));
    assertEquals("--rounds takes a number from 1 to 9999, not 0", failure("--rounds", "0"));
  }

  private static String failure(String... arguments) {
    return assertThrows(IllegalArgumentException.class, () -> Options.parse(List.of(arguments)))
        .getMessage();
  }
}
