package io.vnetctl.cli.host;

import io.vnetctl.cli.call.CallException;
import io.vnetctl.cli.report.Messages;
import io.vnetctl.tap.netlink.LinkState;
import io.vnetctl.tap.netlink.NetlinkException;
import io.vnetctl.tap.netlink.Rtnetlink;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * Takes back what a journal tells of, the last first. Each step may find its work done already, in
 * part or whole. What cannot be taken back stays in the journal, and the next call tries again.
 */
final class Undo {
  /** A switch that is asked to end does so at once; one that is stopped never. */
  private static final Duration END_PATIENCE = Duration.ofSeconds(5);

  private final Rtnetlink rtnetlink;
  private final StateDirectory state;
  private final Messages messages;

  Undo(Rtnetlink rtnetlink, StateDirectory state, Messages messages) {
    this.rtnetlink = rtnetlink;
    this.state = state;
    this.messages = messages;
  }

  /**
   * Takes all of it back.
   *
   * @return whether nothing is left; if not, errors have been reported
   */
  boolean all(Journal journal) throws IOException {
    boolean whole = true;
    List<Effect> effects = journal.effects();
    for (Effect effect : effects.reversed()) {
      try {
        undo(effect, journal);
      } catch (IOException e) {
        whole = false;
        messages.error(CallException.FAILED, "could not be undone: " + e.getMessage());
        continue;
      }
      try {
        journal.remove(effect);
      } catch (IOException e) {
        // The file tells of what has gone already, which whoever reads it will find.
      }
    }
    if (whole) {
      // A call that was killed between starting a switch and writing that down has left one.
      endSwitches(journal);
      new DeadSockets(journal.files()).remove(_ -> {}, messages::warning);
      removePidFile(new SwitchPidFile(journal.files().paths().pidFile()));
      if (journal.leftovers().isEmpty()) {
        journal.delete();
      } else {
        // cancel still has to know them
        journal.commit();
      }
    }
    return whole;
  }

  private void undo(Effect effect, Journal journal) throws IOException {
    switch (effect) {
      case Effect.SwitchProcess(RunningProcess process) -> {
        if (process.end(END_PATIENCE)) {
          messages.info("UNDONE:switch pid=" + process.pid());
        }
        endSwitches(journal);
      }
      case Effect.Tap(LinkId tap) -> {
        removeTap(tap, journal.files().ownerUid());
        messages.info("UNDONE:TAP=" + tap.name());
      }
      case Effect.Guard(RunningProcess watchdog) -> watchdog.end(END_PATIENCE);
      case Effect.Bridge bridge -> {
        if (new Uplink(rtnetlink).restore(bridge)) {
          messages.info("UNDONE:bridge=" + bridge.bridge().name());
        } else {
          messages.warning(
              "bridge=%s stays, because others have joined it meanwhile"
                  .formatted(bridge.bridge().name()));
        }
        state.bridge(journal.network(), bridge.bridge().name()).delete();
      }
    }
  }

  private static void endSwitches(Journal journal) {
    SwitchProcesses.serving(journal.files()).forEach(process -> process.end(END_PATIENCE));
  }

  private void removePidFile(SwitchPidFile file) {
    try {
      file.removeStale(true);
    } catch (IOException e) {
      // it was no pid file before either
      messages.warning(e.getMessage());
    }
  }

  private void removeTap(LinkId tap, int ownerUid) throws NetlinkException {
    SwitchTaps taps = new SwitchTaps(rtnetlink, ownerUid);
    Optional<LinkState> there = taps.find(tap);
    if (there.isPresent()) {
      taps.remove(there.get());
    }
  }
}
