package io.vnetctl.cli.peers;

import java.util.ArrayList;
import java.util.List;

/**
 * A network namespace with nothing but a loopback in it. A child process keeps it; it goes with
 * that child, whose standard input ends with the test.
 */
final class Namespace implements AutoCloseable {
  private final PeerProcess keeper;
  private final List<String> kinds;

  private Namespace(List<String> kinds, String preparation) {
    List<String> command = new ArrayList<>(List.of("unshare"));
    kinds.forEach(kind -> command.add(kind.equals("net") ? "--net" : "--mount"));
    command.addAll(
        List.of("sh", "-c", preparation + "ip link set lo up && echo ready && exec cat"));
    this.kinds = kinds;
    this.keeper = PeerProcess.start(command);
    keeper.awaitOutput("ready");
  }

  /** Needs root. */
  static Namespace create() {
    return new Namespace(List.of("net"), "");
  }

  /** The same, where every user may open /dev/net/tun, as on most machines. Needs root. */
  static Namespace withOpenTapDevice() {
    return new Namespace(
        List.of("net", "mnt"),
        "mount -t tmpfs -o mode=755 none /dev/net && mknod -m 666 /dev/net/tun c 10 200 && ");
  }

  /** The words to put before a command so that it runs in this namespace, in the same process. */
  List<String> enter() {
    List<String> words = new ArrayList<>(List.of("nsenter"));
    kinds.forEach(
        kind ->
            words.add(
                (kind.equals("net") ? "--net=" : "--mount=")
                    + ("/proc/" + keeper.pid() + "/ns/" + kind)));
    return words;
  }

  /** As {@link #enter()}, and then for a command of another user. */
  List<String> enter(User user) {
    List<String> words = new ArrayList<>(enter());
    words.addAll(user.prefix());
    return words;
  }

  /** Moves a link of this namespace to another. */
  void give(String link, Namespace to) {
    run("ip", "link", "set", link, "netns", String.valueOf(to.keeper.pid()));
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
