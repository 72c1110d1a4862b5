package io.vnetctl.vde.console;

import static io.vnetctl.vde.console.TestConsole.PROMPT;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vnetctl.core.twin.GoldenFiles;
import io.vnetctl.core.twin.GoldenFrames;
import io.vnetctl.core.twin.Station;
import io.vnetctl.vde.ErrnoException;
import io.vnetctl.vde.wire.PortRequest;
import io.vnetctl.vde.wire.SockaddrUn;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** One recorded case, played to a switch in memory step by step. */
final class GoldenReplay implements AutoCloseable {
  /** A console that has been silent for so long has said all. */
  private static final int QUIET_MILLIS = 60;

  private static final int ANSWER_MILLIS = 5000;
  private static final int DRAIN_MILLIS = 1500;
  private static final String END = "<EOF>";

  private final MemorySwitch network;
  private final Map<String, TestConsole> consoles = new HashMap<>();
  private final Map<String, Station> stations = new LinkedHashMap<>();
  private final Map<String, String> places = new LinkedHashMap<>();
  private final Map<String, String> captured = new HashMap<>();

  /**
   * @param folder for the files of the case; nothing else is there
   */
  GoldenReplay(Map<String, Object> recorded, Path folder) throws IOException, ErrnoException {
    Path control = folder.resolve("c");
    Path management = folder.resolve("m");
    places.put("{sock}", control.toString());
    places.put("{mgmt}", management.toString());
    places.put("{dir}", folder.toString());
    for (Map.Entry<String, Object> file :
        GoldenFiles.object(recorded.getOrDefault("files", Map.of())).entrySet()) {
      String text =
          file.getValue() instanceof List<?> lines
              ? String.join("", GoldenFiles.<String>list(lines))
              : (String) file.getValue();
      Files.writeString(folder.resolve(file.getKey()), expanded(text));
    }
    List<String> args = GoldenFiles.<String>list(recorded.get("args"));
    network = MemorySwitch.of(args.stream().map(this::expanded).toList(), control, management);
    places.put("Current User: {user} ", "Current User: " + network.user() + " ");
  }

  void step(Map<String, Object> step) {
    switch ((String) step.get("op")) {
      case "open" -> open(step);
      case "cmd" -> command(step);
      case "capture" -> capture(step);
      case "drain" -> drain(step);
      case "close" -> consoles.remove(console(step)).channel.close();
      case "plug" -> plug(step);
      case "plugrx" -> {
        plug(step);
        assertFrames(step);
      }
      case "unplug" -> stations.remove(endpoint(step)).unplug();
      case "halfclose" -> stations.remove(endpoint(step)).device().refuse();
      case "eof" -> assertTrue(stations.remove(endpoint(step)).device().isClosed());
      case "tx" -> {
        stations.get(endpoint(step)).sends(frames(step));
        assertFrames(step);
      }
      case "rx" -> assertFrames(step);
      case "rxwait" -> awaitFrame(step);
      case "flush" -> stations.values().forEach(Station::received);
      case "sleep" -> network.pass(Math.ceilDiv((int) step.get("ms"), 1000));
      case "exit" -> assertTrue(network.isShutDown());
      case "alive" -> assertFalse(network.isShutDown());
      // There are no sockets in the file system here.
      case "fs", "datasock" -> {}
      default -> throw new IllegalArgumentException("step not known here: " + step);
    }
  }

  private void open(Map<String, Object> step) {
    TestConsole console = network.console();
    consoles.put(console(step), console);
    assertText(step, read(console, text -> text.endsWith(PROMPT), ANSWER_MILLIS));
  }

  private void command(Map<String, Object> step) {
    TestConsole console = consoles.get(console(step));
    console.send(expanded((String) step.get("send")));
    assertText(step, read(console, text -> text.endsWith(PROMPT), ANSWER_MILLIS));
  }

  private void capture(Map<String, Object> step) {
    TestConsole console = consoles.get(console(step));
    Matcher matcher =
        Pattern.compile((String) step.get("re")).matcher(console.answer((String) step.get("send")));
    assertTrue(matcher.find(), step::toString);
    captured.put("${" + step.get("var") + "}", Integer.valueOf(matcher.group(1)).toString());
  }

