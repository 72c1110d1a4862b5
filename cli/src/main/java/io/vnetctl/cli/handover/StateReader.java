package io.vnetctl.cli.handover;

import io.vnetctl.core.PortCounter;
import io.vnetctl.core.SwitchConfig;
import io.vnetctl.core.control.PortLimits;
import io.vnetctl.core.frame.MacAddress;
import io.vnetctl.core.state.EndpointState;
import io.vnetctl.core.state.LimitsState;
import io.vnetctl.core.state.MacStates;
import io.vnetctl.core.state.PortState;
import io.vnetctl.core.state.SwitchState;
import io.vnetctl.core.state.VlanState;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.EnumMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.SortedMap;
import java.util.TreeMap;

/** Reads what {@link StateWriter} has written, all of it or nothing. For one text. */
final class StateReader {
  private static final int HEX = 16;

  private final List<Integer> descriptors;
  private final List<OpenFile> files = new ArrayList<>();
  private final Map<Integer, PortState> ports = new LinkedHashMap<>();
  private final Map<Integer, VlanState.TreeState> trees = new LinkedHashMap<>();
  private final Map<Integer, List<BitSet>> vlans = new LinkedHashMap<>();
  private final SortedMap<Integer, PortLimits> limits = new TreeMap<>();
  private final MacStates macs;
  private Path directory;
  private int addresses;
  private long started;
  private SwitchConfig config;
  private SwitchState.AddressAgeing ageing;
  private SwitchState.Hello hello;
  private PortLimits others = PortLimits.NONE;
  private int portsPerUser;
  private BitSet shut = new BitSet();

  private String[] words;
  private int at;

  private StateReader(MacStates macs, List<Integer> descriptors) {
    this.macs = macs;
    this.descriptors = descriptors;
  }

  /**
   * Reads a text.
   *
   * @param macs the addresses that came with it
   * @param descriptors the open files that came with it, in the order of its lines
   * @throws IOException in one line, if the text is of another version, cut, or else wrong
   */
  static Handover read(String text, MacStates macs, List<Integer> descriptors) throws IOException {
    checkVersion(text);
    List<String> lines = text.lines().toList();
    int last = lines.size() - 1;
    if (!text.endsWith("\n") || !lines.get(last).equals(StateWriter.END + last)) {
      throw new IOException("the state of the switch is cut short, after line " + last);
    }
    StateReader reader = new StateReader(macs, descriptors);
    for (int i = 1; i < last; i++) {
      try {
        reader.line(lines.get(i));
      } catch (RuntimeException e) {
        throw new IOException(
            "the state of the switch is wrong in line " + (i + 1) + ": " + lines.get(i), e);
      }
    }
    return reader.result();
  }

  /**
   * Looks at nothing else of a text: of another version, what comes with it is not known.
   *
   * @throws IOException in one line, if it is of another version
   */
  static void checkVersion(String text) throws IOException {
    String title = text.lines().findFirst().orElse("");
    if (!title.equals(StateWriter.TITLE + " " + StateWriter.VERSION)) {
      throw new IOException(
          "this version reads '%s %d', not '%s'"
              .formatted(
                  StateWriter.TITLE,
                  StateWriter.VERSION,
                  title.substring(0, Math.min(40, title.length()))));
    }
  }

  private Handover result() throws IOException {
    if (directory == null || config == null || ageing == null || hello == null) {
      throw new IOException("the state of the switch lacks its settings");
    }
    if (files.size() != descriptors.size() || !vlans.keySet().equals(trees.keySet())) {
      throw new IOException(
          "the state of the switch names %d open files, and %d came"
              .formatted(files.size(), descriptors.size()));
    }
    if (macs.size() != addresses) {
      throw new IOException(
          "the state of the switch has %d addresses, and %d came"
              .formatted(addresses, macs.size()));
    }
    List<VlanState> all =
        vlans.entrySet().stream()
            .map(
                vlan ->
                    new VlanState(
                        vlan.getKey(),
                        vlan.getValue().get(0),
                        vlan.getValue().get(1),
                        trees.get(vlan.getKey())))
            .toList();
    return new Handover(
        directory,
        new SwitchState(
            started,
            config,
            ageing,
            hello,
            new LimitsState(portsPerUser, others, limits, shut),
            List.copyOf(ports.values()),
            all,
            macs),
        files);
  }

