package io.vnetctl.tap.netlink;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vnetctl.tap.Requirement;
import java.io.BufferedOutputStream;
import java.io.BufferedReader;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.util.List;
import java.util.concurrent.FutureTask;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the rest of the world notices of a move. */
final class InterruptionTest {
  private static final int PINGS = 300;
  private static final Pattern RECEIVED = Pattern.compile("(\\d+) received");

  private interface Change {
    void apply() throws NetlinkException;
  }

  /** Ten times as often as R69 asks. */
  @ParameterizedTest
  @ValueSource(strings = {"192.0.2.10", "2001:db8::10"})
  void r69_losesAtMostOnePing(String address) throws Exception {
    HostAndPeer.run(
        network -> {
          RichHost.configure();
          try (Mover mover = Mover.open();
              NicMove move = NicMove.prepare(mover.snapshot(), mover.bridge(), false)) {
            losesAtMostOnePing(move::apply, network, address);
          }
        });
  }

  /** A strict host drops packets that come in where it would not answer (rp_filter 1). */
  @Test
  void r69_losesAtMostOnePingWithReversePathFilter() throws Exception {
    HostAndPeer.run(
        network -> {
          Ip.output(
              List.of(
                  "sh",
                  "-c",
                  "for c in all default eth0; do echo 1 >/proc/sys/net/ipv4/conf/$c/rp_filter; done"));
          try (Mover mover = Mover.open();
              NicMove move = NicMove.prepare(mover.snapshot(), mover.bridge(), false)) {
            losesAtMostOnePing(move::apply, network, "192.0.2.10");
          }
        });
  }

  @ParameterizedTest
  @ValueSource(strings = {"192.0.2.10", "2001:db8::10"})
  void r75_wayBackLosesAtMostOnePing(String address) throws Exception {
    HostAndPeer.run(
        network -> {
          RichHost.configure();
          try (Mover mover = Mover.open()) {
            mover.move(false);
            try (NicRestore restore = mover.prepareRestore()) {
              losesAtMostOnePing(restore::apply, network, address);
            }
          }
        });
  }

  private static void losesAtMostOnePing(Change change, HostAndPeer network, String address)
      throws Exception {
    Requirement.program("ping", "iputils-ping");
    Process ping = network.startOnPeer("ping", "-i", "0.01", "-c", "" + PINGS, "-W", "1", address);
    try (BufferedReader lines = ping.inputReader()) {
      awaitReply(lines, PINGS / 3);
      long startNs = System.nanoTime();
      change.apply();
      long tookUs = (System.nanoTime() - startNs) / 1000;
      int lost = PINGS - received(lines);
      assertTrue(
          lost <= 1, "%s: %d of %d pings lost in %d us".formatted(address, lost, PINGS, tookUs));
    } finally {
      ping.destroy();
    }
  }

  private static void awaitReply(BufferedReader lines, int sequence) throws IOException {
    Pattern reply = Pattern.compile(".*icmp_seq=(\\d+).*time=.*");
    for (String line = lines.readLine(); line != null; line = lines.readLine()) {
      Matcher matcher = reply.matcher(line);
      if (matcher.matches() && Integer.parseInt(matcher.group(1)) >= sequence) {
        return;
      }
    }
    throw new AssertionError("no reply " + sequence);
  }

  private static int received(BufferedReader lines) {
    return lines
        .lines()
        .map(RECEIVED::matcher)
        .filter(Matcher::find)
        .map(m -> Integer.parseInt(m.group(1)))
        .findFirst()
        .orElseThrow();
  }

  @ParameterizedTest
  @ValueSource(strings = {"192.0.2.10", "2001:db8::10"})
  void r69_tcpStreamSurvives(String address) throws Exception {
    Requirement.program("bash", "bash");
    HostAndPeer.run(
        network -> {
          try (Mover mover = Mover.open();
              ServerSocket server = new ServerSocket(0, 1, InetAddress.getByName(address))) {
            String peer = "/dev/tcp/%s/%d".formatted(address, server.getLocalPort());
            Process client = network.startOnPeer("bash", "-c", "exec cat <" + peer);
            FutureTask<Void> counting =
                new FutureTask<>(
                    () -> {
                      count(server.accept());
                      return null;
                    });
            Thread.ofPlatform().start(counting);
            try (DataInputStream received = new DataInputStream(client.getInputStream())) {
              assertCounts(received, 0, 10_000);
              mover.move(false);
              assertCounts(received, 10_000, 1_000_000);
            } finally {
              client.destroy();
            }
            counting.get();
          }
        });
  }

  private static void assertCounts(DataInputStream received, long from, long to)
      throws IOException {
    for (long i = from; i < to; i++) {
      assertEquals(i, received.readLong());
    }
  }

  /** Sends 0, 1, 2 and so on until the other side has enough. */
  private static void count(Socket socket) throws IOException {
    try (socket;
        DataOutputStream out =
            new DataOutputStream(new BufferedOutputStream(socket.getOutputStream()))) {
      for (long i = 0; ; i++) {
        out.writeLong(i);
      }
    } catch (SocketException _) {
      // enough
    }
  }
}
