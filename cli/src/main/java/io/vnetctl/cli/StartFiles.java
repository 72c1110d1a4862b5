package io.vnetctl.cli;

import io.vnetctl.vde.Errno;
import io.vnetctl.vde.ErrnoException;
import io.vnetctl.vde.PeerFiles;
import io.vnetctl.vde.console.StartFile;
import io.vnetctl.vde.console.Surroundings;
import java.nio.file.Path;
import java.util.Optional;

/** The commands that a switch begins with (spec vde-cli, chapter 1). Switch thread. */
final class StartFiles {
  private static final Path OF_SYSTEM = Path.of("/etc/vde2/vde_switch.rc");
  private static final String OF_USER = ".vde2/vde_switch.rc";

  private final SwitchContext context;
  private final Surroundings around;

  StartFiles(SwitchContext context, Surroundings around) {
    this.context = context;
    this.around = around;
  }

  /**
   * Runs the start file of the option, or the first that can be read of the user's and the
   * system's: HOME may be that of another user, who has not asked for this switch.
   */
  void run() {
    if (context.options().rcFile().isPresent()) {
      Path file = context.options().rcFile().get();
      refusal(file)
          .filter(refusal -> refusal.errno() != Errno.ENOENT)
          .ifPresent(
              refusal ->
                  context
                      .log()
                      .accept(
                          "start file "
                              + file
                              + ": "
                              + refusal.getMessage()
                              + "; goes on without it"));
      return;
    }
    Path home = Path.of(System.getenv().getOrDefault("HOME", "/"));
    if (refusal(home.resolve(OF_USER)).isPresent()) {
      refusal(OF_SYSTEM);
    }
  }

  /** Empty if the commands of the file have been run. */
  private Optional<ErrnoException> refusal(Path file) {
    try {
      StartFile.run(file, new PeerFiles(context.accounts()), around);
      return Optional.empty();
    } catch (ErrnoException refusal) {
      return Optional.of(refusal);
    }
  }
}
