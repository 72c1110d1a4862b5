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
  private final NetworkNamespace network;

  /**
   * @param network of the interfaces that may be touched
   */
  Recovery(Rtnetlink rtnetlink, StateDirectory state, Messages messages, NetworkNamespace network) {
    this.rtnetlink = rtnetlink;
    this.state = state;
    this.messages = messages;
    this.network = network;
  }

  /**
   * Takes it all back. What is left of other switches does not stop a call for this one.
   *
   * @param files of the switch that the call is about
   * @return the journal of that switch, if there is one: it was complete once
   * @throws CallException status 1 if that one cannot be read, or not be taken back, or is of
   *     another user's switch
   */
  Optional<Journal> run(SwitchFiles files) throws CallException {
    Path own = state.journal(files.paths().qemuSock());
    try {
      state.removeUnfinished();
      for (Path file : state.journals()) {
        if (!file.equals(own)) {
          runOther(file);
        }
      }
      Optional<Journal> journal = Journal.read(own);
      if (journal.isEmpty() || journal.get().isCommitted()) {
        return ofOwner(journal, files);
      }
      if (!journal.get().network().equals(network)) {
        throw CallException.failed(
            "a call for QEMUSOCK=%s was interrupted in another network namespace; call cancel there, or remove %s if that namespace is gone"
                .formatted(journal.get().files().paths().qemuSock(), own));
      }
      if (!takeBack(journal.get())) {
        throw CallException.failed(
            "what an interrupted call left cannot be taken back, for the reasons above; end what is"
                + " in the way and call again");
      }
      return ofOwner(Journal.read(own), files);
    } catch (IOException e) {
      throw CallException.failed(
          "what an interrupted call left cannot be taken back: " + e.getMessage(), e);
    }
  }

  private static Optional<Journal> ofOwner(Optional<Journal> journal, SwitchFiles files)
      throws CallException {
    if (journal.filter(found -> found.files().ownerUid() != files.ownerUid()).isPresent()) {
      String owner = journal.get().files().paths().owner();
      throw CallException.failed(
          "QEMUSOCK=%s is that of a switch of USER=%s; cancel that first (-u %s), or name another with -s"
              .formatted(files.paths().qemuSock(), owner, owner));
    }
    return journal;
  }

  private void runOther(Path file) {
    try {
      Optional<Journal> journal = Journal.read(file);
      if (journal.isPresent()
          && !journal.get().isCommitted()
          && journal.get().network().equals(network)) {
        takeBack(journal.get());
      }
    } catch (CallException | IOException e) {
      messages.warning(e.getMessage());
    }
  }

  private boolean takeBack(Journal journal) throws IOException {
    messages.warning(
        "an interrupted call for QEMUSOCK=%s is taken back first"
            .formatted(journal.files().paths().qemuSock()));
    return new Undo(rtnetlink, state, messages).all(journal);
  }
}