  private void line(String line) {
    words = line.split(" ", -1);
    at = 0;
    switch (word()) {
      case "macs" -> addresses = number();
      case "directory" -> directory = Path.of(Word.text(word()));
      case "switch" -> config();
      case "ageing" ->
          ageing = new SwitchState.AddressAgeing(number(), number(), number(), number());
      case "hello" -> hello = new SwitchState.Hello(number(), number());
      case "users" -> portsPerUser = number();
      case "limits" -> limits();
      case "shut" -> shut = numbers();
      case "port" -> port();
      case "count" -> count();
      case "endpoint" -> endpoint();
      case "vlan" -> vlans.put(number(), List.of(numbers(), numbers()));
      case "tree" -> tree();
      case "file" -> files.add(new OpenFile(role(), descriptors.get(files.size())));
      default -> throw new IllegalArgumentException("unknown line");
    }
    if (at != words.length) {
      throw new IllegalArgumentException("more than was expected");
    }
  }

  private void config() {
    started = Long.parseLong(word());
    config = new SwitchConfig(number(), flag(), flag(), mac48(), number(), number(), number());
  }

  private void limits() {
    String port = word();
    PortLimits read = new PortLimits(number(), number(), flag(), flag());
    if (port.equals("all")) {
      others = read;
    } else {
      limits.put(Integer.valueOf(port), read);
    }
  }

  private void port() {
    int number = number();
    ports.put(
        number,
        new PortState(number, number(), flag(), optional(), optional(), Map.of(), List.of()));
  }

  /** A counter that this version does not know is let go. */
  private void count() {
    PortState port = ports.get(number());
    String name = word();
    long value = Long.parseLong(word());
    Map<PortCounter, Long> counters = new EnumMap<>(PortCounter.class);
    counters.putAll(port.counters());
    for (PortCounter counter : PortCounter.values()) {
      if (counter.name().equals(name)) {
        counters.put(counter, value);
      }
    }
    replace(port, counters, port.endpoints());
  }

  private void endpoint() {
    PortState port = ports.get(number());
    List<EndpointState> endpoints = new ArrayList<>(port.endpoints());
    endpoints.add(new EndpointState(number(), optional(), Word.text(word()), Word.text(word())));
    replace(port, port.counters(), endpoints);
  }

  private void replace(
      PortState port, Map<PortCounter, Long> counters, List<EndpointState> endpoints) {
    ports.put(
        port.number(),
        new PortState(
            port.number(),
            port.untaggedVlan(),
            port.allocatable(),
            port.allowedUid(),
            port.allowedGid(),
            counters,
            endpoints));
  }

  private void tree() {
    trees.put(
        number(),
        new VlanState.TreeState(
            identifier(),
            number(),
            identifier(),
            number(),
            number(),
            number(),
            number(),
            number(),
            numbers(),
            numbers(),
            numbers(),
            numbers()));
  }

  private Role role() {
    Iterator<String> rest = Arrays.asList(words).listIterator(at);
    Role role = RoleText.parse(rest);
    if (rest.hasNext()) {
      throw new IllegalArgumentException("more than was expected");
    }
    at = words.length;
    return role;
  }

  private String word() {
    return words[at++];
  }

  private int number() {
    return Integer.parseInt(word());
  }

  private boolean flag() {
    return switch (word()) {
      case "0" -> false;
      case "1" -> true;
      default -> throw new IllegalArgumentException("neither 0 nor 1");
    };
  }

  private MacAddress mac48() {
    return new MacAddress(identifier());
  }

  private long identifier() {
    return Long.parseUnsignedLong(word(), HEX);
  }

  private OptionalInt optional() {
    String word = word();
    return word.equals(StateWriter.NONE)
        ? OptionalInt.empty()
        : OptionalInt.of(Integer.parseInt(word));
  }

  private BitSet numbers() {
    BitSet set = new BitSet();
    String word = word();
    if (!word.equals(StateWriter.NONE)) {
      for (String number : word.split(",")) {
        set.set(Integer.parseInt(number));
      }
    }
    return set;
  }
}
