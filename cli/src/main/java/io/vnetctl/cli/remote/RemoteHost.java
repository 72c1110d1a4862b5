package io.vnetctl.cli.remote;

import io.vnetctl.cli.call.CallException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * One host of -r: {@code [user@]host[(options)]}. The host is a name or an address of either
 * family, an IPv6 address in brackets or without.
 *
 * @param user on that host, if given
 * @param name of the host, or of a group of hosts
 * @param options words for this host alone
 */
record RemoteHost(Optional<String> user, String name, List<String> options) {
  /** No name or address of a host is longer (RFC 1035 2.3.4). */
  private static final int MAX_NAME = 255;

  RemoteHost {
    options = List.copyOf(options);
  }

  /** Reads an entry; the name is checked, but not looked up. */
  static RemoteHost parse(String entry) throws CallException {
    int open = entry.indexOf('(');
    if (open >= 0 && !entry.endsWith(")")) {
      throw CallException.failed(
          "-r: '" + entry + "' has more after its options; write HOST(OPTIONS)");
    }
    String place = open < 0 ? entry : entry.substring(0, open);
    List<String> options =
        open < 0 ? List.of() : ShellWords.split(entry.substring(open + 1, entry.length() - 1));
    int at = place.lastIndexOf('@');
    Optional<String> user = at < 0 ? Optional.empty() : Optional.of(place.substring(0, at));
    String name = place.substring(at + 1);
    if (name.startsWith("[") && name.endsWith("]")) {
      name = name.substring(1, name.length() - 1);
    }
    if (!isName(name)) {
      throw CallException.failed(
          "-r: '"
              + name
              + "' is no name or address of a host; take letters, digits and . - _ : %, no - in front");
    }
    if (user.isPresent() && !isUser(user.get())) {
      throw CallException.failed(
          "-r: '" + user.get() + "' is no name of a user on " + name + "; write USER@HOST");
    }
    return new RemoteHost(user, name, options);
  }

  /** Never an option of ssh, never anything to a shell. */
  private static boolean isName(String name) {
    return !name.isEmpty()
        && name.length() <= MAX_NAME
        && !name.startsWith("-")
        && name.chars().allMatch(c -> Character.isLetterOrDigit(c) || ".-_:%".indexOf(c) >= 0);
  }

  private static boolean isUser(String user) {
    return !user.isEmpty()
        && !user.startsWith("-")
        && user.chars().allMatch(c -> Character.isLetterOrDigit(c) || ".-_+@\\$".indexOf(c) >= 0);
  }

  /** A member of the group that this entry names: what is said of the group holds for it too. */
  RemoteHost member(RemoteHost inner) {
    List<String> both = new ArrayList<>(options);
    both.addAll(inner.options);
    return new RemoteHost(inner.user.isPresent() ? inner.user : user, inner.name, both);
  }

  /** As a person would write it. */
  String label() {
    return user.map(name -> name + "@").orElse("") + name;
  }
}
