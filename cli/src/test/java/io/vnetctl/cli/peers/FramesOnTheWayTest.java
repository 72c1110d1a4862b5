package io.vnetctl.cli.peers;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vnetctl.tap.Requirement;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Long frames, slow clients, and more than one TAP. */
final class FramesOnTheWayTest {
  private static final String ALICE = "02:00:00:00:00:01";
  private static final int HEADER = 14;

  @TempDir Path folder;

  @Test
  void jumboFramesPassWholeAndLongerOnesAreCounted() throws IOException {
    try (SwitchProcess vde = SwitchProcess.start(folder, "sw");
        Plug alice = Plug.connect(vde, 1);
        Plug bob = Plug.connect(vde, 2)) {
      for (int length : List.of(1518, 1519, 4096, 9234)) {
        byte[] frame = frame(length);
        assertTrue(alice.send(frame));
        bob.awaitFrame(frame);
      }
      alice.send(frame(9235));
      byte[] last = frame(60);
      alice.send(last);
      Eventually.await(() -> counter(vde, 1, "in_giant") == 1, () -> vde.ask("port/counters 1"));
      assertEquals(HexFormat.of().formatHex(last), onlyFrame(bob));
    }
  }

  private static String onlyFrame(Plug plug) {
    List<String> frames = new ArrayList<>();
    Eventually.await(
        () -> {
          frames.addAll(plug.poll());
          return !frames.isEmpty();
        },
        () -> "no frame came");
    assertEquals(1, frames.size());
    return frames.getFirst();
  }

  @Test
  void stoppedClientLosesOnlyItsOwnFrames() throws IOException {
    VdePlug.require();
    int bursts = 100;
    int burst = 20;
    try (SwitchProcess vde = SwitchProcess.start(folder, "sw");
        PeerProcess stopped = VdePlug.start(List.of(), vde, 3);
        Plug alice = Plug.connect(vde, 1);
        Plug bob = Plug.connect(vde, 2)) {
      PeerProcess.run("kill", "-STOP", String.valueOf(stopped.pid()));
      for (int round = 0; round < bursts; round++) {
        for (int i = 0; i < burst - 1; i++) {
          assertTrue(alice.send(frame(1514)));
        }
        byte[] last = Frames.frame(Frames.BROADCAST, ALICE, "burst " + round);
        assertTrue(alice.send(last));
        bob.awaitFrame(last);
      }
      assertEquals(bursts * burst, counter(vde, 2, "out_frames"));
      assertTrue(counter(vde, 3, "out_queue_full") > 0, vde.ask("port/counters 3"));

      PeerProcess.run("kill", "-CONT", String.valueOf(stopped.pid()));
      byte[] again = Frames.frame(Frames.BROADCAST, ALICE, "after the stop");
      Eventually.await(
          () -> {
            alice.send(again);
            return stopped.output().contains(new String(again, ISO_8859_1));
          },
          () -> "the client gets no frames any more: " + vde.ask("port/counters 3"));
    }
  }

  @Test
  void twoTapsJoinTwoHosts() throws IOException {
    Requirement.tap();
    Requirement.program("ping", "iputils-ping");
    try (Namespace one = Namespace.create();
        Namespace two = Namespace.create();
        SwitchProcess vde =
            SwitchProcess.start(
                one.enter(), SwitchProcess.program(), folder, "sw", "-t", "tap0", "-t", "tap1")) {
      one.give("tap1", two);
      one.run("ip", "addr", "add", "10.9.1.1/24", "dev", "tap0");
      one.run("ip", "link", "set", "tap0", "up");
      two.run("ip", "addr", "add", "10.9.1.2/24", "dev", "tap1");
      two.run("ip", "link", "set", "tap1", "up");
      String shown = one.run("ping", "-c", "5", "-i", "0.05", "-W", "5", "10.9.1.2");
      assertTrue(shown.contains(" 0% packet loss"), shown);
      vde.stop();
      assertFalse(two.run("ip", "link").contains("tap1"));
    }
  }

  private static byte[] frame(int length) {
    return Frames.frame(Frames.BROADCAST, ALICE, "x".repeat(Math.max(46, length - HEADER)));
  }

  static long counter(SwitchProcess vde, int port, String name) {
    String counters = vde.ask("port/counters " + port);
    Matcher line = Pattern.compile(" " + name + " +(\\d+)\n").matcher(counters);
    assertTrue(line.find(), counters);
    return Long.parseLong(line.group(1));
  }
}
