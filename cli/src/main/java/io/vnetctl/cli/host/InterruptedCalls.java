package io.vnetctl.cli.host;

import io.vnetctl.cli.call.CallException;
import io.vnetctl.cli.call.Caller;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Calls that were killed, as their journals tell; for who only looks. */
public final class InterruptedCalls {
  private InterruptedCalls() {}

  /**
   * The control directories of the switches that they were for. A call that still goes on is among
   * them.
   *
   * @return none if the caller may not see journals
   */
  public static List<Path> controlDirectories(Caller caller, Path socketBase) {
    List<Path> found = new ArrayList<>();
    Optional<StateDirectory> state = StateDirectory.present(caller, socketBase);
    try {
      if (state.isPresent()) {
        for (Path file : state.get().journals()) {
          Journal.read(file)
              .filter(journal -> !journal.isCommitted())
              .ifPresent(journal -> found.add(journal.files().paths().qemuSock()));
        }
      }
    } catch (CallException | IOException unreadable) {
      // create and cancel tell what is wrong with it
    }
    return found;
  }
}
