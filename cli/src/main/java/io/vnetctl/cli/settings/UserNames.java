package io.vnetctl.cli.settings;

import io.vnetctl.vde.Accounts;
import java.io.IOException;
import java.nio.file.FileSystems;

/**
 * Names of users for queries: by the JDK where it can, so that most queries do without calls into
 * the system's library.
 */
final class UserNames {
  private UserNames() {}

  /** Whether there is a user of this name, or it is a number. */
  static boolean isUser(String nameOrNumber) {
    if (nameOrNumber.isEmpty()) {
      return false;
    }
    if (isNumber(nameOrNumber)) {
      return nameOrNumber.length() <= 10 && Long.parseLong(nameOrNumber) < 0xffff_ffffL;
    }
    try {
      FileSystems.getDefault().getUserPrincipalLookupService().lookupPrincipalByName(nameOrNumber);
      return true;
    } catch (IOException _) {
      return false;
    }
  }

  /**
   * The name of a number where there is one (spec vnetctl, chapter 15, 10), else the word itself.
   */
  static String nameOf(String nameOrNumber) {
    return isNumber(nameOrNumber)
        ? new Accounts().userName(Integer.parseUnsignedInt(nameOrNumber)).orElse(nameOrNumber)
        : nameOrNumber;
  }

  static boolean isNumber(String text) {
    return !text.isEmpty() && text.chars().allMatch(c -> c >= '0' && c <= '9');
  }
}
