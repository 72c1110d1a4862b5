package io.vnetctl.cli.settings;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class ConfigFileTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '@',
      value = {
        "A=/x/y | /x/y",
        "  A=b  | b",
        "export A=b | b",
        "export\tA=b | b",
        "A=b # why | b",
        "A=b#c | b#c",
        "A=b; export A | b",
        "A=\"b c\" | b c",
        "A='$USER b' | $USER b",
        "A=\"it's\" | it's",
        "A=/s.$USER | /s.jo",
        "A=/s.${USER} | /s.jo",
        "A=\"$HOME/s\" | /home/jo/s",
        "A=${A:-/d} | /d",
        "A=${A:-\"/d e\"} | /d e",
        "A=\"${A:-/d e}\" | /d e",
        "export A=${A:-$BASE/s.$USER} | /b/s.jo",
        "A=${NONE:-${A:-deep}} | deep",
        "A=x${NONE}y | xy",
        "A=a\\ b | a b",
        "A=a'b'\"c\" | abc",
      })
  void readsAssignmentsAsTheShellWould(String line, String expected) {
    Map<String, String> variables = Map.of("USER", "jo", "HOME", "/home/jo", "BASE", "/b");
    assertEquals(
        Optional.of(expected),
        ConfigFile.parse(line)
            .value("A")
            .map(value -> value.expand(name -> Optional.ofNullable(variables.get(name)))));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "A=$(touch /pwn)",
        "A=`touch /pwn`",
        "A=\"$(id)\"",
        "A=b touch /pwn",
        "A=\"unfinished",
        "A='unfinished",
        "A=${A:-unfinished",
        "A=${A%x}",
        "A=${A:=x}",
        "A=$1",
        "A=b&",
        "A=(b c)",
        "# A=b",
        "if A=b",
        "A =b",
        "exportA=b",
        "A+=b",
      })
  void r27_whatIsNoPlainAssignmentDoesNotCount(String line) {
    assertEquals(Optional.empty(), ConfigFile.parse(line).value("A"));
  }

  @Test
  void theLastOfANameCounts() {
    ConfigFile file = ConfigFile.parse("A=1\nB=2\ntouch /pwn\nA=3\n");
    assertEquals("3", file.value("A").orElseThrow().expand(_ -> Optional.empty()));
    assertEquals("2", file.value("B").orElseThrow().expand(_ -> Optional.empty()));
  }
}
