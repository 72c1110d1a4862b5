package io.vnetctl.cli.requirements;

import io.vnetctl.cli.peers.PeerProcess;
import io.vnetctl.cli.peers.Repository;
import io.vnetctl.tap.Requirement;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A host for a test: a network of its own, its own processes, and its own /var/tmp, /run, /home,
 * /root and /etc (what is written there stays in the test). Every user may open /dev/net/tun, as on
 * most machines. Its first process reaps nobody, as in many containers. All of it, running programs
 * included, is gone at the end.
 */
final class Host implements AutoCloseable {
  /** Addresses of {@link #withNic()}: the host's own and, as gateway, its neighbour's. */
  static final String ADDRESS = "192.0.2.10";

  static final String NEIGHBOUR = "192.0.2.1";
  static final String ADDRESS6 = "2001:db8::10";
  static final String NEIGHBOUR6 = "2001:db8::1";

  /** Field 20 of proc_pid_stat(5), counted from the one behind the name. */
  private static final int NUM_THREADS = 20 - 3;

  private static final String OWN_FILES =
      """
      set -e
      mount -t tmpfs -o mode=755 none /run
      mkdir -m 1777 /run/lock
      for folder in etc root home; do
        mkdir /run/.$folder /run/.$folder.work
        mount -t overlay -o lowerdir=/$folder,upperdir=/run/.$folder,workdir=/run/.$folder.work none /$folder
      done
      mount -t tmpfs -o mode=1777 none /var/tmp
      mount -t sysfs none /sys
      mount -t tmpfs -o mode=755 none /dev/net
      mknod -m 666 /dev/net/tun c 10 200
      ip link set lo up
      echo ready
      exec cat
      """;

  private static final String OWN_NETWORK = "ip link set lo up; echo ready; exec cat";

  private final PeerProcess keeper;
  private final long pid;
  private final PeerProcess neighbourKeeper;

  private Host(boolean withNeighbour) {
    Requirement.tap();
    keeper =
        PeerProcess.start(
            List.of(
                "unshare",
                "--mount",
                "--net",
                "--pid",
                "--fork",
                "--mount-proc",
                "--kill-child",
                "sh",
                "-c",
                OWN_FILES));
    keeper.awaitOutput("ready");
    pid = onlyChildOf(keeper.pid());
    neighbourKeeper =
        withNeighbour ? PeerProcess.start("unshare", "--net", "sh", "-c", OWN_NETWORK) : null;
    if (withNeighbour) {
      neighbourKeeper.awaitOutput("ready");
    }
  }

  /** A host whose only interface is the loopback. */
  static Host bare() {
    return new Host(false);
  }

  /**
   * A host with the interface eth0, which has an address and a default route of both families, and
   * a neighbour at its other end, who is the gateway.
   */
  static Host withNic() {
    Host host = new Host(true);
    try {
      host.connectNeighbour("eth0", "peer0");
      host.ip("addr add 192.0.2.10/24 brd + dev eth0");
      host.ip("addr add 2001:db8::10/64 dev eth0 nodad");
      host.neighbourIp("addr add 192.0.2.1/24 brd + dev peer0");
      host.neighbourIp("addr add 2001:db8::1/64 dev peer0 nodad");
      host.ip("route add default via 192.0.2.1");
      host.ip("-6 route add default via 2001:db8::1");
      host.ip("route add 198.51.100.0/24 via 192.0.2.1 metric 50");
      return host;
    } catch (RuntimeException | Error failed) {
      host.close();
      throw failed;
    }
  }

  /** A host with a bridge that has an uplink, as most that run guests have one. */
  static Host withBridge(String bridge) {
    Host host = new Host(true);
    try {
      host.connectNeighbour("eth0", "peer0");
      host.ip("link add " + bridge + " type bridge stp_state 0 forward_delay 0");
      host.ip("link set eth0 master " + bridge);
      host.ip("link set " + bridge + " up");
      host.ip("addr add 192.0.2.10/24 brd + dev " + bridge);
      host.neighbourIp("addr add 192.0.2.1/24 brd + dev peer0");
      host.ip("route add default via 192.0.2.1");
      return host;
    } catch (RuntimeException | Error failed) {
      host.close();
      throw failed;
    }
  }

