package io.vnetctl.cli.requirements;

import io.vnetctl.cli.peers.PeerProcess;
import java.util.Collections;
import java.util.List;
import java.util.regex.Pattern;

/** Echo requests of the neighbour to an address of the host, a hundred in a second. */
final class Pings implements AutoCloseable {
  private static final Pattern SEQUENCE = Pattern.compile("bytes from .*icmp_seq=(\\d+)");

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

  /**
   * Ends it; how many before the last answer were not answered. What was on its way is not lost.
   */
  int lost() {
    PeerProcess.run("kill", "-INT", String.valueOf(ping.pid()));
    ping.awaitExit();
    List<Integer> answered =
        SEQUENCE
            .matcher(ping.output())
            .results()
            .map(answer -> Integer.valueOf(answer.group(1)))
            .distinct()
            .toList();
    if (answered.isEmpty()) {
      throw new AssertionError("no answer: " + ping);
    }
    return Collections.max(answered) - answered.size();
  }

  @Override
  public void close() {
    ping.close();
  }
}
