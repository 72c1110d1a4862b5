package io.vnetctl.vde.console;

import io.vnetctl.core.Applicant;
import io.vnetctl.core.PortChoice;
import io.vnetctl.core.SwitchConfig;
import io.vnetctl.core.twin.HandClock;
import io.vnetctl.core.twin.Station;
import io.vnetctl.core.twin.SwitchRig;
import io.vnetctl.vde.Accounts;
import io.vnetctl.vde.ErrnoException;
import io.vnetctl.vde.PeerFiles;
import io.vnetctl.vde.console.SwitchIdentity.ManagementSocket;
import io.vnetctl.vde.wire.PortRequest;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * A switch with consoles and clients, all in memory: everything is the real thing but sockets and
 * time. Clients are those of root.
 */
final class MemorySwitch implements AutoCloseable {
  private static final int ROOT = 0;

  private final SwitchRig rig;
  private final Accounts accounts = new Accounts();
  private final Surroundings around;
  private final List<TestConsole> consoles = new ArrayList<>();
  private boolean shutDown;

  private MemorySwitch(SwitchConfig config, Path control, Path management) {
    rig = new SwitchRig(new HandClock(), config);
    SwitchIdentity identity =
        new SwitchIdentity(
            1,
            config.mac(),
            rig.network()::uptimeSeconds,
            control.toString(),
            0600,
            Optional.of(new ManagementSocket(management.toString(), 0600)));
    around = new Surroundings(rig.network(), identity, accounts, this::shutDown, line -> {});
  }

  /**
   * A switch as the command line would make it.
   *
   * @param control what the control directory is called; it is not made
   * @param management what the console's socket is called; it is not made
   */
  static MemorySwitch of(List<String> args, Path control, Path management) throws ErrnoException {
    int ports = 32;
    boolean hub = false;
    boolean stp = false;
    int priority = 0x8000;
    int buckets = 128;
    Optional<Path> startFile = Optional.empty();
    for (int i = 0; i < args.size(); i++) {
      switch (args.get(i)) {
        case "-n" -> ports = Integer.parseInt(args.get(++i));
        case "-x" -> hub = true;
        case "-F" -> stp = true;
        case "-f" -> startFile = Optional.of(Path.of(args.get(++i)));
        case "--priority" -> priority = Integer.decode(args.get(++i));
        case "--hashsize" -> buckets = Integer.parseInt(args.get(++i));
        // All recordings have the same.
        case "--macaddr" -> i++;
        default -> throw new IllegalArgumentException("option not known here: " + args.get(i));
      }
    }
    int maxFrameBytes = SwitchConfig.DEFAULT_MAX_FRAME_BYTES;
    MemorySwitch made =
        new MemorySwitch(
            new SwitchConfig(ports, hub, stp, SwitchRig.MAC, priority, buckets, maxFrameBytes),
            control,
            management);
    if (startFile.isPresent()) {
      StartFile.run(startFile.get(), new PeerFiles(made.accounts), made.around);
    }
    return made;
  }

  Surroundings surroundings() {
    return around;
  }

  /** The name of the user whose clients are plugged in. */
  String user() {
    return accounts.userName(ROOT).orElseThrow();
  }

  TestConsole console() {
    TestConsole console = new TestConsole(around);
    consoles.add(console);
    return console;
  }

  /** Gives a client the port that it asks for, if it may have it. */
  Optional<Station> plug(PortRequest request) {
    PortRequest received =
        ((PortRequest.Complete) PortRequest.decode(ByteBuffer.wrap(request.encode()))).request();
    Applicant applicant =
        new Applicant(OptionalInt.of(ROOT), true, gid -> accounts.isMember(ROOT, gid));
    Optional<Station> station = rig.plug(choice(received), applicant, "unix prog");
    station.ifPresent(it -> it.endpoint().describe(received.description()));
    return station;
  }

  private static PortChoice choice(PortRequest wanted) {
    if (wanted.type() == PortRequest.Type.PORT_ZERO) {
      return PortChoice.of(0);
    }
    return wanted.port() == 0 ? PortChoice.any() : PortChoice.of(wanted.port());
  }

  /** Lets seconds pass for the switch; consoles have a clock of their own. */
  void pass(int seconds) {
    rig.pass(seconds);
  }

  boolean isShutDown() {
    return shutDown;
  }

  private void shutDown() {
    shutDown = true;
    rig.network().close();
    consoles.forEach(console -> console.channel.close());
  }

  @Override
  public void close() {
    consoles.forEach(TestConsole::close);
    rig.network().close();
  }
}
