package io.vnetctl.cli.query;

import io.vnetctl.cli.call.Call;
import io.vnetctl.cli.call.CallException;
import io.vnetctl.cli.call.Caller;
import io.vnetctl.cli.report.Json;
import io.vnetctl.cli.report.Messages;
import io.vnetctl.cli.report.TerseRecord;
import io.vnetctl.vde.client.Answer;
import io.vnetctl.vde.client.PortListing;
import io.vnetctl.vde.client.PortListing.Endpoint;
import io.vnetctl.vde.client.PortListing.Port;
import io.vnetctl.vde.client.PortListing.Traffic;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The action ports: the ports of a switch that are in use (spec vnetctl, chapters 5.4 and 5.5). */
record PortsQuery(Call call, Caller caller, ChosenSwitch chosen, Messages messages) {
  int answer() throws CallException {
    try (SwitchConsole console = SwitchConsole.open(chosen, call.timeout(), messages)) {
      if (call.json()) {
        caller.out().println(json(console.ports()));
      } else if (call.terse()) {
        caller.out().print(terse(console.ports()));
      } else {
        Answer answer = console.ask("port/print");
        caller.out().print(AnswerText.of("SWITCH-PORTS:", answer));
        return answer.succeeded() ? 0 : CallException.FAILED;
      }
      return 0;
    }
  }

  /** A record for each endpoint; fields that the switch does not count are empty. */
  static String terse(PortListing listing) {
    StringBuilder text = new StringBuilder();
    for (Port port : listing.ports()) {
      for (Endpoint endpoint : port.endpoints()) {
        text.append(
                TerseRecord.of(
                    port.number(),
                    port.untaggedVlan(),
                    endpoint.module(),
                    endpoint.id(),
                    endpoint.description(),
                    packets(port.received()),
                    bytes(port.received()),
                    packets(port.sent()),
                    bytes(port.sent())))
            .append('\n');
      }
    }
    return text.toString();
  }

  private static Object packets(Optional<Traffic> traffic) {
    return traffic.isPresent() ? traffic.get().packets() : "";
  }

  private static Object bytes(Optional<Traffic> traffic) {
    return traffic.isPresent() ? traffic.get().bytes() : "";
  }

  static String json(PortListing listing) {
    List<Object> ports = new ArrayList<>();
    for (Port port : listing.ports()) {
      Map<String, Object> members = new LinkedHashMap<>();
      members.put("port", port.number());
      members.put("vlan", port.untaggedVlan());
      members.put("active", port.active());
      members.put("endpoints", endpoints(port));
      if (port.received().isPresent() && port.sent().isPresent()) {
        Map<String, Object> statistics = new LinkedHashMap<>();
        statistics.put("rx", traffic(port.received().get()));
        statistics.put("tx", traffic(port.sent().get()));
        members.put("stats64", statistics);
      }
      ports.add(members);
    }
    return Json.text(ports);
  }

  private static List<Object> endpoints(Port port) {
    List<Object> endpoints = new ArrayList<>();
    for (Endpoint endpoint : port.endpoints()) {
      Map<String, Object> members = new LinkedHashMap<>();
      members.put("id", endpoint.id());
      members.put("module", endpoint.module());
      members.put(endpoint.isTap() ? "ifname" : "description", endpoint.description());
      endpoints.add(members);
    }
    return endpoints;
  }

  private static Map<String, Object> traffic(Traffic traffic) {
    Map<String, Object> members = new LinkedHashMap<>();
    members.put("bytes", traffic.bytes());
    members.put("packets", traffic.packets());
    return members;
  }
}
