package io.vnetctl.cli;

import io.netty.util.concurrent.EventExecutor;
import io.vnetctl.cli.handover.Deposit;
import io.vnetctl.cli.handover.Handover;
import io.vnetctl.cli.handover.HolderLink;
import io.vnetctl.cli.handover.Keeper;
import io.vnetctl.cli.handover.OpenFile;
import io.vnetctl.cli.handover.SuccessorProgram;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Keeps the {@link Keeper} of a switch informed, so that clients outlive a switch that is killed.
 * Without one the switch goes on as any other. Switch thread, but for {@link #start}.
 */
final class Survival {
  private final Legacy legacy;
  private final EventExecutor loop;
  private final Consumer<String> log;
  private Optional<Deposit> deposit = Optional.empty();
  private boolean stateIsDue;
  private boolean ended;

  Survival(Legacy legacy, EventExecutor loop, Consumer<String> log) {
    this.legacy = legacy;
    this.loop = loop;
    this.log = log;
  }

  /** Starts a holder beside the switch that runs. Any thread. */
  void start(SuccessorProgram program) {
    Thread.ofPlatform()
        .daemon()
        .name("holder")
        .start(
            () -> {
              try {
                HolderLink started = HolderLink.start(program);
                loop.execute(() -> begin(new Deposit(started)));
              } catch (IOException e) {
                loop.execute(() -> lost(e));
              }
            });
  }

  /** Keeps this up to date from now on. */
  void begin(Deposit kept) {
    if (ended) {
      kept.end();
      return;
    }
    deposit = Optional.of(kept);
    legacy.onFiles(this::tellFiles);
    legacy.network().onChange(this::tellStateSoon);
    tellFiles();
    tellState();
  }

  /** What the keeper needs in another process to which the switch is handed. */
  List<OpenFile> files() {
    return deposit.map(Deposit::files).orElse(List.of());
  }

  /** The switch ends as it should. */
  void end() {
    ended = true;
    deposit.ifPresent(Deposit::end);
    deposit = Optional.empty();
  }

  private void tellFiles() {
    if (deposit.isPresent()) {
      try {
        deposit.get().tell(legacy.files());
      } catch (IOException e) {
        lost(e);
      }
    }
  }

  /** Once for all that happens in one turn of the loop. */
  private void tellStateSoon() {
    if (!stateIsDue) {
      stateIsDue = true;
      loop.execute(this::tellState);
    }
  }

  private void tellState() {
    stateIsDue = false;
    if (deposit.isPresent()) {
      try {
        List<OpenFile> files = new ArrayList<>(legacy.files());
        files.addAll(files());
        deposit
            .get()
            .tell(
                new Handover(legacy.directory(), legacy.network().stateWithoutAddresses(), files));
      } catch (IOException e) {
        lost(e);
      }
    }
  }

  private void lost(IOException why) {
    deposit = Optional.empty();
    log.accept("clients will not outlive this process: " + why.getMessage());
  }
}
