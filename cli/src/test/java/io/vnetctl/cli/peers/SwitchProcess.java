package io.vnetctl.cli.peers;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vnetctl.tap.Requirement;
import java.io.IOException;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** A switch in a process of its own, with a console. Its sockets are in a folder of the test. */
final class SwitchProcess implements AutoCloseable {
  /** Of Netty's buffers. Another switch than ours does not mind. */
  private static final String JAVA_OPTIONS = "VNETCTL_JAVA_OPTIONS=";

  private static final String LEAK_DETECTION = "-Dio.netty.leakDetection.level=paranoid";

  /** A prefix for a switch without leak detection, which costs memory and time. */
  static final List<String> AS_USERS_HAVE_IT = List.of("env");

  private static final String LEAK = "LEAK: ";

  private final PeerProcess process;
  private final Path folder;
  private final Path management;
  private Console console;

  private SwitchProcess(PeerProcess process, Path folder, Path management) {
    this.process = process;
    this.folder = folder;
    this.management = management;
  }

  /** The switch under test. */
  static Path program() {
    String named = System.getProperty("vnetctl.switch");
    Path program = named == null ? Repository.file("bin/vde_switch") : Path.of(named);
    if (!Files.isExecutable(program)) {
      throw new AssertionError("no switch at " + program + "; name one with -Dvnetctl.switch=…");
    }
    return program;
  }

  /** Debian's vde_switch 2.3.2, the model. */
  static Path oracle() {
    Requirement.program("vde_switch", "vde-switch");
    return Path.of("/usr/bin/vde_switch");
  }

  /** Starts the switch under test in {@code folder/name}; returns when it answers. */
  static SwitchProcess start(Path folder, String name, String... options) throws IOException {
    return start(List.of(), program(), folder, name, options);
  }

  /** The same, for any program, by way of the words of {@code prefix} (see {@link Namespace}). */
  static SwitchProcess start(
      List<String> prefix, Path program, Path folder, String name, String... options)
      throws IOException {
    Path sockets = folder.resolve(name);
    Path management = folder.resolve(name + ".mgmt");
    List<String> command = new ArrayList<>(prefix);
    boolean hasOptions = prefix.stream().anyMatch(word -> word.startsWith(JAVA_OPTIONS));
    if (!prefix.equals(AS_USERS_HAVE_IT) && !hasOptions) {
      command.addAll(List.of("env", JAVA_OPTIONS + LEAK_DETECTION));
    }
    command.addAll(
        List.of(program.toString(), "-s", sockets.toString(), "-M", management.toString()));
    command.addAll(List.of("-f", folder.resolve("no.rc").toString()));
    command.addAll(List.of(options));
    SwitchProcess started = new SwitchProcess(PeerProcess.start(command), sockets, management);
    try {
      started.awaitAnswers();
    } catch (Throwable failure) {
      started.process.close();
      throw failure;
    }
    return started;
  }

  private void awaitAnswers() throws IOException {
    Eventually.await(
        () -> !process.isAlive() || (accepts(ctl()) && accepts(management)),
        () -> "the switch does not answer: " + process);
    if (!process.isAlive()) {
      throw new AssertionError("the switch has ended: " + process);
    }
    console = Console.open(management);
  }

  private static boolean accepts(Path socket) {
    try (SocketChannel probe = SocketChannel.open(UnixDomainSocketAddress.of(socket))) {
      return probe.isConnected();
    } catch (IOException refused) {
      return false;
    }
  }

  /** The control directory, which clients are given. */
  Path folder() {
    return folder;
  }

  Path ctl() {
    return folder.resolve("ctl");
  }

  Path management() {
    return management;
  }

  PeerProcess process() {
    return process;
  }

  String ask(String command) {
    return console.ask(command);
  }

  String succeed(String command) {
    return console.succeed(command);
  }

  /** ACTIVE, INACTIVE, or empty if there is no such port. */
  String portState(int port) {
    Matcher line =
        Pattern.compile("^Port %04d untagged_vlan=\\d+ (\\w+) ".formatted(port), Pattern.MULTILINE)
            .matcher(ask("port/allprint " + port));
    return line.find() ? line.group(1) : "";
  }

  void awaitPortState(int port, String state) {
    Eventually.await(
        () -> portState(port).equals(state),
        () -> "port " + port + " is not " + state + ":\n" + ask("port/allprint") + process);
  }

  /** Names of the data sockets, {@code NNN.FD}. */
  List<String> dataSockets() {
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .map(file -> file.getFileName().toString())
          .filter(name -> name.matches("\\d{3,}\\.\\d+"))
          .sorted()
          .toList();
    } catch (IOException e) {
      throw new AssertionError("cannot list " + folder, e);
    }
  }

  /** SIGTERM: has to end with status 0 and to leave nothing. */
  void stop() throws IOException {
    console.close();
    process.terminate();
    assertEquals(0, process.awaitExit(), process::toString);
    assertFalse(process.errors().contains(LEAK), process::toString);
    assertFalse(Files.exists(management), () -> management + " is left: " + process);
    assertFalse(Files.exists(folder), () -> folder + " is left: " + process);
  }

  /** From the files of /proc/PID: the line of status that begins so, in kB or as it is. */
  long status(String key) {
    try {
      String status = Files.readString(Path.of("/proc/" + process.pid() + "/status"));
      Matcher line = Pattern.compile("^" + key + ":\\s+(\\d+)", Pattern.MULTILINE).matcher(status);
      assertTrue(line.find(), status);
      return Long.parseLong(line.group(1));
    } catch (IOException e) {
      throw new AssertionError("no status of " + process, e);
    }
  }

  /** CPU time that it has used so far, in clock ticks of 10 ms. */
  long cpuTicks() {
    try {
      String stat = Files.readString(Path.of("/proc/" + process.pid() + "/stat"));
      String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
      return Long.parseLong(fields[11]) + Long.parseLong(fields[12]);
    } catch (IOException e) {
      throw new AssertionError("no stat of " + process, e);
    }
  }

  /** Fails if its log tells of anything that a client must not be able to cause. */
  void assertSound() {
    String log = process.errors();
    assertFalse(
        log.contains("defect") || log.contains("Exception") || log.contains(LEAK), this::toString);
    assertTrue(process.isAlive(), this::toString);
  }

  /** SIGKILL: its sockets stay as they are. */
  void kill() throws IOException {
    console.close();
    process.kill();
  }

  @Override
  public void close() throws IOException {
    kill();
  }

  @Override
  public String toString() {
    return process.toString();
  }
}
