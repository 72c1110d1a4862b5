package io.vnetctl.cli.query;

import io.vnetctl.cli.call.Call;
import io.vnetctl.cli.call.CallException;
import io.vnetctl.cli.call.Caller;
import io.vnetctl.cli.manual.VersionFacts;
import io.vnetctl.cli.report.Json;
import io.vnetctl.cli.report.Messages;
import io.vnetctl.cli.report.TerseRecord;
import io.vnetctl.cli.settings.SwitchPaths;
import io.vnetctl.vde.client.Answer;
import io.vnetctl.vde.client.SwitchInfo;
import java.util.LinkedHashMap;
import java.util.Map;

/** The action info: what a switch says of itself (spec vnetctl, chapters 5.3 and 5.5). */
record InfoQuery(Call call, Caller caller, ChosenSwitch chosen, Messages messages) {
  int answer() throws CallException {
    try (SwitchConsole console = SwitchConsole.open(chosen, call.timeout(), messages)) {
      if (call.json()) {
        caller.out().println(json(console.info(), console.paths()));
      } else if (call.terse()) {
        caller.out().println(terse(console.info(), console.paths()));
      } else {
        Answer answer = console.ask("showinfo");
        caller.out().print(AnswerText.of("SWITCH-INFO:", answer));
        return answer.succeeded() ? 0 : CallException.FAILED;
      }
      return 0;
    }
  }

  /** Its version is that of this tool, as -X -V says it (spec vnetctl, chapter 15, 12). */
  private static String terse(SwitchInfo info, SwitchPaths paths) {
    return TerseRecord.of(
        VersionFacts.number(),
        info.pid(),
        info.mac(),
        info.uptimeSeconds(),
        info.management().orElse(paths.qemuMgmt().toString()),
        info.managementMode().orElse(""),
        paths.qemuSock());
  }

  private static String json(SwitchInfo info, SwitchPaths paths) {
    Map<String, Object> members = new LinkedHashMap<>();
    members.put("version", info.version());
    members.put("pid", info.pid());
    members.put("address", info.mac());
    members.put("uptime", info.uptimeSeconds());
    members.put("mgmt", info.management().orElse(paths.qemuMgmt().toString()));
    members.put("mgmt_mode", info.managementMode().orElse(null));
    members.put("sock", paths.qemuSock().toString());
    return Json.text(members);
  }
}
