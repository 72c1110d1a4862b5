package io.vnetctl.cli;

import io.vnetctl.cli.process.Credentials;
import io.vnetctl.cli.process.PidFile;
import io.vnetctl.core.PortChoice;
import io.vnetctl.core.Switch;
import io.vnetctl.core.SwitchConfig;
import io.vnetctl.core.frame.MacAddress;
import io.vnetctl.tap.TapDevice;
import io.vnetctl.vde.ControlDirectory;
import io.vnetctl.vde.ControlListener;
import io.vnetctl.vde.UnixFiles;
import io.vnetctl.vde.console.ConsoleListener;
import io.vnetctl.vde.console.Consoles;
import io.vnetctl.vde.console.Surroundings;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Random;
import java.util.concurrent.CompletableFuture;

/**
 * A switch that starts from nothing, put together in the order of the specification (vde-cli,
 * chapter 1): directory, pid file, console, TAPs, start file, and then clients. With a user to
 * become, TAPs and pid file come first, and all else is done with the rights of the user.
 */
final class NewSwitch {
  private static final int FAILED = 1;
  private static final int NO_CONTROL_DIRECTORY = 255;

  /** Six octets: two fixed, as VDE has them, and four at random. */
  private static final long MAC_PREFIX = 0x00ff_0000_0000L;

  /** For whoever wants to know: it holds nothing secret. */
  private static final int PID_FILE_MODE = 0644;

  private final SwitchContext context;
  private final SwitchOptions options;
  private final OpenParts parts;
  private final List<NamedTap> taps = new ArrayList<>();
  private SwitchThread thread;
  private Switch network;

  /** A TAP by the name that was asked for; the kernel may have given it another. */
  private record NamedTap(String name, TapDevice device) {}

  private NewSwitch(SwitchContext context, OpenParts parts) {
    this.context = context;
    this.options = context.options();
    this.parts = parts;
  }

  /** Starts it; its sockets answer when {@link RunningSwitch#serve} was called. */
  static RunningSwitch start(SwitchContext context) throws StartException {
    OpenParts parts = new OpenParts(context.log());
    try {
      return new NewSwitch(context, parts).open();
    } catch (StartException | RuntimeException e) {
      parts.close();
      throw e;
    }
  }

  private RunningSwitch open() throws StartException {
    options.queueLength().ifPresent(length -> new DatagramQueueLimit(context.log()).set(length));
    // JNA takes as long to load as Netty: beside each other where there are CPUs.
    CompletableFuture<SwitchThread> starting = SwitchThread.start(options, parts);
    Consoles sessions = parts.keep(new Consoles());
    if (options.user().isPresent()) {
      openTaps();
      openPidFile();
    }
    thread = starting.join();
    network = thread.call(() -> new Switch(config(), System::nanoTime, context.log()));
    RunningConfiguration configuration = new RunningConfiguration(context, network);
    thread.run(configuration::begin);
    if (options.user().isPresent()) {
      become(options.user().get());
    }
    ControlDirectory directory = openDirectory();
    ControlListener clients = listen(directory);
    parts.keep(() -> thread.run(network::close));
    if (options.user().isEmpty()) {
      openPidFile();
    }
    Surroundings around =
        parts.keep(
            new Surroundings(
                network,
                context.identity(network, directory),
                context.accounts(),
                context.onShutdown(),
                context.log()));
    around.configure(configuration);
    Optional<ConsoleListener> consoles = openConsole(context, parts, thread, around, sessions);
    if (options.user().isEmpty()) {
      openTaps();
    }
    TapPorts tapPorts = new TapPorts(network, thread.loop());
    // A fixed port first, or another TAP would have it already.
    taps.sort(Comparator.comparing(tap -> portOf(tap.name()).isEmpty()));
    taps.forEach(tap -> attach(tap.name(), tap.device(), tapPorts));
    thread.run(new StartFiles(context, around)::run);
    return new RunningSwitch(
        context,
        parts,
        thread,
        new Legacy(directory.path(), network, clients, consoles, tapPorts),
        around);
  }

  private SwitchConfig config() {
    return new SwitchConfig(
        options.ports(),
        options.hub(),
        options.fstp(),
        options
            .macAddress()
            .orElseGet(() -> new MacAddress(MAC_PREFIX | new Random().nextInt() & 0xffff_ffffL)),
        options.priority(),
        options.hashSize(),
        options.maxFrameBytes());
  }

