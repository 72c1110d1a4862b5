package io.vnetctl.cli;

import io.vnetctl.cli.getopt.NumberScanner;
import io.vnetctl.core.control.Command;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;

/**
 * The value of an option about ports: {@code PORT} or {@code PORT=N}, where PORT is a number or
 * {@code all}. Nothing is taken for granted: what is no such value is none.
 *
 * @param port empty for all
 * @param number 0 if the option takes none
 */
record PortLimitWord(OptionalInt port, int number) {
  private static final String ALL = "all";

  /** A command about one port, or all, and a number. */
  interface Limit {
    Command of(OptionalInt port, int number);
  }

  /** {@code PORT}. */
  static Optional<PortLimitWord> port(String value) {
    return value.equals(ALL)
        ? Optional.of(new PortLimitWord(OptionalInt.empty(), 0))
        : number(value, Integer.MAX_VALUE).map(it -> new PortLimitWord(OptionalInt.of(it), 0));
  }

  /** {@code PORT=N}, with N up to a bound. */
  static Optional<PortLimitWord> portAndNumber(String value, int max) {
    int sign = value.indexOf('=');
    return sign < 0
        ? Optional.empty()
        : port(value.substring(0, sign))
            .flatMap(
                word ->
                    number(value.substring(sign + 1), max)
                        .map(it -> new PortLimitWord(word.port, it)));
  }

  private static Optional<Integer> number(String text, int max) {
    NumberScanner scanner = new NumberScanner(text);
    OptionalLong number = scanner.integer();
    return number.isPresent()
            && scanner.atEnd()
            && number.getAsLong() >= 0
            && number.getAsLong() <= max
        ? Optional.of((int) number.getAsLong())
        : Optional.empty();
  }
}
