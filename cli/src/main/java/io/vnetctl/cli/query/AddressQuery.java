package io.vnetctl.cli.query;

import io.vnetctl.cli.call.Call;
import io.vnetctl.cli.call.CallException;
import io.vnetctl.cli.call.Caller;
import io.vnetctl.cli.report.Json;
import io.vnetctl.cli.report.Messages;
import io.vnetctl.cli.report.TerseRecord;
import io.vnetctl.vde.client.AddressListing;
import io.vnetctl.vde.client.AddressListing.Entry;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The action fdb: which addresses a switch has learned, and where. */
record AddressQuery(Call call, Caller caller, ChosenSwitch chosen, Messages messages) {
  private static final String ROW = "%-17s  %4s  %4s  %6s  %s%n";

  int answer() throws CallException {
    try (SwitchConsole console = SwitchConsole.open(chosen, call.timeout(), messages)) {
      List<Entry> entries = sorted(console.addresses());
      PortUsers users = new PortUsers(console.ports());
      if (call.json()) {
        caller.out().println(json(entries, users));
      } else if (call.terse()) {
        caller.out().print(terse(entries, users));
      } else {
        caller.out().print(text(entries, users, !call.noHeading()));
      }
      return 0;
    }
  }

  static List<Entry> sorted(AddressListing listing) {
    return listing.entries().stream()
        .sorted(Comparator.comparingInt(Entry::vlan).thenComparing(Entry::mac))
        .toList();
  }

  static String text(List<Entry> entries, PortUsers users, boolean heading) {
    StringBuilder text = new StringBuilder();
    if (heading) {
      text.append(ROW.formatted("MAC", "VLAN", "PORT", "AGE", "DEVICE"));
    }
    for (Entry entry : entries) {
      text.append(
          ROW.formatted(
              entry.mac(),
              entry.vlan(),
              entry.port(),
              entry.ageSeconds() + "s",
              users.text(entry.port())));
    }
    return text.toString();
  }

  static String terse(List<Entry> entries, PortUsers users) {
    StringBuilder text = new StringBuilder();
    for (Entry entry : entries) {
      text.append(
              TerseRecord.of(
                  entry.mac(),
                  entry.vlan(),
                  entry.port(),
                  entry.ageSeconds(),
                  users.field(entry.port())))
          .append('\n');
    }
    return text.toString();
  }

  /** Names are those of {@code bridge -j -s fdb}, where {@code updated} is the age. */
  static String json(List<Entry> entries, PortUsers users) {
    List<Object> rows = new ArrayList<>();
    for (Entry entry : entries) {
      Map<String, Object> members = new LinkedHashMap<>();
      members.put("mac", entry.mac());
      members.put("vlan", entry.vlan());
      members.put("port", entry.port());
      users.describe(entry.port(), members);
      members.put("updated", entry.ageSeconds());
      rows.add(members);
    }
    return Json.text(rows);
  }
}
