package io.vnetctl.cli.host;

import io.vnetctl.cli.report.TerseRecord;
import io.vnetctl.cli.settings.SwitchPaths;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What create ends with (spec vnetctl, chapter 5.5).
 *
 * @param tap empty if the switch has none
 * @param bridge empty if the TAP is in none
 * @param state {@link #CREATED} or {@link #REUSED}
 */
record CreatedSwitch(String tap, String bridge, SwitchPaths paths, long pid, String state) {
  static final String CREATED = "created";
  static final String REUSED = "reused";

  /** The record of -X. */
  String terse() {
    return TerseRecord.of(tap, bridge, paths.qemuSock(), paths.qemuMgmt(), pid, state);
  }

  /** The members of --json; TAP and bridge are named as by {@code ip -j link}. */
  Map<String, Object> json() {
    Map<String, Object> members = new LinkedHashMap<>();
    members.put("ifname", tap.isEmpty() ? null : tap);
    members.put("master", bridge.isEmpty() ? null : bridge);
    members.put("sock", paths.qemuSock().toString());
    members.put("mgmt", paths.qemuMgmt().toString());
    members.put("pid", pid);
    members.put("state", state);
    return members;
  }
}
