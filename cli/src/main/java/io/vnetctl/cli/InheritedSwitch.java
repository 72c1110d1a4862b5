package io.vnetctl.cli;

import io.vnetctl.cli.handover.Handover;
import io.vnetctl.cli.handover.HandoverSource;
import io.vnetctl.cli.handover.OpenFile;
import io.vnetctl.cli.handover.Rehearsal;
import io.vnetctl.cli.handover.Role;
import io.vnetctl.cli.process.PidFile;
import io.vnetctl.core.Switch;
import io.vnetctl.vde.ControlDirectory;
import io.vnetctl.vde.ControlListener;
import io.vnetctl.vde.console.ConsoleListener;
import io.vnetctl.vde.console.Consoles;
import io.vnetctl.vde.console.Surroundings;
import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** A switch that goes on with all that another process had. */
final class InheritedSwitch {
  private final SwitchContext context;
  private final OpenParts parts;

  private InheritedSwitch(SwitchContext context) {
    this.context = context;
    this.parts = new OpenParts(context.log());
  }

  /**
   * Goes on with the switch of another process; when it returns, that one has ended. If it cannot,
   * this process has to end at once and close nothing: all that it has still belongs to the other.
   *
   * @throws IOException why not, in one line
   */
  static RunningSwitch succeed(SwitchContext context, HandoverSource source) throws IOException {
    try {
      return new InheritedSwitch(context).inherit(source);
    } catch (StartException e) {
      throw new IOException(e.getMessage(), e);
    } catch (RuntimeException defect) {
      throw new IOException("defect of the switch: " + defect, defect);
    }
  }

  private RunningSwitch inherit(HandoverSource source) throws IOException, StartException {
    CompletableFuture<SwitchThread> starting = SwitchThread.start(context.options(), parts);
    if (source.forwards()) {
      rehearse(context, starting.join());
    }
    Handover handover = source.receive();
    SwitchThread thread = starting.join();
    Adopted adopted = adopt(handover, thread, parts);
    Legacy legacy = adopted.legacy();
    source.running();
    thread.run(legacy.clients()::ownNames);
    adoptPidFile();
    RunningSwitch running = new RunningSwitch(context, parts, thread, legacy, adopted.around());
    running.adoptKeeper(handover);
    source.awaitEnd();
    return running;
  }

  /** Takes over a switch of nobody, forwards a little, and closes it. */
  static void rehearse(SwitchContext context, SwitchThread thread)
      throws IOException, StartException {
    try (Rehearsal rehearsal = Rehearsal.open(context.options().console().isPresent());
        OpenParts rehearsed = new OpenParts(context.log())) {
      new InheritedSwitch(context).adopt(rehearsal.handover(), thread, rehearsed);
      rehearsal.talk();
    }
    // Else what is left of it would be collected while no frame is forwarded.
    System.gc();
  }

  private record Adopted(Legacy legacy, Surroundings around) {}

  /** Makes the parts of a switch of what was handed over. When it returns they forward. */
  private Adopted adopt(Handover handover, SwitchThread thread, OpenParts parts)
      throws IOException, StartException {
    Consoles sessions = parts.keep(new Consoles());
    Switch network =
        Switch.restore(
            handover.state().withMaxFrameBytes(context.options().maxFrameBytes()),
            System::nanoTime,
            context.log());
    OpenFile ctl =
        handover
            .file(Role.ControlSocket.class)
            .orElseThrow(() -> new IOException("no control socket was handed over"));
    boolean given = ((Role.ControlSocket) ctl.role()).given();
    ControlDirectory directory =
        ControlDirectory.adopt(handover.directory(), context.modes(), given);
    ControlListener clients =
        NewSwitch.adoptClients(context, parts, thread, ctl.descriptor(), directory, network);
    parts.keep(() -> thread.run(network::close));
    Surroundings around =
        parts.keep(
            new Surroundings(
                network,
                context.identity(network, directory),
                context.accounts(),
                context.onShutdown(),
                context.log()));
    around.configure(new RunningConfiguration(context, network));
    Optional<ConsoleListener> consoles =
        adoptConsole(handover.file(Role.ConsoleSocket.class), thread, around, sessions, parts);
    Legacy legacy =
        new Legacy(
            directory.path(), network, clients, consoles, new TapPorts(network, thread.loop()));
    thread.run(() -> legacy.give(handover));
    return new Adopted(legacy, around);
  }

  private Optional<ConsoleListener> adoptConsole(
      Optional<OpenFile> listener,
      SwitchThread thread,
      Surroundings around,
      Consoles sessions,
      OpenParts parts)
      throws IOException, StartException {
    if (listener.isEmpty() || context.options().console().isEmpty()) {
      return NewSwitch.openConsole(context, parts, thread, around, sessions);
    }
    return Optional.of(
        NewSwitch.adoptConsole(
            context,
            parts,
            thread,
            around,
            sessions,
            listener.get().descriptor(),
            ((Role.ConsoleSocket) listener.get().role()).given()));
  }

  /** One that was removed or exchanged meanwhile is no reason to end. */
  private void adoptPidFile() {
    if (context.options().pidFile().isPresent()) {
      try {
        parts.keep(PidFile.adopt(context.options().pidFile().get()));
      } catch (IOException e) {
        context.log().accept(e.getMessage());
      }
    }
  }
}
