package io.vnetctl.cli.config;

import io.vnetctl.cli.config.ConfigSettings.Section;
import io.vnetctl.core.control.PortLimits;
import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.IntPredicate;

/** Makes a {@link Layout} of what a file says, and finds what does not go together. */
public final class LayoutReader {
  /** What chown(2) and others take for "none". */
  private static final long MAX_ID = 0xffff_fffeL;

  private final ConfigSettings settings;
  private final Names names;
  private final List<ConfigProblem> problems;
  private int taggedOfAll;
  private int edgeOfAll;

  /**
   * Numbers of users and groups.
   *
   * @param uidOf of a user by name
   * @param gidOf of a group by name
   */
  public record Names(Function<String, OptionalInt> uidOf, Function<String, OptionalInt> gidOf) {}

  /**
   * What the switch as a whole is, wherever that was said.
   *
   * @param portCount ports are 0 to portCount - 1
   * @param portsPerUser as in {@link Layout}
   */
  public record Whole(int portCount, boolean hub, boolean fstp, int hashSize, int portsPerUser) {}

  /**
   * @param problems takes what is found wrong
   */
  public LayoutReader(ConfigSettings settings, Names names, List<ConfigProblem> problems) {
    this.settings = settings;
    this.names = names;
    this.problems = problems;
  }

  /** Reads it; with problems, something is left out. */
  public Layout read(Whole whole) {
    PortLimits others = PortLimits.NONE;
    for (Section section : settings.sections(ConfigSection.PORT)) {
      if (section.argument().equals(ConfigSection.ALL)) {
        others = limits(section, others);
      }
    }
    SortedMap<Integer, Layout.VlanLayout> vlans = new TreeMap<>();
    for (Section section : settings.sections(ConfigSection.VLAN)) {
      vlans.put(Integer.parseInt(section.argument()), vlan(section, whole.portCount()));
    }
    SortedMap<Integer, PortLimits> limits = new TreeMap<>();
    SortedMap<Integer, Layout.PortLayout> ports = new TreeMap<>();
    for (Section section : settings.sections(ConfigSection.PORT)) {
      if (!section.argument().equals(ConfigSection.ALL)) {
        int number = Integer.parseInt(section.argument());
        checkPort(number, section.line(), whole.portCount());
        limits.put(number, limits(section, others));
        ports.put(number, port(section, vlans.keySet()::contains));
      }
    }
    return new Layout(
        whole.portCount(),
        whole.hub(),
        whole.fstp(),
        whole.hashSize(),
        ageing(),
        whole.portsPerUser(),
        others,
        limits,
        ports,
        vlans);
  }

  /** Ports of TAPs by name, in the order of the file; empty: the first that is free. */
  public Map<String, OptionalInt> taps(int portCount) {
    Map<String, OptionalInt> taps = new LinkedHashMap<>();
    for (Section section : settings.sections(ConfigSection.TAP)) {
      OptionalInt port =
          section
              .setting(LayoutKey.TAP_PORT)
              .map(it -> OptionalInt.of(Integer.parseInt(it.value())))
              .orElse(OptionalInt.empty());
      port.ifPresent(it -> checkPort(it, section.line(LayoutKey.TAP_PORT), portCount));
      if (port.isPresent() && taps.containsValue(port)) {
        problem(
            section.line(LayoutKey.TAP_PORT),
            "port %d is another TAP's already".formatted(port.getAsInt()));
      }
      taps.put(section.argument(), port);
    }
    return taps;
  }

  private Layout.Ageing ageing() {
    return new Layout.Ageing(
        ofSwitch(LayoutKey.HASH_GCINT),
        ofSwitch(LayoutKey.HASH_EXPIRE),
        ofSwitch(LayoutKey.HASH_MINPER));
  }

  private int ofSwitch(LayoutKey key) {
    return settings.sections(ConfigSection.SWITCH).stream()
        .map(section -> section.value(key))
        .findFirst()
        .or(() -> Optional.of(key.key().initial()))
        .map(Integer::parseInt)
        .get();
  }

  private Layout.VlanLayout vlan(Section section, int portCount) {
    int port = 0;
    int cost = 0;
    String bonus = section.value(LayoutKey.BONUS);
    if (!bonus.equals(NumberList.NONE)) {
      String[] words = bonus.split(" ");
      port = Integer.parseInt(words[0]);
      cost = Integer.parseInt(words[1]);
      checkPort(port, section.line(LayoutKey.BONUS), portCount);
    }
    return new Layout.VlanLayout(port, cost, edge(section, portCount));
  }

