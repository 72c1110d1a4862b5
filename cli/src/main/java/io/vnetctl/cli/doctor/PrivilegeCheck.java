package io.vnetctl.cli.doctor;

import io.vnetctl.cli.call.Action;
import io.vnetctl.cli.call.ProcStatus;
import io.vnetctl.cli.privilege.Way;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Who may call create and cancel. */
record PrivilegeCheck() implements Check {
  private static final String CREATE = Action.CREATE.word();

  @Override
  public String name() {
    return "privileges";
  }

  @Override
  public List<Finding> look(Surroundings host) throws IOException {
    if (ProcStatus.of(host.file("/proc/self")).mayConfigureNetwork()) {
      return List.of(Finding.ok("you may create and cancel (CAP_NET_ADMIN)"));
    }
    String user = host.caller().user();
    Optional<Way> mechanism =
        isInPath("sudo", host)
            ? Optional.of(Way.ROOT)
            : Optional.of(Way.KSU).filter(_ -> isInPath("ksu", host));
    return List.of(
        mechanism.isPresent()
            ? Finding.ok(
                "you are %s, not root: create and cancel with '%s', if you may; all else needs none; other ways: PRIVILEGES in vnetctl(1)"
                    .formatted(user, mechanism.get().command(user, CREATE)))
            : Finding.warn(
                "you are " + user + ", not root, and there is neither sudo nor ksu in PATH",
                "you cannot create or cancel; all else needs no privilege",
                "as root: " + Way.asRoot(user, CREATE)));
  }

  static boolean isInPath(String program, Surroundings host) {
    for (String folder : host.caller().environment().getOrDefault("PATH", "").split(":")) {
      if (folder.startsWith("/") && Files.isExecutable(Path.of(folder, program))) {
        return true;
      }
    }
    return false;
  }
}
