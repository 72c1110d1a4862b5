package io.vnetctl.cli.requirements;

import io.vnetctl.cli.peers.PeerProcess;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Echo requests of the neighbour to an address of the host, a hundred in a second. */
final class Pings implements AutoCloseable {
  private static final Pattern SUMMARY =
      Pattern.compile("(\\d+) packets transmitted, (\\d+) received");

  private final PeerProcess ping;

  private Pings(PeerProcess ping) {
    this.ping = ping;
  }

  /** Begins, and waits for the first answer. */
  static Pings to(Host host, String address) {
    PeerProcess ping = host.startOnNeighbour("ping", "-i", "0.01", address);
    ping.awaitOutput("bytes from");
    return new Pings(ping);
  }

  /** Ends it; how many were not answered. */
  int lost() {
    PeerProcess.run("kill", "-INT", String.valueOf(ping.pid()));
    ping.awaitExit();
    Matcher summary = SUMMARY.matcher(ping.output());
    if (!summary.find()) {
      throw new AssertionError("no summary: " + ping);
    }
    return Integer.parseInt(summary.group(1)) - Integer.parseInt(summary.group(2));
  }

  @Override
  public void close() {
    ping.close();
  }
}