  /** A cable from a new interface of this host to a new one of the neighbour; both are up. */
  void connectNeighbour(String own, String other) {
    // the neighbour's number is one of our processes, not of this host's
    PeerProcess.run(
        words(
            "nsenter",
            "--net=/proc/%d/ns/net ip link add %s type veth peer name %s netns %d"
                .formatted(pid, own, other, neighbourKeeper.pid())));
    ip("link set " + own + " up");
    neighbourIp("link set " + other + " up");
  }

  /** Runs {@code ip} with words separated by blanks; it must succeed. */
  String ip(String words) {
    return run(words("ip", words));
  }

  String neighbourIp(String words) {
    return neighbour(words("ip", words));
  }

  private static String[] words(String first, String rest) {
    List<String> words = new ArrayList<>(List.of(first));
    words.addAll(List.of(rest.split(" ")));
    return words.toArray(String[]::new);
  }

  /** Runs a command on this host; it must succeed. Returns its standard output. */
  String run(String... command) {
    return program(command).run().expect(0).out();
  }

  /** Runs a command on the neighbour; it must succeed. Returns its standard output. */
  String neighbour(String... command) {
    return PeerProcess.run(enterNeighbour(List.of(command)).toArray(String[]::new));
  }

  PeerProcess startOnNeighbour(String... command) {
    return PeerProcess.start(enterNeighbour(List.of(command)));
  }

  private List<String> enterNeighbour(List<String> command) {
    List<String> words =
        new ArrayList<>(List.of("nsenter", "--net=/proc/" + neighbourKeeper.pid() + "/ns/net"));
    words.addAll(command);
    return words;
  }

  /** A call of vnetctl, by root until said otherwise. */
  Run vnetctl(String... words) {
    return ours("vnetctl", words);
  }

  /** A call of any program of this project. */
  Run ours(String program, String... words) {
    List<String> command = new ArrayList<>(List.of(installed(program).toString()));
    command.addAll(List.of(words));
    return program(command.toArray(String[]::new));
  }

  /** A call of any program. */
  Run program(String... command) {
    return new Run(this, List.of(command));
  }

  /** A program as users install it: of the assembled folder. */
  static Path installed(String program) {
    return Repository.file("target/dist").resolve("bin").resolve(program);
  }

  /** The same without links: what is run as root is named so. */
  static Path realPath(String program) {
    try {
      return installed(program).toRealPath();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A file of this host as the test can reach it; the path is absolute. */
  Path file(String path) {
    return Path.of("/proc/" + pid + "/root" + path);
  }

  boolean exists(String path) {
    return Files.exists(file(path), java.nio.file.LinkOption.NOFOLLOW_LINKS);
  }

  /** Whether this host has the interface. */
  boolean hasLink(String name) {
    return program("ip", "link", "show", "dev", name).run().status() == 0;
  }

  /** Whether a process of this host, by its number there, lives; nobody takes the dead away. */
  boolean isRunning(String number) {
    try {
      String stat = Files.readString(file("/proc/" + number + "/stat"));
      // of a dead first thread and others that still have files open, the latter count
      String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
      return !fields[0].equals("Z") || Integer.parseInt(fields[NUM_THREADS]) > 1;
    } catch (IOException gone) {
      return false;
    }
  }

  /** Words that make a command run on this host, as root. */
  List<String> enter() {
    return List.of(
        "nsenter",
        "--mount=/proc/" + pid + "/ns/mnt",
        "--net=/proc/" + pid + "/ns/net",
        "--pid=/proc/" + pid + "/ns/pid");
  }

  private static long onlyChildOf(long parent) {
    try {
      Path children = Path.of("/proc/" + parent + "/task/" + parent + "/children");
      return Long.parseLong(Files.readString(children, StandardCharsets.US_ASCII).strip());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    keeper.close();
    if (neighbourKeeper != null) {
      neighbourKeeper.close();
    }
  }
}
