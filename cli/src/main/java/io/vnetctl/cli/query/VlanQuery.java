package io.vnetctl.cli.query;

import io.vnetctl.cli.call.Call;
import io.vnetctl.cli.call.CallException;
import io.vnetctl.cli.call.Caller;
import io.vnetctl.cli.report.Json;
import io.vnetctl.cli.report.Messages;
import io.vnetctl.cli.report.TerseRecord;
import io.vnetctl.vde.client.VlanListing;
import io.vnetctl.vde.client.VlanListing.Member;
import io.vnetctl.vde.client.VlanListing.Vlan;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The action vlans: the VLANs of a switch, and which ports are in them. */
record VlanQuery(Call call, Caller caller, ChosenSwitch chosen, Messages messages) {
  private static final String ROW = "%4s  %4s  %-8s  %-10s  %s%n";

  int answer() throws CallException {
    try (SwitchConsole console = SwitchConsole.open(chosen, call.timeout(), messages)) {
      VlanListing listing = console.vlans();
      PortUsers users = new PortUsers(console.ports());
      if (call.json()) {
        caller.out().println(json(listing, users));
      } else if (call.terse()) {
        caller.out().print(terse(listing, users));
      } else {
        caller.out().print(text(listing, users, !call.noHeading()));
      }
      return 0;
    }
  }

  /** A VLAN without ports has a row of its own. */
  static String text(VlanListing listing, PortUsers users, boolean heading) {
    StringBuilder text = new StringBuilder();
    if (heading) {
      text.append(ROW.formatted("VLAN", "PORT", "FRAMES", "STATE", "DEVICE"));
    }
    for (Vlan vlan : listing.vlans()) {
      if (vlan.members().isEmpty()) {
        text.append(ROW.formatted(vlan.number(), "-", "-", "-", "-"));
      }
      for (Member member : vlan.members()) {
        text.append(
            ROW.formatted(
                vlan.number(),
                member.port(),
                frames(member),
                use(member),
                users.text(member.port())));
      }
    }
    return text.toString();
  }

  static String terse(VlanListing listing, PortUsers users) {
    StringBuilder text = new StringBuilder();
    for (Vlan vlan : listing.vlans()) {
      for (Member member : vlan.members()) {
        text.append(
                TerseRecord.of(
                    vlan.number(),
                    member.port(),
                    frames(member),
                    use(member),
                    users.field(member.port())))
            .append('\n');
      }
    }
    return text.toString();
  }

  private static String use(Member member) {
    return member.active() ? member.state() : "unused";
  }

  private static String frames(Member member) {
    return member.tagged() ? "tagged" : "untagged";
  }

  /** Flags are those of {@code bridge -j vlan}, states those of {@code bridge -j link}. */
  static String json(VlanListing listing, PortUsers users) {
    List<Object> vlans = new ArrayList<>();
    for (Vlan vlan : listing.vlans()) {
      List<Object> ports = new ArrayList<>();
      for (Member member : vlan.members()) {
        Map<String, Object> members = new LinkedHashMap<>();
        members.put("port", member.port());
        users.describe(member.port(), members);
        members.put("flags", member.tagged() ? List.of() : List.of("PVID", "Egress Untagged"));
        members.put("active", member.active());
        members.put("state", member.state());
        ports.add(members);
      }
      Map<String, Object> members = new LinkedHashMap<>();
      members.put("vlan", vlan.number());
      members.put("ports", ports);
      vlans.add(members);
    }
    return Json.text(vlans);
  }
}
