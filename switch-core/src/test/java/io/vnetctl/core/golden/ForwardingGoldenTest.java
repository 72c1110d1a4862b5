package io.vnetctl.core.golden;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.vnetctl.core.control.Failure;
import io.vnetctl.core.control.Reply;
import io.vnetctl.core.twin.GoldenFiles;
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

/** The recorded forwarding cases: what goes in at one port comes out where it did originally. */
class ForwardingGoldenTest {

  @TestFactory
  Stream<DynamicTest> forwardsLikeTheOriginal() throws IOException {
    return GoldenFiles.<Object>list(GoldenFiles.read("forwarding.json")).stream()
        .map(GoldenFiles::object)
        // The original cuts frames beyond 1518 bytes: an accident that we do not copy.
        .filter(it -> !((String) it.get("case")).startsWith("quirk-"))
        .map(it -> DynamicTest.dynamicTest((String) it.get("case"), () -> replay(it)));
  }

  private static void replay(Map<String, Object> recorded) {
    Replay replay = new Replay(GoldenFiles.list(recorded.get("options")));
    GoldenFiles.<Object>list(recorded.get("events")).stream()
        .map(GoldenFiles::object)
        .forEach(replay::step);
  }

  private static final class Replay {
    private final SwitchRig rig;
    private final Map<String, Station> stations = new LinkedHashMap<>();

    Replay(List<String> options) {
      int ports = Integer.parseInt(options.get(options.indexOf("-n") + 1));
      rig = options.contains("-x") ? SwitchRig.hub(ports) : SwitchRig.ofPorts(ports);
    }

    void step(Map<String, Object> event) {
      switch (event.keySet().iterator().next()) {
        case "connect" ->
            stations.put((String) event.get("connect"), rig.plug((Integer) event.get("port")));
        case "disconnect" -> stations.remove((String) event.get("disconnect")).unplug();
        case "wait_ms" -> rig.pass((Integer) event.get("wait_ms") / 1000);
        case "cmd" -> command(event);
        case "in" -> frames(event);
        default -> throw new IllegalArgumentException("event not known here: " + event);
      }
    }

    private void command(Map<String, Object> event) {
      String expected = ((String) event.get("reply")).substring(0, 4);
      assertEquals(expected, code(rig.execute(ConsoleLine.parse((String) event.get("cmd")))));
    }

    private void frames(Map<String, Object> event) {
      byte[][] frames =
          GoldenFiles.<String>list(event.get("frames")).stream()
              .map(HexFormat.of()::parseHex)
              .toArray(byte[][]::new);
      stations.get((String) event.get("in")).sends(frames);
      assertEquals(expected(event), received(), event::toString);
    }

    private static Map<String, List<String>> expected(Map<String, Object> event) {
      Map<String, List<String>> expected = new TreeMap<>();
      for (Object out : GoldenFiles.list(event.get("out"))) {
        Map<String, Object> to = GoldenFiles.object(out);
        expected.put((String) to.get("to"), GoldenFiles.list(to.get("frames")));
      }
      return expected;
    }

    private Map<String, List<String>> received() {
      Map<String, List<String>> received = new TreeMap<>();
      stations.forEach((name, station) -> received.put(name, station.received()));
      received.values().removeIf(List::isEmpty);
      return received;
    }
  }

  private static String code(Reply reply) {
    return switch (reply) {
      case Reply.Failed(Failure failure) ->
          switch (failure) {
            case INVALID -> "1022";
            case ABSENT -> "1006";
            case EXISTS -> "1017";
            case NO_DEVICE -> "1019";
            case FULL -> "1028";
            case IN_USE -> "1098";
          };
      default -> "1000";
    };
  }
}
