package io.vnetctl.cli.query;

import io.vnetctl.cli.call.Action;
import io.vnetctl.cli.call.Call;
import io.vnetctl.cli.call.Caller;
import io.vnetctl.cli.report.Json;
import io.vnetctl.cli.report.ListHeading;
import io.vnetctl.cli.report.Messages;
import io.vnetctl.cli.report.PrintableText;
import io.vnetctl.cli.report.TerseRecord;
import io.vnetctl.cli.settings.SwitchPaths;
import io.vnetctl.vde.SocketProbe.State;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * The actions list and listall: the files of all users' switches, or of one user's (spec vnetctl,
 * chapters 4.8, 5.2 and 5.5). Needs no switch and no privilege.
 */
record ListQuery(Call call, Caller caller, SwitchPaths paths, Messages messages) {
  /** Of what is left out, in the line that says so. */
  private static final int MAX_NAMED = 3;

  int answer() {
    Optional<String> only =
        call.owner().isPresent() ? Optional.of(paths.owner()) : Optional.empty();
    LiveSwitches elsewhere = elsewhere();
    SwitchFileSearch files =
        new SwitchFileSearch(paths.qemuSock(), caller.user(), only, elsewhere.directories());
    boolean all = call.action() == Action.LISTALL;
    List<SwitchFile> found = all ? files.all() : files.bases();
    FileState state = new FileState(BoundSockets::now);
    if (call.json()) {
      caller.out().println(json(found, state));
    } else if (call.terse()) {
      caller.out().print(terse(found, state));
    } else {
      caller.out().print(call.noHeading() ? "" : ListHeading.text());
      caller.out().print(rows(found, all, state));
    }
    if (!elsewhere.untold().isEmpty()) {
      messages.warning(untold(elsewhere.untold()));
    }
    return 0;
  }

  /**
   * Where the other switches are that run. Not for callers of ctys-vnetctl, whose lists have the
   * names of QEMUSOCK alone, and not for who names one.
   */
  private LiveSwitches elsewhere() {
    return caller.isExtended() && call.qemuSock().isEmpty()
        ? LiveSwitches.outside(paths.qemuSock().getParent())
        : new LiveSwitches(List.of());
  }

  private static String untold(List<Path> directories) {
    String names =
        directories.stream()
            .limit(MAX_NAMED)
            .map(path -> PrintableText.escape(path.toString(), ""))
            .collect(Collectors.joining(", "));
    int more = directories.size() - MAX_NAMED;
    return "not shown, since /proc hides processes of other users from you (hidepid), and with them"
        + " whether these are switches: %s%s; root sees all"
            .formatted(names, more > 0 ? " and " + more + " more" : "");
  }

  /** Of listall, a row of a dangling file has one column more, which says so. */
  private String rows(List<SwitchFile> files, boolean withState, FileState state) {
    StringBuilder text = new StringBuilder();
    for (SwitchFile file : files) {
      text.append(
          ListHeading.row(
              PrintableText.escape(file.name(), "|"),
              PrintableText.escape(file.user(), "|"),
              PrintableText.escape(file.group(), "|"),
              file.access(),
              PrintableText.escape(caller.host(), "|")));
      boolean dangling = withState && state.of(file) == State.DANGLING;
      text.append(dangling ? "|" + FileState.word(State.DANGLING) : "").append('\n');
    }
    return text.toString();
  }

  private String terse(List<SwitchFile> files, FileState state) {
    StringBuilder text = new StringBuilder();
    for (SwitchFile file : files) {
      text.append(
              TerseRecord.of(
                  file.name(),
                  file.user(),
                  file.group(),
                  file.access(),
                  caller.host(),
                  file.kind().word(),
                  FileState.word(state.of(file))))
          .append('\n');
    }
    return text.toString();
  }

  private String json(List<SwitchFile> files, FileState state) {
    List<Object> rows = new ArrayList<>();
    for (SwitchFile file : files) {
      Map<String, Object> members = new LinkedHashMap<>();
      members.put("name", file.name());
      members.put("path", file.path().toString());
      members.put("user", file.user());
      members.put("group", file.group());
      members.put("access", file.access());
      members.put("host", caller.host());
      members.put("kind", file.kind().word());
      members.put("state", FileState.word(state.of(file)));
      rows.add(members);
    }
    return Json.text(rows);
  }
}
