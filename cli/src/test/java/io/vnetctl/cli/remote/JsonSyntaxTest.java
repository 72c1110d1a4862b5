package io.vnetctl.cli.remote;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class JsonSyntaxTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "[]",
        "{}",
        " [ 1 , -0.5e+3 ] ",
        "{\"a\":{\"b\":[true,false,null]}}",
        "\"\\u00e9\\n\"",
        "0",
        "[{\"a\":\"é\"}]",
      })
  void takesValues(String text) {
    assertTrue(JsonSyntax.isValue(text));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "[",
        "]",
        "[1,]",
        "{\"a\"}",
        "{\"a\":}",
        "{a:1}",
        "01",
        "1.",
        "+1",
        "nul",
        "\"\\x\"",
        "\"\\u12\"",
        "\"a",
        "[] []",
        "Welcome\n[]",
        "\"a\tb\"",
        "{\"a\":1,}",
        "-",
        "1e",
      })
  void refusesTheRest(String text) {
    assertFalse(JsonSyntax.isValue(text));
  }

  @Test
  void doesNotFollowNestingWithoutEnd() {
    assertFalse(JsonSyntax.isValue("[".repeat(100_000) + "]".repeat(100_000)));
  }
}
