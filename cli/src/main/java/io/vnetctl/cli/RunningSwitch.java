package io.vnetctl.cli;

import io.vnetctl.cli.handover.Deposit;
import io.vnetctl.cli.handover.DescriptorStore;
import io.vnetctl.cli.handover.Handover;
import io.vnetctl.cli.handover.HandoverSource;
import io.vnetctl.cli.handover.HolderLink;
import io.vnetctl.cli.handover.OpenFile;
import io.vnetctl.cli.handover.Role;
import io.vnetctl.cli.handover.StoredSwitch;
import io.vnetctl.cli.handover.Succession;
import io.vnetctl.cli.handover.SuccessorProgram;
import io.vnetctl.cli.process.Footprint;
import io.vnetctl.cli.process.InterfaceSurvey;
import io.vnetctl.cli.service.ServiceManager;
import io.vnetctl.cli.service.ServiceStatus;
import io.vnetctl.cli.service.Watchdog;
import io.vnetctl.core.OutOfMemory;
import io.vnetctl.core.Switch;
import io.vnetctl.vde.UnixFiles;
import io.vnetctl.vde.console.ConsoleListener;
import io.vnetctl.vde.console.StandardConsole;
import io.vnetctl.vde.console.Surroundings;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;

/**
 * A switch with all that belongs to it, and what can be done with the whole. What was opened is
 * closed in the reverse order. For the main thread, unless said otherwise.
 */
final class RunningSwitch implements AutoCloseable {
  private static final int FAILED = 1;

  private final SwitchContext context;
  private final OpenParts parts;
  private final SwitchThread thread;
  private final Legacy legacy;
  private final Surroundings around;
  private Optional<Survival> survival = Optional.empty();

  /** All is open, and nobody is let in. */
  RunningSwitch(
      SwitchContext context,
      OpenParts parts,
      SwitchThread thread,
      Legacy legacy,
      Surroundings around) {
    this.context = context;
    this.parts = parts;
    this.thread = thread;
    this.legacy = legacy;
    this.around = around;
  }

  /**
   * Starts a switch; when it returns, its sockets answer.
   *
   * @throws StartException if anything of what was asked for cannot be had, but a TAP
   */
  static RunningSwitch start(SwitchContext context) throws StartException {
    InterfaceSurvey.silence();
    Footprint.bound();
    RunningSwitch running = NewSwitch.start(context);
    try {
      running.serve(context.options().stdinConsole());
      return running;
    } catch (RuntimeException e) {
      running.close();
      throw e;
    }
  }

  /**
   * Goes on with a switch that was killed, if all that is needed was kept; else lets go what was
   * kept, says why, and starts from nothing.
   *
   * @throws StartException as {@link #start}
   */
  static RunningSwitch revive(SwitchContext context, StoredSwitch stored) throws StartException {
    Consumer<String> log = context.log();
    try {
      stored.read();
    } catch (IOException e) {
      log.accept("does not go on with the switch that was killed: " + e.getMessage());
      stored.discard(context.manager());
      return start(context);
    }
    try {
      RunningSwitch running = succeed(context, stored);
      log.accept("goes on with the switch that was killed");
      return running;
    } catch (IOException e) {
      // What has been taken over cannot be given back: the next start finds nothing.
      stored.discard(context.manager());
      throw new StartException(
          FAILED, "cannot go on with the switch that was killed: " + e.getMessage(), e);
    }
  }

  /**
   * Goes on with the switch of another process; when it returns, that one has ended. If it cannot,
   * this process has to end at once and close nothing: all that it has still belongs to the other.
   *
   * @throws IOException why not, in one line
   */
  static RunningSwitch succeed(SwitchContext context, HandoverSource source) throws IOException {
    InterfaceSurvey.silence();
    Footprint.bound();
    RunningSwitch running = InheritedSwitch.succeed(context, source);
    // A terminal stops what reads it from the background, where every successor is.
    running.serve(context.options().stdinConsole() && !UnixFiles.isTerminal(0));
    return running;
  }

  /**
   * Does beside all else what a successor does: a switch that goes on after kill -9 has no time to.
   *
   * @throws StartException if it cannot
   */
  void rehearse() throws StartException {
    try {
      InheritedSwitch.rehearse(context, thread);
    } catch (IOException e) {
      throw new StartException(FAILED, e.getMessage(), e);
    }
  }

  private void serve(boolean readsStandardInput) {
    thread.run(() -> legacy.network().useTimer(new SecondTimer(thread.eventLoop(), this::tick)));
    // Whoever gets an answer finds everything there: TAPs, VLANs of the start file, ports.
    legacy.clients().serve();
    legacy.consoles().ifPresent(ConsoleListener::serve);
    if (readsStandardInput && !context.options().daemon()) {
      StandardConsole.open(around, thread.eventLoop());
    }
    context.manager().ifPresent(this::report);
  }

