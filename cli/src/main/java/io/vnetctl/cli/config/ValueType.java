package io.vnetctl.cli.config;

import io.vnetctl.core.frame.MacAddress;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;

/**
 * What values a key takes. Nothing is taken for granted: a value is right, or it is refused.
 *
 * @param syntax placeholder for the manual, such as {@code N} or {@code yes|no}
 * @param need what a value has to be, to follow "needs"
 * @param reader the value in its one normal form; empty if it is wrong
 */
public record ValueType(String syntax, String need, Function<String, Optional<String>> reader) {
  private static final Pattern DIGITS = Pattern.compile("0|-?[1-9][0-9]{0,18}");
  private static final Pattern HEX_DIGITS = Pattern.compile("0x[0-9a-fA-F]{1,8}");
  private static final Pattern OCTAL_DIGITS = Pattern.compile("[0-7]{1,5}");
  private static final Pattern MAC = Pattern.compile("([0-9a-fA-F]{2}:){5}[0-9a-fA-F]{2}");
  private static final Pattern NAME = Pattern.compile("[^\\s\\p{Cntrl}\\x{80}-\\x{9f}]{1,256}");

  /** The value in its one normal form; empty if it is wrong. */
  public Optional<String> read(String value) {
    return reader.apply(value);
  }

  /** {@code yes} or {@code no}; also true, false, on, off, 1 and 0. */
  public static ValueType flag() {
    return new ValueType(
        "yes|no",
        "yes or no",
        value ->
            switch (value) {
              case "yes", "true", "on", "1" -> Optional.of("yes");
              case "no", "false", "off", "0" -> Optional.of("no");
              default -> Optional.empty();
            });
  }

  /** A whole number. */
  public static ValueType number(int min, int max) {
    return new ValueType(
        "N",
        "a whole number from %d to %d".formatted(min, max),
        value -> wholeNumber(value, min, max).map(String::valueOf));
  }

  /** A whole number, which may be hexadecimal too. */
  public static ValueType hexNumber(int min, int max) {
    return new ValueType(
        "N",
        "a whole number from %d to %d, or hexadecimal with 0x".formatted(min, max),
        value ->
            HEX_DIGITS.matcher(value).matches()
                ? Optional.of(Long.parseLong(value.substring(2), 16))
                    .filter(number -> number >= min && number <= max)
                    .map(String::valueOf)
                : wholeNumber(value, min, max).map(String::valueOf));
  }

  /** Permission bits. */
  public static ValueType mode(int max) {
    return new ValueType(
        "MODE",
        "an octal mode, at most %o".formatted(max),
        value ->
            OCTAL_DIGITS.matcher(value).matches() && Integer.parseInt(value, 8) <= max
                ? Optional.of("%04o".formatted(Integer.parseInt(value, 8)))
                : Optional.empty());
  }

  /** An address of 802. */
  public static ValueType mac() {
    return new ValueType(
        "MAC",
        "an address like 52:54:00:12:34:56",
        value ->
            MAC.matcher(value).matches()
                ? Optional.of(new MacAddress(Long.parseLong(value.replace(":", ""), 16)).toString())
                : Optional.empty());
  }

  /** A path that means the same wherever the switch is started. */
  public static ValueType path() {
    return new ValueType(
        "PATH",
        "an absolute path",
        value ->
            value.startsWith("/") && value.chars().noneMatch(Character::isISOControl)
                ? Optional.of(value)
                : Optional.empty());
  }

  /**
   * A path of a socket, or of sockets' directory.
   *
   * @param maxBytes that the kernel leaves for it
   */
  public static ValueType path(int maxBytes) {
    return new ValueType(
        "PATH",
        "an absolute path of at most %d bytes".formatted(maxBytes),
        value ->
            path()
                .read(value)
                .filter(path -> path.getBytes(StandardCharsets.UTF_8).length <= maxBytes));
  }

  /**
   * A name without blanks.
   *
   * @param syntax placeholder
   * @param need what the name is of
   */
  public static ValueType name(String syntax, String need) {
    return new ValueType(
        syntax, need, value -> Optional.of(value).filter(it -> NAME.matcher(it).matches()));
  }

  /** A VLAN, or none. */
  static ValueType vlan() {
    return new ValueType(
        "VLAN",
        "a VLAN from 0 to %d, or none".formatted(Layout.LAST_VLAN),
        value ->
            value.equals(NumberList.NONE)
                ? Optional.of(value)
                : wholeNumber(value, 0, Layout.LAST_VLAN).map(String::valueOf));
  }

  /** VLANs, or none. */
  static ValueType vlans() {
    return new ValueType(
        "VLANS",
        "VLANs from 0 to %d like 10,20-25, or none".formatted(Layout.LAST_VLAN),
        value -> NumberList.parse(value, Layout.LAST_VLAN).map(NumberList::text));
  }

  /** Ports, or none. */
  static ValueType ports() {
    return new ValueType(
        "PORTS",
        "ports from 0 to %d like 1,5-8, or none".formatted(Layout.MAX_PORTS - 1),
        value -> NumberList.parse(value, Layout.MAX_PORTS - 1).map(NumberList::text));
  }

  /** A port and a bonus, or none. */
  static ValueType bonus() {
    return new ValueType(
        "PORT COST",
        "a port and a cost up to %d, or none".formatted(Layout.MAX_BONUS),
        value -> value.equals(NumberList.NONE) ? Optional.of(value) : portAndCost(value));
  }

  private static Optional<String> portAndCost(String value) {
    String[] words = value.split("\\s+");
    return words.length == 2
            && wholeNumber(words[0], 0, Layout.MAX_PORTS - 1).isPresent()
            && wholeNumber(words[1], -Layout.MAX_BONUS, Layout.MAX_BONUS).isPresent()
        ? Optional.of(words[1].equals("0") ? NumberList.NONE : words[0] + " " + words[1])
        : Optional.empty();
  }

  /** Decimal, without leading zeroes, which elsewhere mean octal. */
  static Optional<Long> wholeNumber(String text, int min, int max) {
    return DIGITS.matcher(text).matches()
        ? Optional.of(text)
            .filter(it -> it.length() <= 18)
            .map(Long::parseLong)
            .filter(number -> number >= min && number <= max)
        : Optional.empty();
  }
}
