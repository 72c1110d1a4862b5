package io.vnetctl.cli.peers;

import io.vnetctl.tap.Requirement;
import java.util.ArrayList;
import java.util.List;

/** Another user than the one who runs the tests. */
public record User(long uid, long gid) {
  /** Debian's nobody: has a name and a group, and no home. */
  public static final User NOBODY = new User(65_534, 65_534);

  /** A number that no account has. */
  public static final User NAMELESS = new User(12_345, 12_345);

  /** What a container's or a directory service's user may have. */
  public static final User HIGH = new User(1_234_567, 1_234_567);

  public static void requireRoot() {
    Requirement.root();
    Requirement.program("setpriv", "util-linux");
  }

  /** The words to put before a command so that this user runs it, in the same process. */
  public List<String> prefix() {
    return List.of("setpriv", "--reuid=" + uid, "--regid=" + gid, "--clear-groups");
  }

  public List<String> command(String... words) {
    List<String> command = new ArrayList<>(prefix());
    command.addAll(List.of(words));
    return command;
  }
}
