package io.vnetctl.cli.service;

import io.vnetctl.vde.DescriptorMessage;
import io.vnetctl.vde.DescriptorSocket;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * The program that runs this one as a service, such as systemd: is told how the service fares
 * (sd_notify(3)). One that does not listen is logged once, and keeps nobody from anything. Any
 * thread.
 */
public final class ServiceManager implements AutoCloseable {
  private static final String SOCKET = "NOTIFY_SOCKET";

  /** Of how many descriptors it keeps for the service at most. */
  private static final String STORE = "FDSTORE";

  private static final String WATCHDOG = "WATCHDOG_USEC";
  private static final String WATCHDOG_PID = "WATCHDOG_PID";

  /**
   * Variables that are meant for one process alone, by its number or because the files come once:
   * not for those that it starts.
   */
  public static final List<String> VARIABLES_OF_ONE_PROCESS =
      List.of(WATCHDOG_PID, PassedFiles.COUNT, PassedFiles.PID, PassedFiles.NAMES);

  /** It does nothing else than listen, and the switch waits meanwhile. */
  private static final Duration PATIENCE = Duration.ofMillis(100);

  private final DescriptorSocket socket;
  private final Map<String, String> environment;
  private final Consumer<String> log;
  private boolean silent;

  private ServiceManager(
      DescriptorSocket socket, Map<String, String> environment, Consumer<String> log) {
    this.socket = socket;
    this.environment = environment;
    this.log = log;
  }

  /**
   * That of this process; empty if none has started it, or none listens.
   *
   * @param environment of the process
   * @param log is told if it cannot be reached
   */
  public static Optional<ServiceManager> find(
      Map<String, String> environment, Consumer<String> log) {
    String name = environment.getOrDefault(SOCKET, "");
    if (name.isEmpty()) {
      return Optional.empty();
    }
    try {
      DescriptorSocket socket = DescriptorSocket.datagram(name);
      return Optional.of(new ServiceManager(socket, Map.copyOf(environment), log));
    } catch (IOException e) {
      log.accept(SOCKET + " " + name + ": " + e.getMessage() + "; goes on without it");
      return Optional.empty();
    }
  }

  /** The service does what it is for. */
  public void ready() {
    tell("READY=1");
  }

  /** The service reads its configuration anew, until it is {@link #ready} again. */
  public void reloading() {
    tell("RELOADING=1\nMONOTONIC_USEC=" + TimeUnit.NANOSECONDS.toMicros(System.nanoTime()));
  }

  /** The service ends. */
  public void stopping() {
    tell("STOPPING=1");
  }

  /** One line for people. */
  public void status(String line) {
    tell("STATUS=" + line);
  }

  /** The service goes on in another process; to be said by the one that was it before. */
  public void mainProcess(long pid) {
    tell("MAINPID=" + pid);
  }

  /** The service is well; to be said each half of {@link #watchdogMicros} at least. */
  public void alive() {
    tell("WATCHDOG=1");
  }

  /**
   * After how many microseconds without {@link #alive} the service is taken for dead; empty: never.
   *
   * @param pid of this process
   */
  public OptionalLong watchdogMicros(long pid) {
    String who = environment.getOrDefault(WATCHDOG_PID, "");
    String interval = environment.getOrDefault(WATCHDOG, "");
    return (who.isEmpty() || who.equals(String.valueOf(pid))) && interval.matches("[1-9]\\d{0,17}")
        ? OptionalLong.of(Long.parseLong(interval))
        : OptionalLong.empty();
  }

  /**
   * How many descriptors it keeps if this process dies; empty: none. systemd tells from version 254
   * on; for others the unit has to.
   */
  public OptionalInt storeCapacity() {
    String capacity = environment.getOrDefault(STORE, "");
    return capacity.matches("[1-9]\\d{0,8}")
        ? OptionalInt.of(Integer.parseInt(capacity))
        : OptionalInt.empty();
  }

  /**
   * Gives it a duplicate of a descriptor to keep, whatever happens to the file.
   *
   * @param name at most 255 printable characters of ASCII without a colon
   */
  public void keep(String name, int descriptor) {
    send(
        new DescriptorMessage("FDSTORE=1\nFDPOLL=0\nFDNAME=" + checked(name), List.of(descriptor)));
  }

  /** Has it close all descriptors of this name. */
  public void drop(String name) {
    tell("FDSTOREREMOVE=1\nFDNAME=" + checked(name));
  }

  private static String checked(String name) {
    if (!name.matches("[ -9;-~]{1,255}")) {
      throw new IllegalArgumentException("no name for a descriptor: " + name);
    }
    return name;
  }

  private void tell(String text) {
    send(new DescriptorMessage(text));
  }

  private synchronized void send(DescriptorMessage message) {
    try {
      socket.send(message, PATIENCE);
      silent = false;
    } catch (IOException e) {
      if (!silent) {
        silent = true;
        log.accept("the service manager does not listen: " + e.getMessage());
      }
    }
  }

  @Override
  public void close() {
    socket.close();
  }
}
