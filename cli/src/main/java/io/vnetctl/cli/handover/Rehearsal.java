package io.vnetctl.cli.handover;

import io.vnetctl.core.PortCounter;
import io.vnetctl.core.Switch;
import io.vnetctl.core.SwitchConfig;
import io.vnetctl.core.frame.MacAddress;
import io.vnetctl.core.state.EndpointState;
import io.vnetctl.core.state.MacStates;
import io.vnetctl.core.state.PortState;
import io.vnetctl.core.state.SwitchState;
import io.vnetctl.core.state.VlanState;
import io.vnetctl.vde.DescriptorMessage;
import io.vnetctl.vde.DescriptorSocket;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.UUID;

/**
 * A handover of nothing to nobody, in memory. While a switch is handed over no frame is forwarded;
 * all that the JVM does once, such as loading classes and compiling what is called often, is done
 * by this before. One thread.
 */
public final class Rehearsal implements AutoCloseable {
  /** So many that the JVM compiles what handles each of them. */
  private static final int ADDRESSES = 16_384;

  private static final int CLIENTS = 64;
  private static final int BUCKETS = 128;

  /** As many as the queue of a socket takes, see unix(7). */
  private static final int FRAMES = 8;

  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private final List<DescriptorSocket> others = new ArrayList<>();
  private final List<OpenFile> files = new ArrayList<>();

  private Rehearsal() {}

  /** As the process does that hands over. Any thread. */
  public static void perform() {
    List<OpenFile> files = new ArrayList<>();
    files.add(new OpenFile(new Role.ControlSocket(true), 0));
    for (int i = 0; i < CLIENTS; i++) {
      files.add(new OpenFile(new Role.Control(i), 0));
      files.add(new OpenFile(new Role.Data(i), 0));
    }
    files.add(new OpenFile(new Role.Tap(CLIENTS, true), 0));
    pass(files);
  }

  /**
   * With files that can be adopted: listeners without a name, where nobody connects, and clients
   * that say nothing.
   *
   * @param console whether one is listened for
   * @throws IOException if there are too few descriptors
   */
  public static Rehearsal open(boolean console) throws IOException {
    Rehearsal rehearsal = new Rehearsal();
    try {
      rehearsal.listen(new Role.ControlSocket(true));
      if (console) {
        rehearsal.listen(new Role.ConsoleSocket(true));
      }
      for (int i = 0; i < CLIENTS; i++) {
        rehearsal.connect(new Role.Control(i));
        rehearsal.connect(new Role.Data(i));
      }
      return rehearsal;
    } catch (IOException e) {
      rehearsal.close();
      throw e;
    }
  }

  private void listen(Role role) throws IOException {
    DescriptorSocket socket = DescriptorSocket.listen("vnetctl-rehearsal-" + UUID.randomUUID());
    files.add(new OpenFile(role, socket.fd()));
  }

  private void connect(Role role) throws IOException {
    DescriptorSocket.Pair pair = DescriptorSocket.pair();
    others.add(pair.other());
    files.add(new OpenFile(role, pair.one().fd()));
  }

  /** What is handed over. Its files belong to whoever takes them. */
  public Handover handover() {
    return pass(files);
  }

  /**
   * The first client sends some frames to all. Returns when the last has got them.
   *
   * @throws IOException if they are not forwarded
   */
  public void talk() throws IOException {
    // To a group, from 02:00:00:00:00:01, of EtherType 0x0800, and as long as a frame is at least.
    String frame = "\3\0\0\0\0\1" + "\2\0\0\0\0\1" + "\10\0" + "\0".repeat(46);
    for (int i = 0; i < FRAMES; i++) {
      others.get(1).send(new DescriptorMessage(frame), PATIENCE);
      others.getLast().receive(PATIENCE);
    }
  }

  /** Closes the other ends. */
  @Override
  public void close() {
    others.forEach(DescriptorSocket::close);
  }

  /** Through the hands of both processes. */
  private static Handover pass(List<OpenFile> files) {
    SwitchConfig config =
        new SwitchConfig(
            CLIENTS,
            false,
            false,
            new MacAddress(1),
            0,
            BUCKETS,
            SwitchConfig.DEFAULT_MAX_FRAME_BYTES);
    SwitchState empty = new Switch(config, System::nanoTime, line -> {}).state();
    SwitchState known = empty.with(ports(), vlans(empty), addresses());
    SwitchState taken = Switch.restore(known, System::nanoTime, line -> {}).state();
    // No endpoint was adopted: they are put back.
    SwitchState state = taken.with(ports(), taken.vlans(), taken.macs());
    try {
      String text = StateWriter.write(new Handover(Path.of("/"), state, files));
      return StateReader.read(
          text,
          MacStates.of(state.macs().bytes()),
          files.stream().map(OpenFile::descriptor).toList());
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  private static List<PortState> ports() {
    List<PortState> ports = new ArrayList<>();
    for (int i = 0; i < CLIENTS; i++) {
      EndpointState client = new EndpointState(i, OptionalInt.of(0), "unix prog", "a rehearsal");
      ports.add(
          new PortState(
              i + 1,
              0,
              true,
              OptionalInt.empty(),
              OptionalInt.empty(),
              Map.of(PortCounter.IN_FRAMES, 1L),
              List.of(client)));
    }
    return ports;
  }

  /** One, with all ports. */
  private static List<VlanState> vlans(SwitchState empty) {
    VlanState vlan = empty.vlans().getFirst();
    BitSet all = new BitSet();
    all.set(1, CLIENTS + 1);
    return List.of(new VlanState(vlan.id(), all, vlan.discarding(), vlan.tree()));
  }

  private static MacStates addresses() {
    MacStates addresses = MacStates.ofSize(ADDRESSES);
    for (int i = 0; i < ADDRESSES; i++) {
      addresses.set(i, i, 0, 1, 0);
    }
    return addresses;
  }
}
