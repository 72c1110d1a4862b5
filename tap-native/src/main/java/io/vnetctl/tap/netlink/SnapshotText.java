package io.vnetctl.tap.netlink;

import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.function.Function;

/** A snapshot as lines of text: a key, and the kernel's message in hexadecimal. */
final class SnapshotText {
  private static final String FIRST_LINE = "vnetctl-nic-snapshot 1";

  private Instant taken;
  private byte[] link;
  private final List<Address> addresses = new ArrayList<>();
  private final List<Route> routes = new ArrayList<>();
  private final List<Rule> rules = new ArrayList<>();
  private final List<Neighbour> neighbours = new ArrayList<>();

  private SnapshotText() {}

  static List<String> write(NicSnapshot snapshot) {
    List<String> lines = new ArrayList<>();
    lines.add(FIRST_LINE);
    lines.add("taken " + snapshot.taken());
    write(lines, "link", List.of(snapshot.link()), Function.identity());
    write(lines, "address", snapshot.addresses(), a -> a.payload().encode());
    write(lines, "route", snapshot.routes(), r -> r.payload().encode());
    write(lines, "rule", snapshot.rules(), r -> r.payload().encode());
    write(lines, "neighbour", snapshot.neighbours(), n -> n.payload().encode());
    return List.copyOf(lines);
  }

  private static <T> void write(
      List<String> lines, String key, List<T> things, Function<T, byte[]> encoder) {
    things.forEach(t -> lines.add(key + " " + HexFormat.of().formatHex(encoder.apply(t))));
  }

  static NicSnapshot parse(List<String> lines) {
    if (lines.isEmpty() || !lines.getFirst().equals(FIRST_LINE)) {
      throw new MalformedMessageException("not a snapshot: its first line is not " + FIRST_LINE);
    }
    SnapshotText text = new SnapshotText();
    lines.subList(1, lines.size()).forEach(text::read);
    if (text.taken == null || text.link == null) {
      throw new MalformedMessageException("snapshot without its time or its link");
    }
    return new NicSnapshot(
        text.taken, text.link, text.addresses, text.routes, text.rules, text.neighbours);
  }

  private void read(String line) {
    int space = line.indexOf(' ');
    String key = line.substring(0, Math.max(0, space));
    String value = line.substring(space + 1);
    try {
      switch (key) {
        case "taken" -> taken = Instant.parse(value);
        case "link" -> link = bytes(value);
        case "address" -> addresses.add(Address.parse(bytes(value)));
        case "route" -> routes.add(Route.parse(bytes(value)));
        case "rule" -> rules.add(Rule.parse(bytes(value)));
        case "neighbour" -> neighbours.add(Neighbour.parse(bytes(value)));
        default -> throw new MalformedMessageException("not known: " + line);
      }
    } catch (DateTimeException | IllegalArgumentException e) {
      throw new MalformedMessageException("line of a snapshot: " + e.getMessage());
    }
  }

  private static byte[] bytes(String hex) {
    return HexFormat.of().parseHex(hex);
  }
}