  private void drain(Map<String, Object> step) {
    assertText(step, read(consoles.get(console(step)), text -> !text.isEmpty(), DRAIN_MILLIS));
  }

  private void plug(Map<String, Object> step) {
    String name = endpoint(step);
    PortRequest request =
        new PortRequest(
            (int) step.getOrDefault("version", 3),
            PortRequest.Type.values()[(int) step.getOrDefault("type", 0)],
            (int) step.getOrDefault("port", 0),
            SockaddrUn.ofFile("/ep." + name),
            (String) step.getOrDefault("descr", "ep " + name));
    Optional<Station> station = network.plug(request);
    assertEquals(
        step.get("expect"),
        station.map(it -> "port " + it.port()).orElse("refused"),
        step::toString);
    station.ifPresent(it -> stations.put(name, it));
  }

  private void awaitFrame(Map<String, Object> step) {
    List<String> expected = GoldenFrames.masked(List.of((String) step.get("frame")));
    List<String> received = List.of();
    for (int ms = 0; ms < (int) step.get("within_ms") && received.isEmpty(); ms += 1000) {
      network.pass(1);
      received = stations.get(endpoint(step)).received();
    }
    assertEquals(expected, GoldenFrames.masked(received), step::toString);
  }

  private void assertFrames(Map<String, Object> step) {
    Map<String, List<String>> expected = new TreeMap<>();
    GoldenFiles.object(step.get("rx"))
        .forEach(
            (name, frames) -> expected.put(name, GoldenFrames.masked(GoldenFiles.list(frames))));
    expected.values().removeIf(List::isEmpty);
    Map<String, List<String>> received = new TreeMap<>();
    stations.forEach((name, it) -> received.put(name, GoldenFrames.masked(it.received())));
    received.values().removeIf(List::isEmpty);
    assertEquals(expected, received, step::toString);
  }

  private void assertText(Map<String, Object> step, String text) {
    List<String> masks = GoldenFiles.list(step.getOrDefault("mask", List.of()));
    String recorded = String.join("", GoldenFiles.<String>list(step.get("recv")));
    String expected = GoldenText.normalised(recorded, places, masks);
    String received = GoldenText.normalised(text, places, masks);
    if (!"subseq".equals(step.get("match")) || !GoldenText.isWithin(expected, received)) {
      assertEquals(expected, received, step::toString);
    }
  }

  /** What a console writes until it has said enough and falls silent, or no time is left. */
  private static String read(TestConsole console, Predicate<String> isEnough, int limitMillis) {
    StringBuilder all = new StringBuilder(console.text());
    int quiet = 0;
    for (int ms = 0; ms < limitMillis && quiet < QUIET_MILLIS && console.channel.isOpen(); ms++) {
      console.pass(1);
      String more = console.text();
      all.append(more);
      quiet = more.isEmpty() && isEnough.test(all.toString()) ? quiet + 1 : 0;
    }
    return console.channel.isOpen() ? all.toString() : all + END;
  }

  private String expanded(String text) {
    String expanded = text;
    for (Map.Entry<String, String> place : places.entrySet()) {
      expanded = expanded.replace(place.getKey(), place.getValue());
    }
    for (Map.Entry<String, String> value : captured.entrySet()) {
      expanded = expanded.replace(value.getKey(), value.getValue());
    }
    return expanded;
  }

  private static byte[][] frames(Map<String, Object> step) {
    List<String> frames =
        step.get("frame") instanceof List<?> list
            ? GoldenFiles.list(list)
            : List.of((String) step.get("frame"));
    return frames.stream().map(HexFormat.of()::parseHex).toArray(byte[][]::new);
  }

  private static String console(Map<String, Object> step) {
    return (String) step.getOrDefault("con", "c1");
  }

  private static String endpoint(Map<String, Object> step) {
    return (String) step.get("ep");
  }

  @Override
  public void close() {
    network.close();
  }
}
