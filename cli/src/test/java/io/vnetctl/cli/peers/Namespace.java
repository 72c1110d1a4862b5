package io.vnetctl.cli.peers;

import java.util.ArrayList;
import java.util.List;

/**
 * A network namespace with nothing but a loopback in it. A child process keeps it; it goes with
 * that child, whose standard input ends with the test.
 */
final class Namespace implements AutoCloseable {
  private final PeerProcess keeper;

  private Namespace(PeerProcess keeper) {
    this.keeper = keeper;
  }

  /** Needs root. */
  static Namespace create() {
    PeerProcess keeper =
        PeerProcess.start(
            "unshare", "--net", "sh", "-c", "ip link set lo up && echo ready && exec cat");
    keeper.awaitOutput("ready");
    return new Namespace(keeper);
  }

  /** The words to put before a command so that it runs in this namespace, in the same process. */
  List<String> enter() {
    return List.of("nsenter", "--net=/proc/" + keeper.pid() + "/ns/net");
  }

  /** Runs a command in this namespace; it must succeed. Returns its output. */
  String run(String... command) {
    List<String> words = new ArrayList<>(enter());
    words.addAll(List.of(command));
    return PeerProcess.run(words.toArray(String[]::new));
  }

  PeerProcess start(List<String> command) {
    List<String> words = new ArrayList<>(enter());
    words.addAll(command);
    return PeerProcess.start(words);
  }

  @Override
  public void close() {
    keeper.close();
  }
}
