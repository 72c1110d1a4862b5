package io.vnetctl.cli.doctor;

import java.util.List;
import java.util.Optional;

/** Namespaces of ordinary users, which the demonstration lives in. */
record UserNamespaceCheck() implements Check {
  /** Files that forbid them, with the value that does. */
  private static final List<String[]> BARS =
      List.of(
          new String[] {"user.max_user_namespaces", "0", "15000"},
          new String[] {"kernel.unprivileged_userns_clone", "0", "1"},
          new String[] {"kernel.apparmor_restrict_unprivileged_userns", "1", "0"});

  @Override
  public String name() {
    return "user-namespaces";
  }

  @Override
  public List<Finding> look(Surroundings host) {
    for (String[] bar : BARS) {
      Optional<String> value = host.line("/proc/sys/" + bar[0].replace('.', '/'));
      if (value.equals(Optional.of(bar[1]))) {
        return List.of(
            host.caller().uid() == 0
                ? Finding.ok("not for ordinary users (" + bar[0] + "), and you are root")
                : Finding.warn(
                    bar[0] + " is " + bar[1],
                    "vnetctl demo, and networks of your own, need a user namespace",
                    "sudo sysctl -w " + bar[0] + "=" + bar[2]));
      }
    }
    return List.of(Finding.ok("allowed"));
  }
}
