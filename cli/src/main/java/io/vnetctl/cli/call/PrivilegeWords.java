package io.vnetctl.cli.call;

import java.util.Locale;
import java.util.Optional;

/**
 * The argument of -Z (spec vnetctl, chapter 7): which programs may get privileges. Words are found
 * anywhere in it, in upper or lower case; NO counts more than ALL.
 *
 * @param ksu switched on or off, or not mentioned
 * @param sudo likewise
 * @param namesSudo whether SUDO itself is among the words, and not only ALL
 */
public record PrivilegeWords(Optional<Boolean> ksu, Optional<Boolean> sudo, boolean namesSudo) {
  /** Nothing is said. */
  public static final PrivilegeWords NONE =
      new PrivilegeWords(Optional.empty(), Optional.empty(), false);

  /** Reads the argument; {@link #NONE} where no word is in it. */
  public static PrivilegeWords of(String argument) {
    String text = argument.toUpperCase(Locale.ROOT);
    Optional<Boolean> sudo = found(text, "SUDO");
    return new PrivilegeWords(
        found(text, "KSU"), sudo, sudo.orElse(false) && text.contains("SUDO"));
  }

  private static Optional<Boolean> found(String text, String word) {
    if (text.contains("NO" + word)) {
      return Optional.of(false);
    }
    return text.contains(word) || text.contains("ALL") ? Optional.of(true) : Optional.empty();
  }

  static void check(String option, String value) throws CallException {
    if (of(value).equals(NONE)) {
      throw CallException.failed(
          option
              + ": there is none of KSU, NOKSU, SUDO, NOSUDO and ALL in '"
              + value
              + "'; name one");
    }
  }
}