  private void report(ServiceManager manager) {
    thread.run(
        () -> {
          ServiceStatus status = new ServiceStatus(manager, thread.eventLoop(), legacy::summary);
          legacy.network().onChange(status::changed);
          status.tell();
          Watchdog.start(manager, thread.eventLoop());
        });
    manager.ready();
  }

  /** A timer that throws once is never called again. Switch thread. */
  private void tick() {
    Switch network = legacy.network();
    try {
      network.tick();
    } catch (RuntimeException | Error defect) {
      OutOfMemory.endProcessIf(defect, context.log());
      context.log().accept("defect of the switch, in its timer: " + defect);
    }
  }

  /**
   * Reads the configuration file once more, soon, and tells the log. A switch that goes on in
   * another process by then leaves it to that one's next reload. Any thread.
   */
  void reload() {
    thread
        .eventLoop()
        .execute(
            () -> {
              context.manager().ifPresent(ServiceManager::reloading);
              around.configuration().reload(Optional.empty()).lines().forEach(context.log());
              context.manager().ifPresent(ServiceManager::ready);
            });
  }

  /**
   * Gives all that the switch has to another process. If that returns, the switch thread stands
   * still, nothing of it is closed, and this process has to end; if it throws, nothing has
   * happened. Any thread.
   */
  void handOver(Succession.Transfer transfer) throws IOException {
    CompletableFuture<IOException> refusal = new CompletableFuture<>();
    thread
        .eventLoop()
        .execute(
            () -> {
              try {
                // No frame, command or timer comes between: they all need this thread.
                transfer.give(handover());
              } catch (IOException e) {
                refusal.complete(e);
                return;
              } catch (RuntimeException defect) {
                refusal.complete(new IOException("defect of the switch: " + defect, defect));
                return;
              }
              refusal.complete(null);
              while (true) {
                LockSupport.park();
              }
            });
    IOException refused = refusal.join();
    if (refused != null) {
      throw refused;
    }
  }

  private Handover handover() {
    List<OpenFile> files = legacy.files();
    survival.map(Survival::files).ifPresent(files::addAll);
    return new Handover(legacy.directory(), legacy.network().state(), files);
  }

  /**
   * Has the service manager take care that clients outlive this process, or a process of our own if
   * that was asked for.
   */
  void survive(SuccessorProgram program) {
    if (survival.isPresent()) {
      return;
    }
    OptionalInt capacity = storeCapacity();
    if (capacity.isPresent()) {
      try {
        DescriptorStore store =
            DescriptorStore.open(
                context.manager().orElseThrow(), capacity.getAsInt(), context.log());
        keep(new Deposit(store));
      } catch (IOException e) {
        context.log().accept("clients will not outlive this process: " + e.getMessage());
      }
    } else if (context.options().survive()) {
      survival().start(program);
    }
  }

  private OptionalInt storeCapacity() {
    return context.manager().map(ServiceManager::storeCapacity).orElse(OptionalInt.empty());
  }

  private Survival survival() {
    Survival kept = new Survival(legacy, thread.eventLoop(), context.log());
    survival = Optional.of(kept);
    parts.keep(() -> thread.run(kept::end));
    return kept;
  }

  private void keep(Deposit deposit) {
    Survival kept = survival();
    thread.run(() -> kept.begin(deposit));
  }

  /** Goes on with the keeper that the process before had. */
  void adoptKeeper(Handover handover) {
    OptionalInt capacity = storeCapacity();
    if (handover.file(Role.KeptState.class).isPresent() && capacity.isPresent()) {
      DescriptorStore store =
          DescriptorStore.adopt(
              context.manager().orElseThrow(),
              capacity.getAsInt(),
              handover.files(),
              context.log());
      keep(Deposit.adopt(store, handover.files()));
    }
    Optional<OpenFile> holder = handover.file(Role.Holder.class);
    if (holder.isPresent()) {
      Deposit deposit =
          Deposit.adopt(HolderLink.adopt(holder.get().descriptor()), handover.files());
      if (context.options().survive()) {
        keep(deposit);
      } else {
        deposit.end();
      }
    }
  }

  /**
   * After {@link #handOver}: completes what could not be handed over. Everything else is let be.
   *
   * @param successor the process to which it was handed over
   */
  void abandon(long successor) {
    context.manager().ifPresent(manager -> manager.mainProcess(successor));
    around.close();
  }

  /** Closes everything that was opened, the last first; clients see the end of their connection. */
  @Override
  public void close() {
    context.manager().ifPresent(ServiceManager::stopping);
    parts.close();
  }
}
