package io.vnetctl.cli.peers;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A switch that a service manager runs: a program that speaks systemd's side of the protocol, byte
 * by byte, and starts what fails anew ({@code supervisor.py}).
 */
final class Supervisor implements AutoCloseable {
  private final PeerProcess process;
  private final Path folder;

  private Supervisor(PeerProcess process, Path folder) {
    this.process = process;
    this.folder = folder;
  }

  /**
   * Starts the switch under test, with sockets in the folder; returns when it has said READY=1.
   *
   * @param options of the supervisor
   * @param words of the switch, beside its sockets
   */
  static Supervisor start(Path folder, List<String> options, String... words) throws IOException {
    Supervisor supervisor = begin(folder, folder.resolve("notify").toString(), options, words);
    supervisor.awaitEvents("READY=1", 1);
    return supervisor;
  }

  /** The same with a name for the socket; does not wait. */
  static Supervisor begin(Path folder, String notify, List<String> options, String... words) {
    List<String> command =
        new ArrayList<>(
            List.of(
                "python3",
                Repository.file("cli/src/test/resources/io/vnetctl/cli/peers/supervisor.py")
                    .toString(),
                notify));
    command.addAll(options);
    command.addAll(
        List.of(
            "--",
            SwitchProcess.program().toString(),
            "-s",
            folder.resolve("sw").toString(),
            "-M",
            folder.resolve("sw.mgmt").toString(),
            "-f",
            folder.resolve("no.rc").toString(),
            "--nostdin"));
    command.addAll(List.of(words));
    return new Supervisor(PeerProcess.start(command), folder);
  }

  /** The words that have the supervisor listen in the place of the switch. */
  static List<String> sockets(Path folder) {
    return List.of(
        "--socket",
        "ctl=" + folder.resolve("sw/ctl"),
        "--socket",
        "console=" + folder.resolve("sw.mgmt"));
  }

  /** The control socket of the switch. */
  Path ctl() {
    return folder.resolve("sw/ctl");
  }

  Path management() {
    return folder.resolve("sw.mgmt");
  }

  /** Asks on a console of its own. */
  String ask(String command) {
    try (Console console = Console.open(management())) {
      return console.ask(command);
    } catch (IOException e) {
      throw new AssertionError("no console: " + this, e);
    }
  }

  /** All that has happened: lines of the supervisor. */
  String events() {
    return process.output();
  }

  /** How often a text is in what has happened. */
  long count(String text) {
    return events().lines().filter(line -> line.contains(text)).count();
  }

  /** Waits until so many lines hold the text. */
  void awaitEvents(String text, long lines) {
    Eventually.await(
        () -> count(text) >= lines || !process.isAlive(),
        () -> "not " + lines + " times '" + text + "': " + this);
    if (count(text) < lines) {
      throw new AssertionError("ended without " + lines + " times '" + text + "': " + this);
    }
  }

  /** The number of the process that is the service now. */
  long main() {
    Matcher main = Pattern.compile("^(?:start|main) (\\d+)", Pattern.MULTILINE).matcher(events());
    long pid = 0;
    while (main.find()) {
      pid = Long.parseLong(main.group(1));
    }
    return pid;
  }

  /** How many descriptors are kept. */
  int stored() {
    Matcher store = Pattern.compile("^store (\\d+)", Pattern.MULTILINE).matcher(events());
    int stored = 0;
    while (store.find()) {
      stored = Integer.parseInt(store.group(1));
    }
    return stored;
  }

  void signal(String name) {
    PeerProcess.run("kill", "-" + name, String.valueOf(main()));
  }

  /** What the switch has logged. */
  String log() {
    return process.errors();
  }

  /** Ends the service as its manager does, and waits for its end. */
  void stop() {
    long pid = main();
    process.write("stop\n");
    awaitEvents("exit " + pid + " 0", 1);
  }

  @Override
  public void close() {
    process.close();
  }

  @Override
  public String toString() {
    return process.toString();
  }
}