  private SortedSet<Integer> edge(Section section, int portCount) {
    BitSet ports =
        NumberList.parse(section.value(LayoutKey.EDGE), Layout.MAX_PORTS - 1).orElseThrow();
    checkPort(Math.max(0, ports.length() - 1), section.line(LayoutKey.EDGE), portCount);
    SortedSet<Integer> edge = new TreeSet<>();
    edgeOfAll += ports.cardinality();
    if (edgeOfAll > Layout.MAX_EDGE) {
      problem(
          section.line(LayoutKey.EDGE),
          "more than %d edge ports of all VLANs".formatted(Layout.MAX_EDGE));
      return edge;
    }
    ports.stream().forEach(edge::add);
    return edge;
  }

  private Layout.PortLayout port(Section section, IntPredicate vlanExists) {
    String vlan = section.value(LayoutKey.VLAN);
    int untagged = vlan.equals(NumberList.NONE) ? Layout.NO_VLAN : Integer.parseInt(vlan);
    if (untagged != Layout.NO_VLAN) {
      checkVlan(untagged, section.line(LayoutKey.VLAN), vlanExists);
    }
    BitSet wanted =
        NumberList.parse(section.value(LayoutKey.TAGGED), Layout.LAST_VLAN).orElseThrow();
    SortedSet<Integer> tagged = tagged(section, wanted, vlanExists);
    if (tagged.contains(untagged)) {
      problem(
          section.line(LayoutKey.TAGGED),
          "port %s has VLAN %d tagged and untagged; give vlan = another or none, or take it out"
                  .formatted(section.argument(), untagged)
              + " of tagged");
    }
    return new Layout.PortLayout(
        untagged,
        tagged,
        flag(section.value(LayoutKey.ALLOCATABLE)),
        owner(section, LayoutKey.USER, names.uidOf()),
        owner(section, LayoutKey.GROUP, names.gidOf()));
  }

  private SortedSet<Integer> tagged(Section section, BitSet wanted, IntPredicate vlanExists) {
    SortedSet<Integer> tagged = new TreeSet<>();
    int line = section.line(LayoutKey.TAGGED);
    taggedOfAll += wanted.cardinality();
    if (taggedOfAll > Layout.MAX_TAGGED) {
      problem(line, "more than %d tagged VLANs of all ports".formatted(Layout.MAX_TAGGED));
      return tagged;
    }
    wanted.stream().forEach(tagged::add);
    BitSet missing = new BitSet();
    wanted.stream().filter(vlan -> vlan != 0 && !vlanExists.test(vlan)).forEach(missing::set);
    if (missing.cardinality() == 1) {
      checkVlan(missing.nextSetBit(0), line, vlanExists);
    } else if (!missing.isEmpty()) {
      problem(
          line, "no VLANs %s: each needs a section [vlan N]".formatted(NumberList.text(missing)));
    }
    return tagged;
  }

  private OptionalInt owner(
      Section section, LayoutKey key, Function<String, OptionalInt> numberOf) {
    String name = section.value(key);
    if (name.equals(NumberList.NONE)) {
      return OptionalInt.empty();
    }
    if (name.chars().allMatch(c -> c >= '0' && c <= '9') && name.length() <= 10) {
      long number = Long.parseLong(name);
      if (number <= MAX_ID) {
        return OptionalInt.of((int) number);
      }
    }
    OptionalInt number = numberOf.apply(name);
    if (number.isEmpty()) {
      problem(section.line(key), "no such %s: '%s'".formatted(key.text(), name));
    }
    return number;
  }

  private static PortLimits limits(Section section, PortLimits others) {
    PortLimits limits = others;
    for (ConfigSettings.Setting setting : section.settings().values()) {
      String value = setting.value();
      String name = setting.key().name();
      if (name.equals(LayoutKey.MAC_LIMIT.text())) {
        limits = limits.withAddresses(Integer.parseInt(value));
      } else if (name.equals(LayoutKey.FLOOD_LIMIT.text())) {
        limits = limits.withFloodedFrames(Integer.parseInt(value));
      } else if (name.equals(LayoutKey.BPDU_GUARD.text())) {
        limits = limits.withBpduGuard(flag(value));
      } else if (name.equals(LayoutKey.ISOLATED.text())) {
        limits = limits.withIsolated(flag(value));
      }
    }
    return limits;
  }

  private static boolean flag(String value) {
    return value.equals("yes");
  }

  private void checkPort(int port, int line, int portCount) {
    if (port >= portCount) {
      problem(
          line,
          "no port %d: the ports are 0 to %d, numports sets how many"
              .formatted(port, portCount - 1));
    }
  }

  private void checkVlan(int vlan, int line, IntPredicate exists) {
    if (vlan != 0 && !exists.test(vlan)) {
      problem(line, "no VLAN %d: a section [vlan %d] makes it".formatted(vlan, vlan));
    }
  }

  private void problem(int line, String text) {
    if (problems.size() < ConfigProblem.MAX_PROBLEMS) {
      problems.add(new ConfigProblem(line, text));
    }
  }
}
