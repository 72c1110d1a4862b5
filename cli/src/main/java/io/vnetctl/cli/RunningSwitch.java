package io.vnetctl.cli;

import io.vnetctl.cli.handover.Handover;
import io.vnetctl.cli.handover.HolderLink;
import io.vnetctl.cli.handover.OpenFile;
import io.vnetctl.cli.handover.Predecessor;
import io.vnetctl.cli.handover.Succession;
import io.vnetctl.cli.handover.SuccessorProgram;
import io.vnetctl.cli.service.ServiceManager;
import io.vnetctl.cli.service.ServiceStatus;
import io.vnetctl.cli.service.Watchdog;
import io.vnetctl.core.Switch;
import io.vnetctl.vde.UnixFiles;
import io.vnetctl.vde.console.ConsoleListener;
import io.vnetctl.vde.console.StandardConsole;
import io.vnetctl.vde.console.Surroundings;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.LockSupport;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * A switch with all that belongs to it, and what can be done with the whole. What was opened is
 * closed in the reverse order. For the main thread, unless said otherwise.
 */
final class RunningSwitch implements AutoCloseable {
  /**
   * Netty's survey of the host's interfaces, which it makes for addresses that we do not use: in a
   * network namespace without any it warns. Held here, or the level would be forgotten.
   */
  private static final Logger INTERFACE_SURVEY =
      Logger.getLogger("io.netty.util.NetUtilInitializations");

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
    INTERFACE_SURVEY.setLevel(Level.SEVERE);
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
   * Goes on with the switch of another process; when it returns, that one has ended. If it cannot,
   * this process has to end at once and close nothing: all that it has still belongs to the other.
   *
   * @throws IOException why not, in one line
   */
  static RunningSwitch succeed(SwitchContext context, Predecessor predecessor) throws IOException {
    INTERFACE_SURVEY.setLevel(Level.SEVERE);
    RunningSwitch running = InheritedSwitch.succeed(context, predecessor);
    // A terminal stops what reads it from the background, where every successor is.
    running.serve(context.options().stdinConsole() && !UnixFiles.isTerminal(0));
    return running;
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
    } catch (RuntimeException defect) {
      context.log().accept("defect of the switch, in its timer: " + defect);
    }
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
    survival.flatMap(Survival::file).ifPresent(files::add);
    return new Handover(legacy.directory(), legacy.network().state(), files);
  }

  /** Has a second process take care that clients outlive this one, if that was asked for. */
  void survive(SuccessorProgram program) {
    if (context.options().survive() && survival.isEmpty()) {
      keepHolder().start(program);
    }
  }

  private Survival keepHolder() {
    Survival kept = new Survival(legacy, thread.eventLoop(), context.log());
    survival = Optional.of(kept);
    parts.keep(() -> thread.run(kept::end));
    return kept;
  }

  /** Goes on with the holder that the process before had. */
  void adoptHolder(Handover handover, int descriptor) {
    HolderLink holder = HolderLink.adopt(descriptor, handover.files());
    if (context.options().survive()) {
      Survival kept = keepHolder();
      thread.run(() -> kept.begin(holder));
    } else {
      holder.end();
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