  private ControlDirectory openDirectory() throws StartException {
    try {
      return context.given().ctl().isPresent()
          ? ControlDirectory.given(options.directory(), context.modes())
          : ControlDirectory.open(options.directory(), context.modes());
    } catch (IOException e) {
      throw new StartException(NO_CONTROL_DIRECTORY, e.getMessage(), e);
    }
  }

  private ControlListener listen(ControlDirectory directory) throws StartException {
    try {
      if (context.given().ctl().isPresent()) {
        int ctl = context.given().ctl().get();
        ControlListener clients = adoptClients(context, parts, thread, ctl, directory, network);
        thread.run(clients::ownNames);
        return clients;
      }
      return parts.keep(
          ControlListener.open(
              directory,
              network,
              thread.loop(),
              context.accounts(),
              context.portZero(),
              context.log()));
    } catch (IOException e) {
      directory.close();
      throw new StartException(NO_CONTROL_DIRECTORY, e.getMessage(), e);
    }
  }

  /** Goes on with a control socket that listens. */
  static ControlListener adoptClients(
      SwitchContext context,
      OpenParts parts,
      SwitchThread thread,
      int ctl,
      ControlDirectory directory,
      Switch network)
      throws IOException {
    return parts.keep(
        ControlListener.adopt(
            ctl,
            directory,
            network,
            thread.loop(),
            context.accounts(),
            context.portZero(),
            context.log()));
  }

  private void openPidFile() throws StartException {
    if (options.pidFile().isPresent()) {
      try {
        parts.keep(PidFile.create(options.pidFile().get()));
      } catch (IOException e) {
        throw new StartException(FAILED, e.getMessage(), e);
      }
    }
  }

  /** The management socket, if there is to be one; who connects waits until it is served. */
  static Optional<ConsoleListener> openConsole(
      SwitchContext context,
      OpenParts parts,
      SwitchThread thread,
      Surroundings around,
      Consoles sessions)
      throws StartException {
    SwitchOptions options = context.options();
    if (options.console().isEmpty()) {
      return Optional.empty();
    }
    try {
      if (context.given().console().isPresent()) {
        int console = context.given().console().get();
        return Optional.of(adoptConsole(context, parts, thread, around, sessions, console, true));
      }
      return Optional.of(
          parts.keep(
              ConsoleListener.open(
                  options.console().get().toAbsolutePath(),
                  options.consoleMode(),
                  options.consoleGid(),
                  thread.eventLoop(),
                  around,
                  sessions)));
    } catch (IOException e) {
      throw new StartException(FAILED, e.getMessage(), e);
    }
  }

  /** Goes on with a management socket that listens. */
  static ConsoleListener adoptConsole(
      SwitchContext context,
      OpenParts parts,
      SwitchThread thread,
      Surroundings around,
      Consoles sessions,
      int console,
      boolean given)
      throws IOException {
    Path path = context.options().console().orElseThrow().toAbsolutePath();
    return parts.keep(
        ConsoleListener.adopt(console, given, path, thread.eventLoop(), around, sessions));
  }

  /** A TAP that cannot be had is logged, and the switch runs without it, as the original does. */
  private void openTaps() {
    for (String name : options.taps()) {
      try {
        taps.add(new NamedTap(name, parts.keep(TapDevice.open(name))));
      } catch (IOException e) {
        context.log().accept(e.getMessage());
      }
    }
  }

  private OptionalInt portOf(String tap) {
    return options.configured().taps().getOrDefault(tap, OptionalInt.empty());
  }

  private void attach(String name, TapDevice tap, TapPorts ports) {
    OptionalInt port = portOf(name);
    PortChoice choice = port.isPresent() ? PortChoice.of(port.getAsInt()) : PortChoice.any();
    thread
        .call(() -> ports.attach(tap, choice))
        .ifPresent(why -> context.log().accept("TAP " + tap.name() + " is not attached: " + why));
  }

  /**
   * From here on what is made belongs to the user, and nothing can be done that the user could not
   * do: the pid file, in a directory of root's, cannot be removed at the end.
   */
  private void become(Credentials user) throws StartException {
    try {
      if (options.pidFile().isPresent()) {
        UnixFiles.chmod(options.pidFile().get(), PID_FILE_MODE);
        UnixFiles.chown(options.pidFile().get(), user.uid(), user.gid());
      }
      openArchives();
      user.become();
    } catch (IOException e) {
      throw new StartException(FAILED, e.getMessage(), e);
    }
  }

  /** Has all jars of the class path open: they may lie where the user has no access. */
  private static void openArchives() {
    NewSwitch.class.getClassLoader().getResource("in/none/of/them");
  }
}
