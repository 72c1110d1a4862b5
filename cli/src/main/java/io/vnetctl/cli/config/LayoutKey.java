package io.vnetctl.cli.config;

import io.vnetctl.cli.config.ConfigKey.Effect;
import io.vnetctl.core.control.PortLimits;
import java.util.Arrays;
import java.util.List;

/** The keys that no option of the command line is like, or one that names a port. */
public enum LayoutKey {
  HASH_GCINT(
      ConfigSection.SWITCH,
      "hash-gcint",
      ValueType.number(0, Integer.MAX_VALUE),
      "seconds",
      "2",
      "Time between two looks for aged addresses; 0 is never."),
  HASH_EXPIRE(
      ConfigSection.SWITCH,
      "hash-expire",
      ValueType.number(0, Integer.MAX_VALUE),
      "seconds",
      "100",
      "Time after which an address that is not seen is forgotten."),
  HASH_MINPER(
      ConfigSection.SWITCH,
      "hash-minper",
      ValueType.number(0, Integer.MAX_VALUE),
      "seconds",
      "3",
      "Time of silence after which an address may move to another port."),
  TAP_PORT(
      ConfigSection.TAP,
      "port",
      ValueType.number(0, Layout.MAX_PORTS - 1),
      "",
      "",
      Effect.RESTART,
      "The port of the TAP device; not given: the first free one from 1 up."),
  BONUS(
      ConfigSection.VLAN,
      "bonus",
      ValueType.bonus(),
      "",
      "none",
      "Lowers the path cost of one port in the spanning tree of the VLAN."),
  EDGE(
      ConfigSection.VLAN,
      "edge",
      ValueType.ports(),
      "",
      "none",
      "Edge ports in the spanning tree of the VLAN: they lead to no other switch, and forward at"
          + " once."),
  VLAN(
      ConfigSection.PORT,
      "vlan",
      ValueType.vlan(),
      "",
      "0",
      "The VLAN of untagged frames; none: they are dropped."),
  TAGGED(
      ConfigSection.PORT,
      "tagged",
      ValueType.vlans(),
      "",
      "none",
      "VLANs whose frames have a tag at this port."),
  ALLOCATABLE(
      ConfigSection.PORT,
      "allocatable",
      ValueType.flag(),
      "",
      "yes",
      "Whether a client that names no port may be given this one."),
  USER(
      ConfigSection.PORT,
      "user",
      ValueType.name("USER", "a user, by name or number, or none"),
      "",
      "none",
      "The only user, beside root, who may attach."),
  GROUP(
      ConfigSection.PORT,
      "group",
      ValueType.name("GROUP", "a group, by name or number, or none"),
      "",
      "none",
      "The only group, beside root, whose members may attach."),
  MAC_LIMIT(
      ConfigSection.PORT,
      "mac-limit",
      ValueType.number(0, PortLimits.MAX_ADDRESSES),
      "addresses",
      "0",
      "Takes frames of so many addresses, no more; 0 is any number."),
  FLOOD_LIMIT(
      ConfigSection.PORT,
      "flood-limit",
      ValueType.number(0, PortLimits.MAX_FLOODED_FRAMES),
      "frames a second",
      "0",
      "Floods so many frames that come in here, no more; 0 is any number."),
  BPDU_GUARD(
      ConfigSection.PORT,
      "bpdu-guard",
      ValueType.flag(),
      "",
      "no",
      "Shuts the port when a BPDU comes in."),
  ISOLATED(
      ConfigSection.PORT,
      "isolated",
      ValueType.flag(),
      "",
      "no",
      "Keeps the port from other isolated ports.");

  private final ConfigKey key;

  LayoutKey(
      ConfigSection section,
      String name,
      ValueType type,
      String unit,
      String initial,
      String sentence) {
    this(section, name, type, unit, initial, Effect.RELOAD, sentence);
  }

  LayoutKey(
      ConfigSection section,
      String name,
      ValueType type,
      String unit,
      String initial,
      Effect effect,
      String sentence) {
    key = new ConfigKey(section, name, type, unit, initial, effect, sentence);
  }

  /** Its row of the table. */
  public ConfigKey key() {
    return key;
  }

  /** As it is written. */
  String text() {
    return key.name();
  }

  /** Whether it may stand in the section for all ports: {@code [port all]}. */
  boolean isLimit() {
    return switch (this) {
      case MAC_LIMIT, FLOOD_LIMIT, BPDU_GUARD, ISOLATED -> true;
      default -> false;
    };
  }

  /** All rows. */
  public static List<ConfigKey> keys() {
    return Arrays.stream(values()).map(LayoutKey::key).toList();
  }
}
