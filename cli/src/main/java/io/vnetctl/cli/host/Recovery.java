package io.vnetctl.cli.host;

import io.vnetctl.cli.call.CallException;
import io.vnetctl.cli.report.Messages;
import io.vnetctl.tap.netlink.Rtnetlink;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Takes back what calls have left that were ended before they were through, for whatever switch
 * that was (R53). To be run while no other call changes anything.
 */
final class Recovery {
  private final Rtnetlink rtnetlink;
  private final StateDirectory state;
  private final Messages messages;

  Recovery(Rtnetlink rtnetlink, StateDirectory state, Messages messages) {
    this.rtnetlink = rtnetlink;
    this.state = state;
    this.messages = messages;
  }

  void run() throws CallException {
    try {
      for (Path file : state.journals()) {
        Optional<Journal> journal = Journal.read(file);
        if (journal.isPresent() && !journal.get().isCommitted()) {
          messages.warning(
              "an interrupted call for QEMUSOCK=%s is taken back first"
                  .formatted(journal.get().files().paths().qemuSock()));
          new Undo(rtnetlink, state, messages).all(journal.get());
        }
      }
    } catch (IOException e) {
      throw CallException.failed(
          "what an interrupted call left cannot be taken back: " + e.getMessage(), e);
    }
  }
}
