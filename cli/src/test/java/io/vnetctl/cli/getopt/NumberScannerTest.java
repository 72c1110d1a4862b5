package io.vnetctl.cli.getopt;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Expectations were seen with sscanf of glibc 2.36. */
final class NumberScannerTest {
  @ParameterizedTest
  @CsvSource({
    "0, 0",
    "8, 8",
    "+5, 5",
    "-5, -5",
    "' 7', 7",
    "5x, 5",
    "010, 8",
    "08, 0",
    "0x10, 16",
    "0X1f, 31",
    "-0x10, -16",
    "0x, 0",
    "0xg, 0",
    "99999999999, 99999999999",
    "99999999999999999999, 9223372036854775807",
    "-99999999999999999999, -9223372036854775807"
  })
  void readsIntegers(String text, long value) {
    assertEquals(OptionalLong.of(value), new NumberScanner(text).integer());
  }

  @ParameterizedTest
  @CsvSource({"''", "-", "+", "abc", "x10", "- 5", "٣"})
  void findsNoInteger(String text) {
    assertEquals(OptionalLong.empty(), new NumberScanner(text).integer());
  }

  @ParameterizedTest
  @CsvSource({"660, 432", "0660, 432", "66z, 54", "0x1b0, 0", "-1, -1", "9,"})
  void readsOctals(String text, Long value) {
    assertEquals(
        value == null ? OptionalLong.empty() : OptionalLong.of(value),
        new NumberScanner(text).octal());
  }

  @Test
  void readsOneNumberAfterAnother() {
    NumberScanner scanner = new NumberScanner("00: fF:0x5z");

    assertEquals(OptionalLong.of(0), scanner.hexadecimal());
    assertTrue(scanner.take(':'));
    assertEquals(OptionalLong.of(0xff), scanner.hexadecimal());
    assertFalse(scanner.take('.'));
    assertTrue(scanner.take(':'));
    assertEquals(OptionalLong.of(5), scanner.hexadecimal());
    assertFalse(scanner.atEnd());
    assertTrue(scanner.take('z'));
    assertTrue(scanner.atEnd());
  }
}
