package io.vnetctl.core.golden;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vnetctl.core.Applicant;
import io.vnetctl.core.PortChoice;
import io.vnetctl.core.SwitchConfig;
import io.vnetctl.core.twin.GoldenFiles;
import io.vnetctl.core.twin.GoldenFrames;
import io.vnetctl.core.twin.HandClock;
import io.vnetctl.core.twin.Station;
import io.vnetctl.core.twin.SwitchRig;
import java.io.IOException;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** The recorded spanning tree cases: BPDUs in, BPDUs out. What the console shows is left out. */
class SpanningTreeGoldenTest {
  @TestFactory
  Stream<DynamicTest> speaksFstpLikeTheOriginal() throws IOException {
    return GoldenFiles.cases("(rnd-)?stp-.*").stream()
        .map(name -> DynamicTest.dynamicTest(name, () -> replay(name)));
  }

  private static void replay(String name) throws IOException {
    Map<String, Object> recorded = GoldenFiles.object(GoldenFiles.read(name));
    Replay replay = new Replay(GoldenFiles.list(recorded.get("args")));
    for (Object step : GoldenFiles.list(recorded.get("steps"))) {
      replay.step(GoldenFiles.object(step));
    }
  }

  private static final class Replay {
    private final SwitchRig rig;
    private final Map<String, Station> stations = new LinkedHashMap<>();

    Replay(List<String> args) {
      int at = args.indexOf("--priority");
      int priority = at < 0 ? 0x8000 : Integer.decode(args.get(at + 1));
      boolean on = args.contains("-F");
      rig =
          new SwitchRig(
              new HandClock(), new SwitchConfig(8, false, on, SwitchRig.MAC, priority, 128, 9_234));
    }

    void step(Map<String, Object> step) {
      switch ((String) step.get("op")) {
        case "open" -> {}
        case "plug" -> plug(step);
        case "plugrx" -> {
          plug(step);
          assertReceived(step);
        }
        case "unplug" -> stations.remove((String) step.get("ep")).unplug();
        case "flush" -> stations.values().forEach(Station::received);
        case "cmd" -> command((String) step.get("send"));
        case "tx" -> {
          stations.get((String) step.get("ep")).sends(HexFormat.of().parseHex(frame(step)));
          assertReceived(step);
        }
        case "rx" -> assertReceived(step);
        case "rxwait" -> await(step);
        default -> throw new IllegalArgumentException("step not known here: " + step);
      }
    }

    private void plug(Map<String, Object> step) {
      Station station = rig.plug(PortChoice.any(), Applicant.ownDevice()).orElseThrow();
      assertEquals(step.get("expect"), "port " + station.port());
      stations.put((String) step.get("ep"), station);
    }

    private void command(String line) {
      if (!line.contains("print")) {
        rig.done(ConsoleLine.parse(line));
      }
    }

    private void await(Map<String, Object> step) {
      Station station = stations.get((String) step.get("ep"));
      List<String> received = List.of();
      for (int s = 0; s < (Integer) step.get("within_ms") / 1000 && received.isEmpty(); s++) {
        rig.pass(1);
        received = station.received();
      }
      assertEquals(GoldenFrames.masked(List.of(frame(step))), GoldenFrames.masked(received));
    }

    private void assertReceived(Map<String, Object> step) {
      Map<String, List<String>> expected = new TreeMap<>();
      GoldenFiles.object(step.get("rx"))
          .forEach(
              (name, frames) -> expected.put(name, GoldenFrames.masked(GoldenFiles.list(frames))));
      Map<String, List<String>> received = new TreeMap<>();
      stations.forEach(
          (name, station) -> received.put(name, GoldenFrames.masked(station.received())));
      received.values().removeIf(List::isEmpty);
      assertEquals(expected, received, step::toString);
    }

    private static String frame(Map<String, Object> step) {
      String frame = (String) step.get("frame");
      assertTrue(frame.length() % 2 == 0, frame);
      return frame;
    }
  }
}
