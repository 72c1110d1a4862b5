package io.vnetctl.cli;

import io.netty.util.concurrent.EventExecutor;
import io.vnetctl.cli.handover.Handover;
import io.vnetctl.cli.handover.HolderLink;
import io.vnetctl.cli.handover.OpenFile;
import io.vnetctl.cli.handover.SuccessorProgram;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Keeps the holder of a switch informed, so that clients outlive a switch that is killed. Without
 * it the switch goes on as any other. Switch thread, but for {@link #start}.
 */
final class Survival {
  private final Legacy legacy;
  private final EventExecutor loop;
  private final Consumer<String> log;
  private Optional<HolderLink> link = Optional.empty();
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
                loop.execute(() -> begin(started));
              } catch (IOException e) {
                loop.execute(() -> lost(e));
              }
            });
  }

  /** Informs this holder from now on. */
  void begin(HolderLink holder) {
    if (ended) {
      holder.end();
      return;
    }
    link = Optional.of(holder);
    legacy.onFiles(this::tellFiles);
    legacy.network().onChange(this::tellStateSoon);
    tellFiles();
    tellState();
  }

  /** The holder, as it is handed to another process. */
  Optional<OpenFile> file() {
    return link.map(HolderLink::file);
  }

  /** The switch ends as it should. */
  void end() {
    ended = true;
    link.ifPresent(HolderLink::end);
    link = Optional.empty();
  }

  private void tellFiles() {
    if (link.isPresent()) {
      try {
        link.get().tell(legacy.files());
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
    if (link.isPresent()) {
      try {
        List<OpenFile> files = new ArrayList<>(legacy.files());
        file().ifPresent(files::add);
        link.get()
            .tell(
                new Handover(legacy.directory(), legacy.network().stateWithoutAddresses(), files));
      } catch (IOException e) {
        lost(e);
      }
    }
  }

  private void lost(IOException why) {
    link = Optional.empty();
    log.accept("--survive: clients will not outlive this process: " + why.getMessage());
  }
}
