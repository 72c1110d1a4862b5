package io.vnetctl.cli;

import io.vnetctl.cli.process.Credentials;
import io.vnetctl.core.SwitchConfig;
import io.vnetctl.core.control.Command;
import io.vnetctl.core.frame.MacAddress;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * How a switch is to run (spec, VDE command line, chapter 1). Paths are as given: relative ones
 * start from the directory that the switch was started in, also for a daemon.
 *
 * @param ports number of ports, 1 to {@link #MAX_PORTS}; they are 0 to ports - 1
 * @param hub repeat frames to all ports
 * @param fstp run the spanning tree; never together with hub
 * @param macAddress of the switch itself; empty: choose one at random
 * @param priority of the bridge, 0 to 65535
 * @param hashSize buckets of the address table, a power of two, 1 to {@link #MAX_HASH_SIZE}
 * @param directory control directory
 * @param modes of directory and sockets
 * @param gid group of directory and sockets; empty: leave it
 * @param daemon go on in the background
 * @param pidFile to be created exclusively
 * @param rcFile commands to start with; empty: the files of user and system
 * @param console management socket
 * @param consoleMode its mode, at most 0777
 * @param consoleGid its group; empty: leave it
 * @param stdinConsole whether standard input is a console, unless daemon
 * @param maxFrameBytes longest frame with header and tag, without FCS, {@link #MIN_MAX_FRAME_BYTES}
 *     to {@link #MAX_MAX_FRAME_BYTES}
 * @param pollMicros how long the switch polls before it sleeps, 0 to {@link #MAX_POLL_MICROS}
 * @param queueLength of datagram sockets made from now on, {@link #MIN_QUEUE_LENGTH} to {@link
 *     #MAX_QUEUE_LENGTH}; empty: as the system has it
 * @param limits of ports, in the order in which they were given
 * @param taps names of TAP devices in the order of their ports; at most 15 bytes, may be empty or
 *     patterns
 * @param user whose rights to go on with once TAPs and pid file are open; empty: the caller's
 * @param survive whether a second process takes care that clients outlive this one
 * @param configured the same and more in the words of a configuration file
 */
public record SwitchOptions(
    int ports,
    boolean hub,
    boolean fstp,
    Optional<MacAddress> macAddress,
    int priority,
    int hashSize,
    Path directory,
    SocketModes modes,
    OptionalInt gid,
    boolean daemon,
    Optional<Path> pidFile,
    Optional<Path> rcFile,
    Optional<Path> console,
    int consoleMode,
    OptionalInt consoleGid,
    boolean stdinConsole,
    int maxFrameBytes,
    int pollMicros,
    OptionalInt queueLength,
    List<Command> limits,
    List<String> taps,
    Optional<Credentials> user,
    boolean survive,
    Configured configured) {
  /** Far above any real switch; the console's port/setnumports has the same bound. */
  public static final int MAX_PORTS = SwitchConfig.MAX_PORT_COUNT;

  /** The hash size is for display: sixteen buckets for each entry of a full address table. */
  public static final int MAX_HASH_SIZE = 1 << 20;

  /** An Ethernet frame of 1500 bytes payload with tag. */
  public static final int MIN_MAX_FRAME_BYTES = SwitchConfig.MIN_MAX_FRAME_BYTES;

  /** What the length of a datagram or a TAP's frame can say. */
  public static final int MAX_MAX_FRAME_BYTES = SwitchConfig.MAX_MAX_FRAME_BYTES;

  /** A peer that has not answered within a millisecond will not soon. */
  public static final int MAX_POLL_MICROS = 1_000;

  /** One datagram. */
  public static final int MIN_QUEUE_LENGTH = 1;

  /** The send buffer of a peer is full long before. */
  public static final int MAX_QUEUE_LENGTH = 65_536;

  /** Keeps its own lists. */
  public SwitchOptions {
    limits = List.copyOf(limits);
    taps = List.copyOf(taps);
  }
}
