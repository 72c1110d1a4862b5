package io.vnetctl.vde.console;

import io.vnetctl.core.control.Event;
import io.vnetctl.core.control.StpState;

/** An event as one line of the console (spec vde-console, chapter 2). Pure. */
final class EventText {
  private EventText() {}

  static String of(Event event) {
    return detail(head(DebugCategory.of(event.kind())), event).end();
  }

  /** How a line about an event of this category begins. */
  static Columns head(DebugCategory category) {
    return new Columns().text("3").text(category.tag()).text(" ").text(category.path()).text(" ");
  }

  private static Columns detail(Columns line, Event event) {
    return switch (event) {
      case Event.MacLearned e -> address(line, e.mac().value(), e.vlan(), e.port());
      case Event.MacForgotten e -> address(line, e.mac().value(), e.vlan(), e.port());
      case Event.StpStateChanged e ->
          tree(line, e.port(), e.vlan()).text(" ").text(state(e.state()));
      case Event.StpRootChanged e ->
          tree(line, e.port(), e.vlan()).text(" -> ").hexBytes(e.rootId(), 8);
      case Event.StpNeighbourHeard e -> tree(line, e.port(), e.vlan());
      case Event.StpNeighbourLost e -> tree(line, e.port(), e.vlan());
      case Event.PortCreated e -> line.zeroes(e.port(), 2);
      case Event.PortDeserted e -> line.zeroes(e.port(), 2);
      case Event.EndpointDescribed e ->
          endpoint(line, e.port(), e.endpointId())
              .text(" -> \"")
              .foreign(e.description())
              .text("\"");
      case Event.EndpointAdded e -> endpoint(line, e.port(), e.endpointId());
      case Event.EndpointRemoved e -> endpoint(line, e.port(), e.endpointId());
    };
  }

  /** The VLAN comes low byte first: tools know no better. */
  private static Columns address(Columns line, long mac, int vlan, int port) {
    return line.hexBytes(mac, 6)
        .text(" VLAN ")
        .hexBytes((vlan & 0xff) << 8 | vlan >> 8, 2)
        .text(" Port ")
        .number(port);
  }

  private static Columns tree(Columns line, int port, int vlan) {
    return line.text("Port ").zeroes(port, 4).text(" VLAN ").hexBytes(vlan, 2);
  }

  private static Columns endpoint(Columns line, int port, int id) {
    return line.text("Port ").zeroes(port, 2).text(" FD ").right(id, 2);
  }

  private static String state(StpState state) {
    return switch (state) {
      case DISCARDING -> "discarding";
      case LEARNING -> "learning";
      case FORWARDING -> "learning+forwarding";
    };
  }
}
