package io.vnetctl.cli.peers;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vnetctl.tap.Requirement;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * TCP between hosts whose kernels use super-frames where a TAP takes them: what arrives is what was
 * sent, whatever is cut, joined or checksummed on the way.
 */
final class SuperFramesTest {
  private static final int STREAM_BYTES = 20_000_000;
  private static final String FOUR = "10.9.1.";
  private static final String SIX = "fd00::";

  @TempDir Path folder;
  private Namespace one;
  private Namespace two;

  @BeforeEach
  void makeHosts() {
    Requirement.tap();
    Requirement.program("python3", "python3");
    one = Namespace.create();
    two = Namespace.create();
  }

  @AfterEach
  void endHosts() {
    one.close();
    two.close();
  }

  private SwitchProcess startSwitch(Path program, String... options) throws IOException {
    return SwitchProcess.start(one.enter(), program, folder, "sw", options);
  }

  private SwitchProcess startSwitch(Namespace host, String name, String... options)
      throws IOException {
    return SwitchProcess.start(host.enter(), SwitchProcess.program(), folder, name, options);
  }

  private static void address(Namespace host, String link, int number) {
    host.run("sysctl", "-qw", "net.ipv6.conf." + link.replace('.', '/') + ".accept_dad=0");
    host.run("ip", "addr", "add", FOUR + number + "/24", "dev", link);
    host.run("ip", "addr", "add", SIX + number + "/64", "dev", link, "nodad");
    host.run("ip", "link", "set", link, "up");
  }

  /** A host behind a VDE port: a TAP of its own that Debian's plug joins to the switch. */
  private PeerProcess plugIn(Namespace host, SwitchProcess vde, int number) {
    Requirement.program("vde_plug2tap", "vde2");
    PeerProcess plug =
        host.start(List.of("vde_plug2tap", "-s", vde.folder().toString(), "plug" + number));
    Eventually.await(() -> host.run("ip", "link").contains("plug" + number), plug::toString);
    address(host, "plug" + number, number);
    return plug;
  }

  private void assertStreamArrives(Namespace from, Namespace to, String address) {
    List<String> receive = List.of("python3", "-c", RECEIVER, address);
    List<String> send = List.of("python3", "-c", SENDER, address, String.valueOf(STREAM_BYTES));
    try (PeerProcess receiver = to.start(receive)) {
      receiver.awaitOutput("listening");
      try (PeerProcess sender = from.start(send)) {
        assertEquals(0, sender.awaitExit(), sender::toString);
        assertEquals(0, receiver.awaitExit(), receiver::toString);
        assertEquals("listening\n" + sender.output(), receiver.output());
      }
    }
  }

  private static final String RECEIVER =
      """
      import hashlib, socket, sys
      address = socket.getaddrinfo(sys.argv[1], 7777, type=socket.SOCK_STREAM)[0]
      listener = socket.create_server(address[4][:2], family=address[0])
      print('listening', flush=True)
      connection, _ = listener.accept()
      seen = hashlib.sha256()
      while data := connection.recv(1 << 20):
          seen.update(data)
      print(seen.hexdigest())
      """;

  private static final String SENDER =
      """
      import hashlib, random, socket, sys
      data = random.Random(4).randbytes(int(sys.argv[2]))
      connection = socket.create_connection((sys.argv[1], 7777))
      # chunks of odd sizes, so that segments of all lengths come up
      at = 0
      step = 1
      while at < len(data):
          connection.sendall(data[at:at + step])
          at += step
          step = step * 7 % 262139
      connection.shutdown(socket.SHUT_WR)
      print(hashlib.sha256(data).hexdigest())
      """;

  private static long counter(SwitchProcess vde, int port, String name) {
    String counters = vde.ask("port/counters " + port);
    Matcher line = Pattern.compile(" " + name + " +(\\d+)\n").matcher(counters);
    return line.find() ? Long.parseLong(line.group(1)) : 0;
  }

  @ParameterizedTest
  @ValueSource(strings = {FOUR, SIX})
  void streamsCrossBetweenTaps(String network) throws IOException {
    try (SwitchProcess vde = startSwitch(SwitchProcess.program(), "-t", "tap1", "-t", "tap2")) {
      one.give("tap2", two);
      address(one, "tap1", 1);
      address(two, "tap2", 2);
      assertStreamArrives(one, two, network + 2);
      assertStreamArrives(two, one, network + 1);
      // as the frames of 1.5 KB that they stand for
      assertTrue(counter(vde, 1, "in_frames") > STREAM_BYTES / 1_500, vde.ask("port/counters"));
      assertEquals(0, counter(vde, 1, "in_bad_offload"));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {FOUR, SIX})
  void streamsCrossBetweenATapAndAVdePort(String network) throws IOException {
    try (SwitchProcess vde = startSwitch(SwitchProcess.program(), "-t", "tap1");
        PeerProcess plug = plugIn(two, vde, 2)) {
      address(one, "tap1", 1);
      assertStreamArrives(one, two, network + 2);
      assertStreamArrives(two, one, network + 1);
      assertTrue(plug.isAlive());
      assertEquals(0, counter(vde, 1, "in_bad_offload"));
    }
  }

  /** Untagged to a TAP, tagged between two switches. */
  @Test
  void streamsCrossWhereTagsArePushedAndPopped() throws IOException {
    VdePlug.require();
    try (SwitchProcess here = startSwitch(one, "here", "-t", "tap1");
        SwitchProcess there = startSwitch(two, "there", "-t", "tap2")) {
      for (SwitchProcess vde : List.of(here, there)) {
        vde.succeed("vlan/create 5");
        vde.succeed("port/setvlan 1 5");
        vde.succeed("port/create 9");
        vde.succeed("vlan/addport 5 9");
      }
      address(one, "tap1", 1);
      address(two, "tap2", 2);
      try (PeerProcess trunk = VdePlug.cable(here, there, 9)) {
        for (String network : List.of(FOUR, SIX)) {
          assertStreamArrives(one, two, network + 2);
          assertStreamArrives(two, one, network + 1);
        }
        assertTrue(trunk.isAlive());
      }
    }
  }

  @Test
  void tapOfAnotherProgramWorksWithoutThem() throws IOException {
    one.run("ip", "tuntap", "add", "dev", "tap1", "mode", "tap");
    try (SwitchProcess vde = startSwitch(SwitchProcess.program(), "-t", "tap1", "-t", "tap2")) {
      one.give("tap2", two);
      address(one, "tap1", 1);
      address(two, "tap2", 2);
      assertStreamArrives(one, two, FOUR + 2);
      assertStreamArrives(two, one, FOUR + 1);
      assertTrue(counter(vde, 1, "in_frames") > STREAM_BYTES / 1_500);
    }
  }

  @Test
  void persistentTapServesAnotherSwitchAfterwards() throws IOException {
    one.run("ip", "tuntap", "add", "dev", "tap1", "mode", "tap", "vnet_hdr");
    for (Path program : List.of(SwitchProcess.program(), SwitchProcess.oracle())) {
      try (SwitchProcess vde = startSwitch(program, "-t", "tap1");
          Namespace three = Namespace.create();
          PeerProcess plug = plugIn(three, vde, 3)) {
        if (program.equals(SwitchProcess.program())) {
          address(one, "tap1", 1);
        }
        assertStreamArrives(one, three, FOUR + 3);
        assertStreamArrives(three, one, FOUR + 1);
        plug.kill();
        vde.stop();
      }
    }
  }
}
