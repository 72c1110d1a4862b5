package io.vnetctl.cli;

import io.vnetctl.cli.handover.Handover;
import io.vnetctl.cli.handover.HolderLink;
import io.vnetctl.cli.handover.OpenFile;
import io.vnetctl.cli.handover.Predecessor;
import io.vnetctl.cli.handover.Rehearsal;
import io.vnetctl.cli.handover.Role;
import io.vnetctl.cli.handover.Succession;
import io.vnetctl.cli.handover.SuccessorProgram;
import io.vnetctl.cli.process.Credentials;
import io.vnetctl.cli.process.PidFile;
import io.vnetctl.core.Switch;
import io.vnetctl.core.SwitchConfig;
import io.vnetctl.core.frame.MacAddress;
import io.vnetctl.core.io.SwitchLoop;
import io.vnetctl.tap.TapDevice;
import io.vnetctl.vde.Accounts;
import io.vnetctl.vde.ControlDirectory;
import io.vnetctl.vde.ControlListener;
import io.vnetctl.vde.ControlSession;
import io.vnetctl.vde.Errno;
import io.vnetctl.vde.ErrnoException;
import io.vnetctl.vde.PeerFiles;
import io.vnetctl.vde.UnixFiles;
import io.vnetctl.vde.console.ConsoleListener;
import io.vnetctl.vde.console.StandardConsole;
import io.vnetctl.vde.console.StartFile;
import io.vnetctl.vde.console.Surroundings;
import io.vnetctl.vde.console.SwitchIdentity;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * A switch with all that belongs to it, put together in the order of the specification (vde-cli,
 * chapter 1): directory, pid file, console, TAPs, start file, and then clients. With a user to
 * become, TAPs and pid file come first, and all else is done with the rights of the user. What was
 * opened is closed in the reverse order, at the end as well as when a start fails half-way.
 */
final class RunningSwitch implements AutoCloseable {
  private static final int FAILED = 1;
  private static final int NO_CONTROL_DIRECTORY = 255;

  /** Six octets: two fixed, as VDE has them, and four at random. */
  private static final long MAC_PREFIX = 0x00ff_0000_0000L;

  /** For whoever wants to know: it holds nothing secret. */
  private static final int PID_FILE_MODE = 0644;

  private static final Path SYSTEM_START_FILE = Path.of("/etc/vde2/vde_switch.rc");
  private static final String USER_START_FILE = ".vde2/vde_switch.rc";

  /**
   * Netty's survey of the host's interfaces, which it makes for addresses that we do not use: in a
   * network namespace without any it warns. Held here, or the level would be forgotten.
   */
  private static final Logger INTERFACE_SURVEY =
      Logger.getLogger("io.netty.util.NetUtilInitializations");

  private final SwitchOptions options;
  private final Accounts accounts;
  private final Consumer<String> log;
  private final Deque<AutoCloseable> opened = new ArrayDeque<>();
  private final List<TapDevice> taps = new ArrayList<>();
  private SwitchLoop loop;
  private Switch network;
  private Legacy legacy;
  private Surroundings around;
  private Optional<Survival> survival = Optional.empty();
  private boolean inherited;

  private RunningSwitch(SwitchOptions options, Accounts accounts, Consumer<String> log) {
    this.options = options;
    this.accounts = accounts;
    this.log = log;
  }

  /**
   * Starts a switch; when it returns, its sockets answer.
   *
   * @param log takes lines for the administrator
   * @param onShutdown is called when a console ends the switch
   * @throws StartException if anything of what was asked for cannot be had, but a TAP
   */
  static RunningSwitch start(
      SwitchOptions options, Accounts accounts, Consumer<String> log, Runnable onShutdown)
      throws StartException {
    RunningSwitch running = new RunningSwitch(options, accounts, log);
    try {
      running.open(onShutdown);
      return running;
    } catch (StartException | RuntimeException e) {
      running.close();
      throw e;
    }
  }

  /**
   * Goes on with the switch of another process; when it returns, that one has to end. If it cannot,
   * this process has to end at once and close nothing: all that it has still belongs to the other.
   *
   * @throws IOException why not, in one line
   */
  static RunningSwitch succeed(
      SwitchOptions options,
      Accounts accounts,
      Consumer<String> log,
      Runnable onShutdown,
      Predecessor predecessor)
      throws IOException {
    RunningSwitch running = new RunningSwitch(options, accounts, log);
    try {
      running.inherit(predecessor, onShutdown);
      return running;
    } catch (StartException e) {
      throw new IOException(e.getMessage(), e);
    } catch (RuntimeException defect) {
      throw new IOException("defect of the switch: " + defect, defect);
    }
  }

