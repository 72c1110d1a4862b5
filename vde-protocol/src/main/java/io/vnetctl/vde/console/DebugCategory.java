package io.vnetctl.vde.console;

import io.vnetctl.core.control.EventKind;

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
  ENDPOINT_REMOVED("port/ep/-", "032", EventKind.ENDPOINT_REMOVED, "an endpoint leaves a port");

  private final String path;
  private final String tag;
  private final EventKind kind;
  private final String help;

  DebugCategory(String path, String tag, EventKind kind, String help) {
    this.path = path;
    this.tag = tag;
    this.kind = kind;
    this.help = help;
  }

  String path() {
    return path;
  }

  /** Three octal digits. */
  String tag() {
    return tag;
  }

  EventKind kind() {
    return kind;
  }

  String help() {
    return help;
  }

  static DebugCategory of(EventKind wanted) {
    for (DebugCategory category : values()) {
      if (category.kind == wanted) {
        return category;
      }
    }
    throw new AssertionError(wanted);
  }
}
