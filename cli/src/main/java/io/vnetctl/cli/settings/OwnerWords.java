package io.vnetctl.cli.settings;

import io.vnetctl.cli.call.CallException;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * The argument of -u, taken apart (spec vnetctl, chapter 2.1): {@code user}, {@code user.group} or
 * {@code user:group}.
 *
 * @param user as given, a name or a number
 * @param group likewise; empty: the primary one
 */
record OwnerWords(String user, Optional<String> group) {
  /**
   * Takes it apart. A dot belongs to the name of the user if there is such a user, else the last
   * one is in front of a group.
   *
   * @param isUser whether there is a user of this name or number
   * @throws CallException status 1: there is no such user
   */
  static OwnerWords of(String argument, Predicate<String> isUser) throws CallException {
    int colon = argument.indexOf(':');
    OwnerWords words =
        colon >= 0
            ? new OwnerWords(
                argument.substring(0, colon), Optional.of(argument.substring(colon + 1)))
            : dotted(argument, isUser);
    if (!isUser.test(words.user)) {
      throw CallException.failed(
          "-u: there is no user '" + words.user + "'; see getent passwd for those there are");
    }
    return words;
  }

  private static OwnerWords dotted(String argument, Predicate<String> isUser) {
    int dot = argument.lastIndexOf('.');
    if (dot <= 0 || dot == argument.length() - 1 || isUser.test(argument)) {
      return new OwnerWords(argument, Optional.empty());
    }
    OwnerWords parts =
        new OwnerWords(argument.substring(0, dot), Optional.of(argument.substring(dot + 1)));
    // Neither: the complaint is about the whole word.
    return isUser.test(parts.user) ? parts : new OwnerWords(argument, Optional.empty());
  }
}
