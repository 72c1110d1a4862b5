package io.vnetctl.cli;

import io.vnetctl.cli.handover.Handover;
import io.vnetctl.cli.handover.Predecessor;
import io.vnetctl.cli.handover.Rehearsal;
import io.vnetctl.cli.handover.Role;
import io.vnetctl.cli.process.PidFile;
import io.vnetctl.core.Switch;
import io.vnetctl.core.io.SwitchLoop;
import io.vnetctl.vde.ControlDirectory;
import io.vnetctl.vde.ControlListener;
import io.vnetctl.vde.console.ConsoleListener;
import io.vnetctl.vde.console.Surroundings;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

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
  static RunningSwitch succeed(SwitchContext context, Predecessor predecessor) throws IOException {
    try {
      return new InheritedSwitch(context).inherit(predecessor);
    } catch (StartException e) {
      throw new IOException(e.getMessage(), e);
    } catch (RuntimeException defect) {
      throw new IOException("defect of the switch: " + defect, defect);
    }
  }

  private RunningSwitch inherit(Predecessor predecessor) throws IOException, StartException {
    SwitchOptions options = context.options();
    SwitchThread thread =
        new SwitchThread(parts.keep(new SwitchLoop(options.maxFrameBytes(), options.pollMicros())));
    Rehearsal.perform();
    Handover handover = predecessor.receive();
    Map<Role, Integer> listeners = new HashMap<>();
    handover.files().forEach(file -> listeners.put(file.role(), file.descriptor()));
    Switch network =
        Switch.restore(
            handover.state().withMaxFrameBytes(options.maxFrameBytes()),
            System::nanoTime,
            context.log());
    ControlDirectory directory = ControlDirectory.adopt(handover.directory(), context.modes());
    ControlListener clients =
        parts.keep(
            ControlListener.adopt(
                listeners.get(new Role.ControlSocket()),
                directory,
                network,
                thread.loop(),
                context.accounts(),
                context.portZero(),
                context.log()));
    parts.keep(() -> thread.run(network::close));
    Surroundings around =
        parts.keep(
            new Surroundings(
                network,
                context.identity(network, directory),
                context.accounts(),
                context.onShutdown(),
                context.log()));
    Optional<ConsoleListener> consoles =
        adoptConsole(Optional.ofNullable(listeners.get(new Role.ConsoleSocket())), thread, around);
    Legacy legacy =
        new Legacy(
            directory.path(), network, clients, consoles, new TapPorts(network, thread.loop()));
    thread.run(() -> legacy.give(handover));
    predecessor.running();
    adoptPidFile();
    RunningSwitch running = new RunningSwitch(context, parts, thread, legacy, around);
    Optional.ofNullable(listeners.get(new Role.Holder()))
        .ifPresent(holder -> running.adoptHolder(handover, holder));
    predecessor.awaitEnd();
    return running;
  }

  private Optional<ConsoleListener> adoptConsole(
      Optional<Integer> listener, SwitchThread thread, Surroundings around)
      throws IOException, StartException {
    SwitchOptions options = context.options();
    if (listener.isEmpty() || options.console().isEmpty()) {
      return NewSwitch.openConsole(context, parts, thread, around);
    }
    return Optional.of(
        parts.keep(
            ConsoleListener.adopt(
                listener.get(),
                options.console().get().toAbsolutePath(),
                thread.eventLoop(),
                around)));
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
