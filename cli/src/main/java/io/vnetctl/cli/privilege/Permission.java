package io.vnetctl.cli.privilege;

import io.vnetctl.cli.call.Call;
import io.vnetctl.cli.call.CallOption;
import io.vnetctl.cli.call.Caller;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** What an administrator writes so that a user may run the program as root. */
final class Permission {
  private static final String SPECIAL = " \t\\,:=#!*?[]()\"'";

  private static final int OTHERS_WRITE = 022;

  private Permission() {}

  /**
   * The ways of {@link Way} that need somebody's permission, and what to do first where the program
   * could be changed by others than root.
   *
   * @param call create or cancel
   */
  static String advice(Call call, Caller caller) {
    String user = call.owner().orElse(caller.user());
    String action = call.action().word();
    return "call '"
        + Way.ROOT.command(user, action)
        + "'; or ask an administrator to add '"
        + sudoers(caller)
        + "' to /etc/sudoers (visudo) and call '"
        + Way.SUDO.command(user, action)
        + "', or '"
        + k5users(caller)
        + "' to /root/.k5users, if you may be root anyhow, and call '"
        + Way.KSU.command(user, action)
        + "'"
        + (belongsToRoot(caller.program())
            ? ""
            : ", after installing the program where only root may write: whoever can change it becomes root");
  }

  /**
   * A line of sudoers(5) that allows what this program itself asks for, and nothing else: neither
   * the pager of the manual nor calls for other users.
   */
  static String sudoers(Caller caller) {
    String program = escaped(program(caller).toString());
    String words = " * " + CallOption.REEXEC.word() + "\\=*";
    return "%s ALL=(root) NOPASSWD: %s create%s, %s cancel%s"
        .formatted(escaped(caller.user()), program, words, program, words);
  }

  /** A line of .k5users (ksu(1)). */
  static String k5users(Caller caller) {
    return caller.user() + "@REALM " + program(caller);
  }

  /** The program itself: whoever may replace a link to it must not become root by that. */
  static Path program(Caller caller) {
    try {
      return caller.program().toRealPath();
    } catch (IOException e) {
      return caller.program();
    }
  }

  private static String escaped(String text) {
    StringBuilder escaped = new StringBuilder();
    for (char c : text.toCharArray()) {
      escaped.append(SPECIAL.indexOf(c) >= 0 ? "\\" : "").append(c);
    }
    return escaped.toString();
  }

  /** The file, the folder of the launcher and that of the classes, and all folders above. */
  static boolean belongsToRoot(Path program) {
    try {
      for (Path path = program.toRealPath(); path != null; path = path.getParent()) {
        if (!isRootsAlone(path)) {
          return false;
        }
      }
      Path folder = program.toRealPath().getParent();
      for (Path beside : List.of(folder, folder.resolveSibling("lib"))) {
        try (DirectoryStream<Path> files = Files.newDirectoryStream(beside)) {
          for (Path file : files) {
            if (!isRootsAlone(file)) {
              return false;
            }
          }
        }
      }
      return true;
    } catch (IOException _) {
      return false;
    }
  }

  private static boolean isRootsAlone(Path path) throws IOException {
    return Files.getAttribute(path, "unix:uid").equals(0)
        && ((Integer) Files.getAttribute(path, "unix:mode") & OTHERS_WRITE) == 0;
  }
}
