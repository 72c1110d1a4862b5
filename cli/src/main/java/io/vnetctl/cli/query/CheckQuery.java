package io.vnetctl.cli.query;

import io.vnetctl.cli.call.Call;
import io.vnetctl.cli.call.CallException;
import io.vnetctl.cli.call.Caller;
import io.vnetctl.cli.report.Json;
import io.vnetctl.cli.report.Messages;
import io.vnetctl.cli.settings.SwitchPaths;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The action check: whether guests can use a switch (spec vnetctl, chapter 4.7). */
record CheckQuery(Call call, Caller caller, ChosenSwitch chosen, Messages messages) {
  int answer() throws CallException {
    CheckFindings findings = look();
    if (call.json() && !call.terse()) {
      caller.out().println(json(findings));
    }
    String verdict = "VDE environment  for USER=\"" + chosen.paths().owner() + "\" => ";
    if (findings.isUsable()) {
      messages.info(verdict + "[OK]");
      return 0;
    }
    if (!call.terse()) {
      messages.warning(verdict + "[NOK]");
      if (findings.isRunning()) {
        messages.warning(
            "the switch runs and answers; status 1 says that guests have no way to the network");
      }
      findings.faults().forEach(messages::warning);
      messages.warning(
          findings.counts(SwitchProcesses.count(Path.of("/proc")), ProcessVisibility.isLimited()));
    }
    return CallException.FAILED;
  }

  private CheckFindings look() throws CallException {
    SwitchPaths paths;
    List<String> taps = List.of();
    Optional<String> fault = Optional.empty();
    try (SwitchConsole console = SwitchConsole.open(chosen, call.timeout(), messages)) {
      taps = console.ports().taps();
      paths = console.paths();
    } catch (CallException unusable) {
      fault = Optional.of(unusable.getMessage());
      paths = chosen.withDirectory();
    }
    return new CheckFindings(
        paths, FileState.ofListener(paths.ctl()), fault, taps, HostLinks.names());
  }

  private static String json(CheckFindings findings) {
    SwitchPaths paths = findings.paths();
    List<Object> taps = new ArrayList<>();
    for (String tap : findings.taps()) {
      Map<String, Object> members = new LinkedHashMap<>();
      members.put("ifname", tap);
      members.put("exists", findings.links().contains(tap));
      taps.add(members);
    }
    Map<String, Object> members = new LinkedHashMap<>();
    members.put("user", paths.owner());
    members.put("ok", findings.isUsable());
    members.put("running", findings.isRunning());
    members.put("sock", paths.qemuSock().toString());
    members.put("ctl", FileState.word(findings.ctl()));
    members.put("mgmt", paths.qemuMgmt().toString());
    members.put("console", findings.consoleFault().isEmpty());
    members.put("taps", taps);
    members.put("faults", findings.faults());
    return Json.text(members);
  }
}
