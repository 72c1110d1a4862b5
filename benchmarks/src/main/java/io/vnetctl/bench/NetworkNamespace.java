package io.vnetctl.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * A network namespace of our own, which a child holds open. It goes with the child, and that with
 * this process at the latest. Links of the host are never touched.
 */
final class NetworkNamespace implements AutoCloseable {
  private static final long LINK_MS = 5_000;
  private static final long RETRY_MS = 20;

  private final Process holder;

  private NetworkNamespace(Process holder) {
    this.holder = holder;
  }

  /** A namespace with nothing but a loopback interface, which is up, and without IPv6. */
  static NetworkNamespace open() throws IOException {
    // the line tells that the namespace is there: before, the child is in that of the host
    Process holder = new ProcessBuilder("unshare", "--net", "sh", "-c", "echo && exec cat").start();
    NetworkNamespace namespace = new NetworkNamespace(holder);
    if (holder.inputReader().readLine() == null) {
      namespace.close();
      throw new IOException(
          "unshare makes no network namespace: " + holder.errorReader().readLine());
    }
    try {
      namespace.run("ip", "link", "set", "lo", "up");
      namespace.run("sysctl", "-q", "-w", "net.ipv6.conf.default.disable_ipv6=1");
      return namespace;
    } catch (IOException e) {
      namespace.close();
      throw e;
    }
  }

  /** The file by which setns(2) enters. */
  Path file() {
    return Path.of("/proc", Long.toString(holder.pid()), "ns/net");
  }

  /** The command that runs {@code command} in here. */
  List<String> inside(List<String> command) {
    List<String> entered = new ArrayList<>(List.of("nsenter", "--net=" + file(), "--"));
    entered.addAll(command);
    return entered;
  }

  /** Runs a command in here to its end; returns what it prints. */
  String run(String... command) throws IOException {
    return ProgramOutput.of(inside(Arrays.asList(command)));
  }

  /** Waits for a link that another process makes. */
  void awaitLink(String link) throws IOException {
    long deadlineNs = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(LINK_MS);
    while (!run("ip", "-o", "link").contains(" " + link + ":")) {
      if (System.nanoTime() > deadlineNs) {
        throw new IOException("no link %s after %d ms".formatted(link, LINK_MS));
      }
      Pause.ms(RETRY_MS);
    }
  }

  /** Moves a link of this namespace to another. */
  void move(String link, NetworkNamespace to) throws IOException {
    run("ip", "link", "set", link, "netns", Long.toString(to.holder.pid()));
  }

  /** Brings a link up with an address such as 10.0.0.1/24. */
  void up(String link, String address) throws IOException {
    run("ip", "address", "add", address, "dev", link);
    run("ip", "link", "set", link, "up");
  }

  @Override
  public void close() throws IOException {
    holder.getOutputStream().close();
    holder.destroy();
    holder.onExit().join();
  }
}
