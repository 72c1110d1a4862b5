package io.vnetctl.cli.privilege;

import io.vnetctl.cli.call.Caller;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** What an administrator writes so that a user may run the program as root. */
final class Permission {
  private static final String SPECIAL = " \t\\,:=#!*?[]()\"'";

  private Permission() {}

  /** Both ways, and what to do first where the program could be changed by others than root. */
  static String advice(Caller caller) {
    return "ask an administrator to add '"
        + sudoers(caller)
        + "' to /etc/sudoers (visudo) and call again with -Z SUDO, or '"
        + k5users(caller)
        + "' to /root/.k5users and call again with -Z KSU"
        + (belongsToRoot(caller.program())
            ? ""
            : ", after installing the program where only root may write: whoever can change it becomes root");
  }

  /** A line of sudoers(5). */
  static String sudoers(Caller caller) {
    return escaped(caller.user()) + " ALL=(root) NOPASSWD: " + escaped(caller.program().toString());
  }

  /** A line of .k5users (ksu(1)). */
  static String k5users(Caller caller) {
    return caller.user() + "@REALM " + caller.program();
  }

  private static String escaped(String text) {
    StringBuilder escaped = new StringBuilder();
    for (char c : text.toCharArray()) {
      escaped.append(SPECIAL.indexOf(c) >= 0 ? "\\" : "").append(c);
    }
    return escaped.toString();
  }

  /** The file, what the launcher reads beside it, and all folders above. */
  static boolean belongsToRoot(Path program) {
    try {
      for (Path path = program.toRealPath(); path != null; path = path.getParent()) {
        if (!Files.getAttribute(path, "unix:uid").equals(0)) {
          return false;
        }
      }
      return true;
    } catch (IOException _) {
      return false;
    }
  }
}
