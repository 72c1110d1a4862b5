package io.vnetctl.vde.console;

import io.vnetctl.core.control.EventKind;
import java.util.Optional;

/** Kinds of events as {@code debug/*} names and numbers them (spec vde-console, chapter 2). */
enum DebugCategory {
  MAC_LEARNED("hash/+", "011", EventKind.MAC_LEARNED, "an address is learnt"),
  MAC_FORGOTTEN("hash/-", "012", EventKind.MAC_FORGOTTEN, "an address is forgotten"),
  STP_STATE(
      "fstp/status",
      "044",
      EventKind.STP_STATE,
      "a port changes between forwarding and discarding"),
  STP_ROOT("fstp/root", "045", EventKind.STP_ROOT, "a VLAN gets another root bridge"),
  STP_HEARD("fstp/+", "041", EventKind.STP_HEARD, "a bridge is heard on a port"),
  STP_LOST("fstp/-", "042", EventKind.STP_LOST, "a bridge is heard no more"),
  PORT_CREATED("port/+", "021", EventKind.PORT_CREATED, "a port is created"),
  PORT_DESERTED("port/-", "022", EventKind.PORT_DESERTED, "the last endpoint of a port leaves"),
  ENDPOINT_DESCRIBED(
      "port/descr", "023", EventKind.ENDPOINT_DESCRIBED, "an endpoint describes itself"),
  ENDPOINT_ADDED("port/ep/+", "031", EventKind.ENDPOINT_ADDED, "an endpoint joins a port"),
  ENDPOINT_REMOVED("port/ep/-", "032", EventKind.ENDPOINT_REMOVED, "an endpoint leaves a port"),
  FRAME_IN("dump/packetin", "101", Plugin.DUMP, "a frame comes in on a port"),
  FRAME_OUT("dump/packetout", "102", Plugin.DUMP, "a frame goes out on a port");

  private final String path;
  private final String tag;
  private final Optional<EventKind> kind;
  private final Optional<Plugin> plugin;
  private final String help;

  DebugCategory(String path, String tag, EventKind kind, String help) {
    this(path, tag, Optional.of(kind), Optional.empty(), help);
  }

  DebugCategory(String path, String tag, Plugin plugin, String help) {
    this(path, tag, Optional.empty(), Optional.of(plugin), help);
  }

  DebugCategory(
      String path, String tag, Optional<EventKind> kind, Optional<Plugin> plugin, String help) {
    this.path = path;
    this.tag = tag;
    this.kind = kind;
    this.plugin = plugin;
    this.help = help;
  }

  String path() {
    return path;
  }

  /** Three octal digits. */
  String tag() {
    return tag;
  }

  /** What the switch itself tells of; empty for what a plugin does. */
  Optional<EventKind> kind() {
    return kind;
  }

  /** The plugin without which there is no such category. */
  Optional<Plugin> plugin() {
    return plugin;
  }

  String help() {
    return help;
  }

  static DebugCategory of(EventKind wanted) {
    for (DebugCategory category : values()) {
      if (category.kind.equals(Optional.of(wanted))) {
        return category;
      }
    }
    throw new AssertionError(wanted);
  }
}