  private void open(Runnable onShutdown) throws StartException {
    INTERFACE_SURVEY.setLevel(Level.SEVERE);
    SwitchConfig config = config();
    options.queueLength().ifPresent(length -> new DatagramQueueLimit(log).set(length));
    // Netty and JNA take a tenth of a second each to load: beside each other where there are CPUs.
    CompletableFuture<SwitchLoop> starting =
        CompletableFuture.supplyAsync(
            () -> new SwitchLoop(config.maxFrameBytes(), options.pollMicros()));
    keep(() -> starting.join().close());
    if (options.user().isPresent()) {
      openTaps();
      openPidFile();
    }
    loop = starting.join();
    network = onLoop(() -> new Switch(config, System::nanoTime, log));
    onLoop(() -> options.limits().forEach(network::execute));
    if (options.user().isPresent()) {
      become(options.user().get());
    }
    ControlDirectory directory = openDirectory();
    ControlListener clients = listen(directory);
    keep(() -> onLoop(network::close));
    if (options.user().isEmpty()) {
      openPidFile();
    }
    around =
        keep(new Surroundings(network, identity(config, directory), accounts, onShutdown, log));
    Optional<ConsoleListener> consoles = openConsole();
    if (options.user().isEmpty()) {
      openTaps();
    }
    TapPorts tapPorts = new TapPorts(network, loop);
    for (TapDevice tap : taps) {
      attach(tap, tapPorts);
    }
    legacy = new Legacy(directory.path(), network, clients, consoles, tapPorts);
    runStartFile();
    serve();
  }

  private void serve() {
    onLoop(() -> network.useTimer(new SecondTimer(loop.eventLoop(), this::tick)));
    // Whoever gets an answer finds everything there: TAPs, VLANs of the start file, ports.
    legacy.clients().serve();
    legacy.consoles().ifPresent(ConsoleListener::serve);
    if (options.stdinConsole() && !options.daemon() && !readsInBackground()) {
      StandardConsole.open(around, loop.eventLoop());
    }
  }

  /** A terminal stops what reads it from the background, where every successor is. */
  private boolean readsInBackground() {
    return inherited && UnixFiles.isTerminal(0);
  }

  private void inherit(Predecessor predecessor, Runnable onShutdown)
      throws IOException, StartException {
    inherited = true;
    INTERFACE_SURVEY.setLevel(Level.SEVERE);
    loop = new SwitchLoop(options.maxFrameBytes(), options.pollMicros());
    keep(loop);
    Rehearsal.perform();
    Handover handover = predecessor.receive();
    Map<Role, Integer> listeners = new HashMap<>();
    handover.files().forEach(file -> listeners.put(file.role(), file.descriptor()));
    network =
        Switch.restore(
            handover.state().withMaxFrameBytes(options.maxFrameBytes()), System::nanoTime, log);
    ControlDirectory directory = ControlDirectory.adopt(handover.directory(), modes());
    ControlListener clients =
        keep(
            ControlListener.adopt(
                listeners.get(new Role.ControlSocket()),
                directory,
                network,
                loop,
                accounts,
                portZero(),
                log));
    keep(() -> onLoop(network::close));
    around =
        keep(
            new Surroundings(
                network, identity(network.config(), directory), accounts, onShutdown, log));
    Optional<ConsoleListener> consoles =
        adoptConsole(Optional.ofNullable(listeners.get(new Role.ConsoleSocket())));
    legacy = new Legacy(directory.path(), network, clients, consoles, new TapPorts(network, loop));
    onLoop(() -> legacy.give(handover));
    predecessor.running();
    adoptPidFile();
    if (listeners.containsKey(new Role.Holder())) {
      adoptHolder(handover, listeners.get(new Role.Holder()));
    }
    predecessor.awaitEnd();
    serve();
  }

  private Optional<ConsoleListener> adoptConsole(Optional<Integer> listener)
      throws IOException, StartException {
    if (listener.isEmpty() || options.console().isEmpty()) {
      return openConsole();
    }
    return Optional.of(
        keep(
            ConsoleListener.adopt(
                listener.get(),
                options.console().get().toAbsolutePath(),
                loop.eventLoop(),
                around)));
  }

  /** One that was removed or exchanged meanwhile is no reason to end. */
  private void adoptPidFile() {
    if (options.pidFile().isPresent()) {
      try {
        keep(PidFile.adopt(options.pidFile().get()));
      } catch (IOException e) {
        log.accept(e.getMessage());
      }
    }
  }

  /**
   * Gives all that the switch has to another process. If that returns, the switch thread stands
   * still, nothing of it is closed, and this process has to end; if it throws, nothing has
   * happened.
   */
  void handOver(Succession.Transfer transfer) throws IOException {
    CompletableFuture<IOException> refusal = new CompletableFuture<>();
    loop.eventLoop()
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
    return new Handover(legacy.directory(), network.state(), files);
  }

  /** Has a second process take care that clients outlive this one, if that was asked for. */
  void survive(SuccessorProgram program) {
    if (options.survive() && survival.isEmpty()) {
      keepHolder().start(program);
    }
  }

  private Survival keepHolder() {
    Survival kept = new Survival(legacy, loop.eventLoop(), log);
    survival = Optional.of(kept);
    keep(() -> onLoop(kept::end));
    return kept;
  }

