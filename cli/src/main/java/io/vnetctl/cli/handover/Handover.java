package io.vnetctl.cli.handover;

import io.vnetctl.core.state.SwitchState;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * All that one process hands to the next, so that a switch goes on in it. Settings that do not
 * change while a switch runs are not here: both processes have the same command line.
 *
 * @param directory the control directory, resolved
 * @param state what the switch knows
 * @param files its open files
 */
public record Handover(Path directory, SwitchState state, List<OpenFile> files) {
  /** Keeps its own list. */
  public Handover {
    files = List.copyOf(files);
  }

  /** The file of a role of which there is one at most. */
  public <R extends Role> Optional<OpenFile> file(Class<R> role) {
    return files.stream().filter(file -> role.isInstance(file.role())).findFirst();
  }
}
