package io.vnetctl.cli.query;

import io.vnetctl.cli.report.PrintableText;
import io.vnetctl.vde.client.PortListing;
import io.vnetctl.vde.client.PortListing.Endpoint;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Who is behind the ports of a switch, beside what else is told of them. */
final class PortUsers {
  private final Map<Integer, List<Endpoint>> endpoints = new HashMap<>();

  PortUsers(PortListing listing) {
    listing.ports().forEach(port -> endpoints.put(port.number(), port.endpoints()));
  }

  /** Names of TAPs and descriptions of clients; a dash if there is nobody. */
  String text(int port) {
    StringBuilder text = new StringBuilder();
    for (Endpoint endpoint : of(port)) {
      text.append(text.isEmpty() ? "" : ", ")
          .append(PrintableText.escape(endpoint.description(), ""));
    }
    return text.isEmpty() ? "-" : text.toString();
  }

  /** The same for records; empty if there is nobody. */
  String field(int port) {
    return of(port).isEmpty() ? "" : text(port);
  }

  /** Adds {@code ifname} if there is a TAP, or else {@code description}, of the first endpoint. */
  void describe(int port, Map<String, Object> members) {
    if (!of(port).isEmpty()) {
      Endpoint first = of(port).getFirst();
      members.put(first.isTap() ? "ifname" : "description", first.description());
    }
  }

  private List<Endpoint> of(int port) {
    return endpoints.getOrDefault(port, List.of());
  }
}