  private void adoptHolder(Handover handover, Integer descriptor) {
    HolderLink holder = HolderLink.adopt(descriptor, handover.files());
    if (options.survive()) {
      Survival kept = keepHolder();
      onLoop(() -> kept.begin(holder));
    } else {
      holder.end();
    }
  }

  /**
   * After {@link #handOver}: completes what could not be handed over. Everything else is let be.
   */
  void abandon() {
    around.close();
  }

  /** A timer that throws once is never called again. */
  private void tick() {
    try {
      network.tick();
    } catch (RuntimeException defect) {
      log.accept("defect of the switch, in its timer: " + defect);
    }
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
      return ControlDirectory.open(options.directory(), modes());
    } catch (IOException e) {
      throw new StartException(NO_CONTROL_DIRECTORY, e.getMessage(), e);
    }
  }

  private ControlDirectory.Modes modes() {
    return new ControlDirectory.Modes(
        options.modes().sockets(), options.modes().directory(), options.gid());
  }

  private ControlSession.PortZero portZero() {
    return new ControlSession.PortZero(options.consoleMode(), options.consoleGid());
  }

  private ControlListener listen(ControlDirectory directory) throws StartException {
    try {
      return keep(ControlListener.open(directory, network, loop, accounts, portZero(), log));
    } catch (IOException e) {
      directory.close();
      throw new StartException(NO_CONTROL_DIRECTORY, e.getMessage(), e);
    }
  }

  private void openPidFile() throws StartException {
    if (options.pidFile().isPresent()) {
      try {
        keep(PidFile.create(options.pidFile().get()));
      } catch (IOException e) {
        throw new StartException(FAILED, e.getMessage(), e);
      }
    }
  }

  private Optional<ConsoleListener> openConsole() throws StartException {
    if (options.console().isEmpty()) {
      return Optional.empty();
    }
    try {
      return Optional.of(
          keep(
              ConsoleListener.open(
                  options.console().get().toAbsolutePath(),
                  options.consoleMode(),
                  options.consoleGid(),
                  loop.eventLoop(),
                  around)));
    } catch (IOException e) {
      throw new StartException(FAILED, e.getMessage(), e);
    }
  }

  /** A TAP that cannot be had is logged, and the switch runs without it, as the original does. */
  private void openTaps() {
    for (String name : options.taps()) {
      try {
        taps.add(keep(TapDevice.open(name)));
      } catch (IOException e) {
        log.accept(e.getMessage());
      }
    }
  }

  private void attach(TapDevice tap, TapPorts ports) {
    boolean attached = onLoop(() -> ports.attach(tap));
    if (!attached) {
      log.accept("no free port for TAP " + tap.name() + "; give the switch more with -n");
    }
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
    RunningSwitch.class.getClassLoader().getResource("in/none/of/them");
  }

  /**
   * The start file of the option, or the first that can be read of the user's and the system's:
   * HOME may be that of another user, who has not asked for this switch.
   */
  private void runStartFile() {
    if (options.rcFile().isPresent()) {
      Path file = options.rcFile().get();
      refusalOfStartFile(file)
          .filter(refusal -> refusal.errno() != Errno.ENOENT)
          .ifPresent(
              refusal ->
                  log.accept(
                      "start file " + file + ": " + refusal.getMessage() + "; goes on without it"));
      return;
    }
    Path home = Path.of(System.getenv().getOrDefault("HOME", "/"));
    if (refusalOfStartFile(home.resolve(USER_START_FILE)).isPresent()) {
      refusalOfStartFile(SYSTEM_START_FILE);
    }
  }

  /** Empty if the commands of the file have been run. */
  private Optional<ErrnoException> refusalOfStartFile(Path file) {
    return onLoop(
        () -> {
          try {
            StartFile.run(file, new PeerFiles(accounts), around);
            return Optional.empty();
          } catch (ErrnoException refusal) {
            return Optional.of(refusal);
          }
        });
  }

  private SwitchIdentity identity(SwitchConfig config, ControlDirectory directory) {
    return new SwitchIdentity(
        ProcessHandle.current().pid(),
        config.mac(),
        network::uptimeSeconds,
        directory.path().toString(),
        options.modes().sockets(),
        options
            .console()
            .map(
                path ->
                    new SwitchIdentity.ManagementSocket(path.toString(), options.consoleMode())));
  }

  /** Closes everything that was opened, the last first; clients see the end of their connection. */
  @Override
  public void close() {
    while (!opened.isEmpty()) {
      try {
        opened.pop().close();
      } catch (Exception e) {
        log.accept("while stopping: " + e.getMessage());
      }
    }
  }

  private <T extends AutoCloseable> T keep(T resource) {
    opened.push(resource);
    return resource;
  }

  private void onLoop(Runnable action) {
    onLoop(
        () -> {
          action.run();
          return null;
        });
  }

  private <T> T onLoop(Callable<T> action) {
    try {
      return loop.eventLoop().submit(action).get();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while the switch thread was working", e);
    } catch (ExecutionException e) {
      throw new IllegalStateException("on the switch thread: " + e.getCause(), e.getCause());
    }
  }
}
