package io.vnetctl.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;

/** Programs of the hosts that make traffic between them, and what it costs the switch. */
final class HostTraffic implements AutoCloseable {
  static final Quantity RECEIVED = Quantity.compared("Received, Gbit/s", "%.3f");
  static final Quantity SWITCH_CPU =
      Quantity.compared("CPU time of the switch per gigabyte received, s", "%.3f");
  static final Quantity MACHINE_CPU =
      Quantity.compared(
          "CPU time of the whole machine, the hosts' stacks included, per gigabyte received, s",
          "%.2f");
  static final Quantity LOST = Quantity.told("Datagrams lost, %", "%.1f");
  static final Quantity PING_MEDIAN = Quantity.compared("Round trip of a ping, median, µs", "%.0f");
  static final Quantity PING_P99 =
      Quantity.compared("Round trip of a ping, 99th percentile, µs", "%.0f");

  private static final int DATAGRAM_BYTES = 1448;
  private static final int ATTEMPTS = 50;
  private static final long BUSY_MS = 200;
  private static final double NS_PER_S = 1e9;
  private static final double US_PER_MS = 1e3;
  private static final Pattern PING_TIME = Pattern.compile(" time=([0-9.]+) ms");

  private final Hosts hosts;
  private final Placement placement;
  private final IperfServer server;
  private final MachineClock machineClock = new MachineClock();

  private HostTraffic(Hosts hosts, Placement placement, IperfServer server) {
    this.hosts = hosts;
    this.placement = placement;
    this.server = server;
  }

  /** Borrows the hosts. */
  static HostTraffic between(Hosts hosts, Placement placement, Path room) throws IOException {
    return new HostTraffic(hosts, placement, IperfServer.start(hosts.b(), placement, room));
  }

  /** One TCP stream from A to B, or back. */
  void stream(boolean back, int seconds, Sink sink) throws IOException {
    List<String> options = back ? List.of("-R") : List.of();
    measured(sink, () -> IperfReport.ofStream(iperf(seconds, options)));
  }

  /** As many datagrams as A sends. */
  void datagrams(int seconds, Sink sink) throws IOException {
    List<String> options = List.of("-u", "-b", "0", "-l", Integer.toString(DATAGRAM_BYTES));
    IperfReport report =
        measured(sink, () -> IperfReport.ofDatagrams(iperf(seconds, options), DATAGRAM_BYTES));
    sink.add(LOST, report.lostPercent());
  }

  /** Pings B from A, one every 2 ms. */
  void pings(int count, Sink sink) throws IOException {
    String output =
        ProgramOutput.of(
            hosts
                .a()
                .inside(
                    placement.anywhere(
                        List.of("ping", "-n", "-i", "0.002", "-c", "" + count, Hosts.B))));
    double[] timesUs = timesUs(output);
    sink.add(PING_MEDIAN, Spread.of(timesUs).median());
    Arrays.sort(timesUs);
    sink.add(PING_P99, timesUs[(timesUs.length * 99 + 99) / 100 - 1]);
  }

  /** Takes figures of a contender in a row. */
  interface Sink {
    void add(Quantity quantity, double figure);
  }

  static double[] timesUs(String pingOutput) throws IOException {
    double[] times =
        PING_TIME
            .matcher(pingOutput)
            .results()
            .mapToDouble(time -> Double.parseDouble(time.group(1)) * US_PER_MS)
            .toArray();
    if (times.length == 0) {
      throw new IOException("no ping came back");
    }
    return times;
  }

  private interface Run {
    IperfReport run() throws IOException;
  }

  /** Again after a pause while the server has not yet ended the run before. */
  private IperfReport measured(Sink sink, Run run) throws IOException {
    for (int attempt = 1; ; attempt++) {
      try {
        return measuredOnce(sink, run);
      } catch (IOException e) {
        if (attempt == ATTEMPTS || !e.getMessage().contains("busy")) {
          throw e;
        }
        Pause.ms(BUSY_MS);
      }
    }
  }

  private IperfReport measuredOnce(Sink sink, Run run) throws IOException {
    long switchNs = hosts.switchClock().readNs();
    long machineNs = machineClock.readNs();
    IperfReport report = run.run();
    machineNs = machineClock.readNs() - machineNs;
    switchNs = hosts.switchClock().readNs() - switchNs;
    sink.add(RECEIVED, report.gigabitsPerSecond());
    if (hosts.switchClock().isOfSomething()) {
      sink.add(SWITCH_CPU, switchNs / NS_PER_S / report.gigabytes());
    }
    sink.add(MACHINE_CPU, machineNs / NS_PER_S / report.gigabytes());
    return report;
  }

  private String iperf(int seconds, List<String> options) throws IOException {
    List<String> command =
        new ArrayList<>(List.of("iperf3", "-c", Hosts.B, "-J", "-t", "" + seconds));
    command.addAll(options);
    return ProgramOutput.of(hosts.a().inside(placement.anywhere(command)));
  }

  @Override
  public void close() {
    server.close();
  }
}
