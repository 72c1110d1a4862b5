package io.vnetctl.cli.config;

import io.vnetctl.core.control.PortLimits;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.IntFunction;
import java.util.stream.Stream;

/** A {@link Layout} in the words of the file: by section and key. */
public final class LayoutText {
  private final Layout layout;
  private final Names names;

  /**
   * Names of users and groups; where there is none, the number as text.
   *
   * @param userOf name by number
   * @param groupOf name by number
   */
  public record Names(IntFunction<String> userOf, IntFunction<String> groupOf) {}

  /**
   * A section of the file.
   *
   * @param argument empty if the kind has none
   */
  record Id(ConfigSection kind, String argument) {
    @Override
    public String toString() {
      return kind.header(argument);
    }
  }

  /**
   * What a key is to have.
   *
   * @param usual what it has where it is not given
   */
  record Want(String value, String usual) {
    boolean isUsual() {
      return value.equals(usual);
    }
  }

  /** The words of a layout. */
  public LayoutText(Layout layout, Names names) {
    this.layout = layout;
    this.names = names;
  }

  /** Sections beside [switch] that have to be there, in the order of a new file. */
  List<Id> sections() {
    List<Id> sections = new ArrayList<>();
    layout.vlans().keySet().forEach(it -> sections.add(new Id(ConfigSection.VLAN, "" + it)));
    if (!layout.others().equals(PortLimits.NONE)) {
      sections.add(new Id(ConfigSection.PORT, ConfigSection.ALL));
    }
    SortedSet<Integer> numbers = new TreeSet<>(layout.ports().keySet());
    numbers.addAll(layout.limits().keySet());
    numbers.forEach(it -> sections.add(new Id(ConfigSection.PORT, "" + it)));
    return sections;
  }

  /** What the keys of a section are to have, all of them; of a section that is none, nothing. */
  Map<String, Want> wants(Id section) {
    return switch (section.kind()) {
      case SWITCH -> ofSwitch();
      case TAP -> Map.of();
      case VLAN -> vlan(Integer.parseInt(section.argument()));
      case PORT ->
          section.argument().equals(ConfigSection.ALL)
              ? limits(layout.others(), PortLimits.NONE)
              : port(Integer.parseInt(section.argument()));
    };
  }

  private Map<String, Want> ofSwitch() {
    Map<String, Want> wants = new LinkedHashMap<>();
    wants.put("hub", new Want(flag(layout.hub()), "no"));
    wants.put("fstp", new Want(flag(layout.fstp()), "no"));
    wants.put("numports", new Want("" + layout.portCount(), "32"));
    wants.put("hashsize", new Want("" + layout.hashSize(), "128"));
    wants.put("user-limit", new Want("" + layout.portsPerUser(), "0"));
    put(wants, LayoutKey.HASH_GCINT, "" + layout.ageing().sweepInterval());
    put(wants, LayoutKey.HASH_EXPIRE, "" + layout.ageing().expiry());
    put(wants, LayoutKey.HASH_MINPER, "" + layout.ageing().minPersistence());
    return wants;
  }

  private Map<String, Want> vlan(int number) {
    Map<String, Want> wants = new LinkedHashMap<>();
    if (number == 0 || layout.vlans().containsKey(number)) {
      Layout.VlanLayout vlan = layout.vlans().getOrDefault(number, Layout.VlanLayout.AS_MADE);
      put(
          wants,
          LayoutKey.BONUS,
          vlan.bonusCost() == 0 ? NumberList.NONE : vlan.bonusPort() + " " + vlan.bonusCost());
      put(wants, LayoutKey.EDGE, NumberList.text(vlan.edge()));
    }
    return wants;
  }

  private Map<String, Want> port(int number) {
    Layout.PortLayout port = layout.port(number);
    Map<String, Want> wants = new LinkedHashMap<>();
    if (number >= layout.portCount()) {
      return wants;
    }
    put(wants, LayoutKey.VLAN, port.vlan() == Layout.NO_VLAN ? NumberList.NONE : "" + port.vlan());
    put(wants, LayoutKey.TAGGED, NumberList.text(port.tagged()));
    put(wants, LayoutKey.ALLOCATABLE, flag(port.allocatable()));
    put(wants, LayoutKey.USER, owner(port.uid(), names.userOf()));
    put(wants, LayoutKey.GROUP, owner(port.gid(), names.groupOf()));
    wants.putAll(limits(layout.limitsOf(number), layout.others()));
    return wants;
  }

  private static Map<String, Want> limits(PortLimits limits, PortLimits usual) {
    Map<String, Want> wants = new LinkedHashMap<>();
    wants.put(
        LayoutKey.MAC_LIMIT.text(), new Want("" + limits.addresses(), "" + usual.addresses()));
    wants.put(
        LayoutKey.FLOOD_LIMIT.text(),
        new Want("" + limits.floodedFrames(), "" + usual.floodedFrames()));
    wants.put(
        LayoutKey.BPDU_GUARD.text(), new Want(flag(limits.bpduGuard()), flag(usual.bpduGuard())));
    wants.put(LayoutKey.ISOLATED.text(), new Want(flag(limits.isolated()), flag(usual.isolated())));
    return wants;
  }

  private static void put(Map<String, Want> wants, LayoutKey key, String value) {
    wants.put(key.text(), new Want(value, key.key().initial()));
  }

  private static String flag(boolean set) {
    return set ? "yes" : "no";
  }

  private static String owner(OptionalInt number, IntFunction<String> name) {
    return number.isPresent() ? name.apply(number.getAsInt()) : NumberList.NONE;
  }

  /** How another layout differs from this one, a line each. */
  public List<String> changesTo(LayoutText other) {
    Stream<Id> ofSwitch = Stream.of(new Id(ConfigSection.SWITCH, ""));
    Stream<Id> parts = Stream.concat(sections().stream(), other.sections().stream());
    return Stream.concat(ofSwitch, parts)
        .distinct()
        .flatMap(section -> changes(section, other))
        .toList();
  }

  private Stream<String> changes(Id section, LayoutText other) {
    Map<String, Want> before = wants(section);
    Map<String, Want> after = other.wants(section);
    if (after.isEmpty()) {
      return before.isEmpty() ? Stream.empty() : Stream.of(section + " is gone");
    }
    Stream<String> isNew = before.isEmpty() ? Stream.of(section + " is new") : Stream.empty();
    Stream<String> differences =
        after.entrySet().stream()
            .map(
                entry -> {
                  Want want = entry.getValue();
                  String was = before.getOrDefault(entry.getKey(), want).value();
                  String start = before.isEmpty() ? want.usual() : was;
                  return start.equals(want.value())
                      ? ""
                      : "%s %s: %s -> %s".formatted(section, entry.getKey(), start, want.value());
                })
            .filter(line -> !line.isEmpty());
    return Stream.concat(isNew, differences);
  }
}
