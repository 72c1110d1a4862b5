package io.vnetctl.cli.peers;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two switches, joined by two cables: a loop that FSTP has to open (vde-dataplane 7). */
final class SpanningTreeTest {
  private static final List<Integer> CABLES = List.of(11, 12);
  private static final String ALICE = "02:00:00:00:00:01";

  @TempDir Path folder;

  @BeforeEach
  void needsVdePlug() {
    VdePlug.require();
  }

  @Test
  void twoOfOursConverge() throws IOException {
    converge(SwitchProcess.program(), SwitchProcess.program());
  }

  @Test
  void oursConvergesAsRootOfTheOriginal() throws IOException {
    converge(SwitchProcess.program(), SwitchProcess.oracle());
  }

  @Test
  void oursConvergesBelowTheOriginal() throws IOException {
    converge(SwitchProcess.oracle(), SwitchProcess.program());
  }

  private void converge(Path root, Path other) throws IOException {
    try (SwitchProcess upper = start(root, "upper", "00:ff:00:00:00:01");
        SwitchProcess lower = start(other, "lower", "00:ff:00:00:00:02");
        PeerProcess first = VdePlug.cable(upper, lower, CABLES.get(0));
        PeerProcess second = VdePlug.cable(upper, lower, CABLES.get(1));
        Plug alice = Plug.connect(upper, 1);
        Plug bob = Plug.connect(lower, 1)) {
      Eventually.await(
          () -> open(upper, lower).size() == 1,
          () -> "not one open cable:\n" + upper.ask("vlan/print") + lower.ask("vlan/print"));
      int active = open(upper, lower).getFirst();
      assertEquals(1, arrivals(alice, bob, upper, lower), "copies of a broadcast");
      assertEquals(List.of(active), open(upper, lower), "open cables after traffic");

      (active == CABLES.get(0) ? first : second).kill();

      List<String> seen = new ArrayList<>();
      Eventually.await(
          () -> {
            alice.send(Frames.frame(Frames.BROADCAST, ALICE, "still there?"));
            seen.addAll(bob.poll());
            return seen.stream().anyMatch(frame -> frame.contains(hex("still there?")));
          },
          () -> "no way round the dead cable:\n" + lower.ask("vlan/print"));
    }
  }

  private SwitchProcess start(Path program, String name, String mac) throws IOException {
    return SwitchProcess.start(List.of(), program, folder, name, "-F", "--macaddr", mac);
  }

  /** The cables whose both ends forward. */
  private static List<Integer> open(SwitchProcess one, SwitchProcess other) {
    return CABLES.stream().filter(port -> forwards(one, port) && forwards(other, port)).toList();
  }

  private static boolean forwards(SwitchProcess vde, int port) {
    return vde.ask("vlan/print 0")
        .contains("Port %04d tagged=0 active=1 status=Forwarding".formatted(port));
  }

  /** How many copies of a broadcast come; a marker sent after it tells when all have come. */
  private static long arrivals(Plug from, Plug to, SwitchProcess... path) {
    from.send(Frames.frame(Frames.BROADCAST, ALICE, "counted"));
    byte[] marker = Frames.frame(Frames.BROADCAST, ALICE, "marker");
    from.send(marker);
    List<String> seen = new ArrayList<>();
    Eventually.await(
        () -> {
          seen.addAll(to.poll());
          return seen.contains(HexFormat.of().formatHex(marker));
        },
        () -> "no broadcast through " + List.of(path));
    IntStream.range(0, 3).forEach(turn -> List.of(path).forEach(vde -> vde.ask("")));
    seen.addAll(to.poll());
    return seen.stream().filter(frame -> frame.contains(hex("counted"))).count();
  }

  private static String hex(String text) {
    return HexFormat.of().formatHex(text.getBytes(UTF_8));
  }
}
