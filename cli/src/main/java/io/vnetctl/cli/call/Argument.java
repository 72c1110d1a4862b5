package io.vnetctl.cli.call;

import java.nio.charset.StandardCharsets;
import java.time.Duration;

/** What arguments of options have to look like, as far as that can be said without the host. */
final class Argument {
  /** IFNAMSIZ of linux/if.h, without the NUL. */
  private static final int MAX_INTERFACE_BYTES = 15;

  private static final int NANO_DIGITS = 9;

  private Argument() {}

  static void notEmpty(String option, String value) throws CallException {
    if (value.isEmpty()) {
      throw CallException.failed(
          "the argument of " + option + " is empty; leave the option out or name something");
    }
  }

  /**
   * A name that the kernel takes for an interface (dev_valid_name in net/core/dev.c), and no
   * pattern such as br%d.
   */
  static void interfaceName(String option, String value) throws CallException {
    notEmpty(option, value);
    int bytes = value.getBytes(StandardCharsets.UTF_8).length;
    if (bytes > MAX_INTERFACE_BYTES) {
      throw CallException.failed(
          option
              + ": '"
              + value
              + "' has "
              + bytes
              + " bytes, and names of interfaces at most "
              + MAX_INTERFACE_BYTES
              + "; take a shorter one");
    }
    boolean odd = value.equals(".") || value.equals("..");
    if (odd || value.chars().anyMatch(c -> "/:%".indexOf(c) >= 0 || isBlank(c))) {
      throw CallException.failed(
          option
              + ": '"
              + value
              + "' is no name of an interface: without / : %, white space, and not . or ..");
    }
  }

  /** The name or number of a user or a group. */
  static void account(String option, String value) throws CallException {
    notEmpty(option, value);
    if (value.startsWith("-") || value.chars().anyMatch(c -> "/:,".indexOf(c) >= 0 || isBlank(c))) {
      throw CallException.failed(
          option
              + ": '"
              + value
              + "' is no name of an account: without / : , or white space, and no - in front");
    }
  }

  /** user, user.group or user:group; which of the first two only the user database can tell. */
  static void owner(String option, String value) throws CallException {
    notEmpty(option, value);
    int colon = value.indexOf(':');
    account(option, colon < 0 ? value : value.substring(0, colon));
    if (colon >= 0) {
      account(option, value.substring(colon + 1));
    }
  }

  static void path(String option, String value) throws CallException {
    notEmpty(option, value);
    if (value.chars().anyMatch(Character::isISOControl)) {
      throw CallException.failed(
          option + ": the path '" + value + "' has control characters; take another one");
    }
  }

  /** Seconds, with a fraction or without. */
  static Duration seconds(String option, String value, Duration least, Duration most)
      throws CallException {
    int point = value.indexOf('.');
    String whole = point < 0 ? value : value.substring(0, point);
    String fraction = point < 0 ? "0" : value.substring(point + 1);
    if (isDigits(whole, NANO_DIGITS) && isDigits(fraction, NANO_DIGITS)) {
      long nanos = Long.parseLong(fraction + "0".repeat(NANO_DIGITS - fraction.length()));
      Duration duration = Duration.ofSeconds(Long.parseLong(whole), nanos);
      if (duration.compareTo(least) >= 0 && duration.compareTo(most) <= 0) {
        return duration;
      }
    }
    throw CallException.failed(
        option
            + ": '"
            + value
            + "' is no time in seconds from "
            + text(least)
            + " to "
            + text(most)
            + ", such as 2.5");
  }

  private static String text(Duration duration) {
    return duration.toMillis() % 1000 == 0
        ? "" + duration.toSeconds()
        : "0.00" + duration.toMillis();
  }

  private static boolean isDigits(String text, int most) {
    return !text.isEmpty()
        && text.length() <= most
        && text.chars().allMatch(c -> c >= '0' && c <= '9');
  }

  private static boolean isBlank(int c) {
    return Character.isISOControl(c) || Character.isWhitespace(c) || Character.isSpaceChar(c);
  }
}
