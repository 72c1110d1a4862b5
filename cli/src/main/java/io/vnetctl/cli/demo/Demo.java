package io.vnetctl.cli.demo;

import io.vnetctl.core.frame.MacAddress;
import io.vnetctl.vde.client.ConsoleClient;
import io.vnetctl.vde.client.VdePlug;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.LongSummaryStatistics;
import java.util.OptionalLong;
import java.util.stream.Stream;

/**
 * The main job on real kernel objects, without touching the host's network: in a network namespace
 * of its own a switch with a TAP, two hosts plugged into it, echoes between them and the kernel's
 * stack behind the TAP, what the switch says about itself, and a short throughput figure. All is
 * taken down afterwards, also on failure and on Ctrl-C.
 */
public final class Demo {
  private static final Path LINKS = Path.of("/proc/self/net/dev");
  private static final String TAP = "vnetdemo0";
  private static final Ipv4Address KERNEL = Ipv4Address.of("10.99.0.1");
  private static final Ipv4Address ONE = Ipv4Address.of("10.99.0.2");
  private static final Ipv4Address TWO = Ipv4Address.of("10.99.0.3");
  private static final int PREFIX_LENGTH = 24;
  private static final int PINGS = 5;
  private static final Duration PING_TIMEOUT = Duration.ofSeconds(2);
  private static final Duration MEASURED = Duration.ofSeconds(2);

  private final PrintStream out;
  private final Deque<AutoCloseable> standing = new ArrayDeque<>();
  private boolean down;

  private Demo(PrintStream out) {
    this.out = out;
  }

  /**
   * Runs the demonstration. Where this process is not in a namespace of its own, its command line
   * is run again in one.
   *
   * @param switchProgram a program that takes vde_switch's options
   * @param links sets the TAP up
   * @param out takes the progress, line by line
   * @param err takes the one line that tells of a failure
   * @return 0 if all echoes were answered, else 1
   */
  public static int run(
      List<String> switchProgram, LinkConfigurator links, PrintStream out, PrintStream err) {
    try {
      if (!PrivateNetwork.isEntered()) {
        return PrivateNetwork.enter();
      }
      Demo demo = new Demo(out);
      Thread atEnd = new Thread(demo::takeDown);
      Runtime.getRuntime().addShutdownHook(atEnd);
      try {
        return demo.show(switchProgram, links) ? 0 : 1;
      } catch (IOException failed) {
        if (!demo.isDown()) {
          throw failed;
        }
      } finally {
        demo.takeDown();
      }
    } catch (IOException failed) {
      err.println("vnetctl demo: " + failed.getMessage());
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
    return 1;
  }

  private boolean show(List<String> switchProgram, LinkConfigurator links)
      throws IOException, InterruptedException {
    ChildSwitch child = stand(ChildSwitch.start(switchProgram, TAP));
    say("switch", "%s serves %s", String.join(" ", switchProgram), child.directory());
    if (!exists(TAP)) {
      throw new IOException(
          "the switch has not opened TAP %s (%s); it needs /dev/net/tun"
              .formatted(TAP, child.log()));
    }
    links.up(TAP, KERNEL.toString(), PREFIX_LENGTH);
    say("tap", "%s is up with %s/%d: the kernel's own stack", TAP, KERNEL, PREFIX_LENGTH);
    EchoHost one = plugIn(child, ONE, 1);
    EchoHost two = plugIn(child, TWO, 2);

    boolean answered = ping(one, TWO);
    answered &= ping(two, ONE);
    answered &= ping(one, KERNEL);
    answered &= ping(two, KERNEL);

    try (ConsoleClient console = ConsoleClient.connect(child.console(), line -> {})) {
      tell(console, "ports", "port/print");
      tell(console, "addresses", "hash/print");
    }
    say("throughput", "%s", throughput(child.directory()));
    takeDown();
    say("end", "switch, TAP and hosts are gone; %s", answered ? "all echoes came" : "ECHOES LOST");
    return answered;
  }

  private EchoHost plugIn(ChildSwitch child, Ipv4Address address, int number) throws IOException {
    VdePlug plug = plug(child.directory(), "demo host " + address);
    MacAddress mac = new MacAddress(0x0200_0000_0000L + number);
    EchoHost host = stand(new EchoHost(plug, mac, address));
    say("host", "%s, %s, is on port %d", address, mac, host.port());
    return host;
  }

  private boolean ping(EchoHost from, Ipv4Address to) throws IOException, InterruptedException {
    LongSummaryStatistics roundTripsNs = new LongSummaryStatistics();
    for (int i = 0; i < PINGS; i++) {
      OptionalLong roundTripNs = from.ping(to, PING_TIMEOUT);
      roundTripNs.ifPresent(roundTripsNs::accept);
    }
    long answers = roundTripsNs.getCount();
    if (answers == 0) {
      say("ping", "%s -> %s: 0 of %d answered", from.address(), to, PINGS);
    } else {
      say(
          "ping",
          "%s -> %s: %d of %d answered, round trip min %.3f avg %.3f max %.3f ms",
          from.address(),
          to,
          answers,
          PINGS,
          roundTripsNs.getMin() / 1e6,
          roundTripsNs.getAverage() / 1e6,
          roundTripsNs.getMax() / 1e6);
    }
    return answers == PINGS;
  }

  private void tell(ConsoleClient console, String subject, String command) throws IOException {
    say(subject, "%s", command);
    console.run(command).data().forEach(line -> say("", "  %s", line));
  }

  private static Throughput throughput(Path directory) throws IOException, InterruptedException {
    try (VdePlug near = plug(directory, "demo load");
        VdePlug far = plug(directory, "demo reflector")) {
      return Throughput.measure(near, far, MEASURED);
    }
  }

  /** In this namespace, whether it has an address or not. */
  private static boolean exists(String link) throws IOException {
    try (Stream<String> links = Files.lines(LINKS)) {
      return links.anyMatch(line -> line.strip().startsWith(link + ":"));
    }
  }

  private static VdePlug plug(Path directory, String description) throws IOException {
    return VdePlug.connect(directory, VdePlug.ANY_PORT, description, VdePlug.PRIVATE_MODE);
  }

  private <T extends AutoCloseable> T stand(T part) throws IOException {
    synchronized (standing) {
      if (!down) {
        standing.push(part);
        return part;
      }
    }
    close(part);
    throw new IOException("interrupted");
  }

  private boolean isDown() {
    synchronized (standing) {
      return down;
    }
  }

  /** Takes down what stands, the newest first; the second call finds nothing to do. */
  private void takeDown() {
    synchronized (standing) {
      down = true;
      while (!standing.isEmpty()) {
        close(standing.pop());
      }
    }
  }

  private void close(AutoCloseable part) {
    try {
      part.close();
    } catch (Exception failed) {
      say("end", "not taken down: %s", failed.getMessage());
    }
  }

  private void say(String subject, String format, Object... values) {
    out.println("%-11s".formatted(subject) + String.format(Locale.ROOT, format, values));
    out.flush();
  }
}
