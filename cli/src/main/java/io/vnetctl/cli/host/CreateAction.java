package io.vnetctl.cli.host;

import io.vnetctl.cli.call.Call;
import io.vnetctl.cli.call.CallException;
import io.vnetctl.cli.report.Json;
import io.vnetctl.cli.report.Messages;
import io.vnetctl.cli.settings.Owner;
import io.vnetctl.cli.settings.SwitchPaths;
import io.vnetctl.tap.netlink.Hardware;
import io.vnetctl.tap.netlink.LinkState;
import io.vnetctl.tap.netlink.NetlinkException;
import io.vnetctl.tap.netlink.Rtnetlink;
import io.vnetctl.vde.FileStatus;
import io.vnetctl.vde.UnixFiles;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The action create: one call makes bridge, TAP and switch, or finds that they are there (spec
 * vnetctl, chapters 4.3 and 11.2). For a caller with the privileges it needs, except with
 * --dry-run.
 */
public final class CreateAction {
  /** Other calls take a second; one that moves a NIC may wait for its gateway. */
  static final Duration LOCK_PATIENCE = Duration.ofSeconds(90);

  private final HostContext context;
  private final Call call;
  private final Messages messages;

  public CreateAction(HostContext context) {
    this.context = context;
    this.call = context.call();
    this.messages = context.messages();
  }

  /**
   * Does it. Returns the exit status.
   *
   * @throws CallException it cannot be done; what this call had made is gone
   */
  public int perform() throws CallException {
    // Users and groups are looked up before the network is touched (R118).
    Owner owner = Owner.of(call, context.caller());
    SwitchPaths paths = SwitchPaths.of(call, context.caller(), context.settings());
    SwitchFiles files = new SwitchFiles(paths, owner.uid());
    Planner planner =
        new Planner(call, owner, paths, context.switchProgram(), context.session(), remoteParts());
    try (Rtnetlink rtnetlink = Rtnetlink.open()) {
      return call.dryRun()
          ? show(planner, rtnetlink, files)
          : create(planner, owner, rtnetlink, files);
    } catch (NetlinkException e) {
      throw CallException.failed(e.getMessage(), e);
    }
  }

  private int create(Planner planner, Owner owner, Rtnetlink rtnetlink, SwitchFiles files)
      throws CallException, NetlinkException {
    StateDirectory state = context.stateDirectory();
    try (StateLock _ = StateLock.take(state.lock(), LOCK_PATIENCE)) {
      Interruption interruption = Interruption.bySignals();
      new Recovery(rtnetlink, state, messages).run();
      if (SwitchView.of(files.paths(), call.timeout())
          instanceof SwitchView.Functional functional) {
        return reuse(functional, owner, rtnetlink, files);
      }
      Path file = state.journal(files.paths().qemuSock());
      List<LinkId> leftovers = leftovers(file, rtnetlink);
      Plan plan = plan(planner, rtnetlink, files, leftovers);
      plan.warnings().forEach(warning -> messages.warning("CREATE:" + warning));
      Journal journal = Journal.begin(file, files);
      leftovers.forEach(journal::addLeftover);
      CreatedSwitch created =
          new Creation(context, owner, state, rtnetlink, journal, interruption).carryOut(plan);
      report(created);
      return 0;
    }
  }

  private int show(Planner planner, Rtnetlink rtnetlink, SwitchFiles files)
      throws CallException, NetlinkException {
    if (SwitchView.of(files.paths(), call.timeout()) instanceof SwitchView.Functional functional) {
      return print(List.of(), "functional switch present, pid=" + functional.info().pid());
    }
    Plan plan = plan(planner, rtnetlink, files, List.of());
    plan.warnings().forEach(warning -> messages.warning("CREATE:" + warning));
    return print(plan.steps(), "");
  }

  private int print(List<Step> steps, String nothing) {
    if (call.json()) {
      List<Map<String, Object>> array = new ArrayList<>();
      for (Step step : steps) {
        array.add(step.json());
      }
      Map<String, Object> plan = new LinkedHashMap<>();
      plan.put("action", call.action().word());
      plan.put("steps", array);
      context.caller().out().println(Json.text(plan));
      return 0;
    }
    if (steps.isEmpty()) {
      context.caller().out().println("nothing to do: " + nothing);
    }
    for (int i = 0; i < steps.size(); i++) {
      context.caller().out().println(i + 1 + ". " + steps.get(i).text());
    }
    return 0;
  }

  /** Looks at all that could be in the way, before anything is changed. */
  private Plan plan(Planner planner, Rtnetlink rtnetlink, SwitchFiles files, List<LinkId> leftovers)
      throws CallException, NetlinkException {
    files.check();
    if (SwitchView.of(files.paths(), call.timeout())
        instanceof SwitchView.Unresponsive(String reason)) {
      throw CallException.failed(
          "there is a switch that does not work at QEMUSOCK=%s QEMUMGMT=%s: %s%s; end it with '%s -f cancel'"
              .formatted(
                  files.paths().qemuSock(),
                  files.paths().qemuMgmt(),
                  reason,
                  SwitchProcesses.serving(files.paths()).stream()
                      .findFirst()
                      .map(process -> " (pid=" + process.pid() + ")")
                      .orElse(""),
                  context.caller().tool()));
    }
    HostView host = HostView.of(rtnetlink, new Hardware(Hardware.CLASS_NET));
    return planner.plan(host.links(), host.facts(), leftovers);
  }

  /** TAPs that a crashed switch of this name has left, and its predecessors. */
  private static List<LinkId> leftovers(Path file, Rtnetlink rtnetlink)
      throws CallException, NetlinkException {
    Optional<Journal> before = Journal.read(file);
    if (before.isEmpty()) {
      return List.of();
    }
    List<LinkId> taps = new ArrayList<>(before.get().leftovers());
    before.get().tap().ifPresent(taps::add);
    List<LinkId> there = new ArrayList<>();
    for (LinkId tap : taps) {
      if (rtnetlink.link(tap.index()).filter(LinkState::isTap).isPresent()) {
        there.add(tap);
      }
    }
    return there;
  }

  /** A functional switch stays as it is; what differs from what was asked for is said (R46). */
  private int reuse(
      SwitchView.Functional functional, Owner owner, Rtnetlink rtnetlink, SwitchFiles files)
      throws CallException, NetlinkException {
    SwitchPaths paths = files.paths();
    if (functional.directory().filter(there -> !isSame(there, paths.qemuSock())).isPresent()) {
      throw CallException.failed(
          "QEMUMGMT=%s is the console of a switch with QEMUSOCK=%s, not of %s; name both (-s, -S)"
              .formatted(paths.qemuMgmt(), functional.directory().get(), paths.qemuSock()));
    }
    Optional<LinkState> tap = Optional.empty();
    for (String name : functional.ports().taps()) {
      tap = tap.or(() -> Optional.empty());
      if (tap.isEmpty()) {
        tap = rtnetlink.link(name);
      }
    }
    Optional<LinkState> bridge =
        tap.isPresent() && tap.get().isPort()
            ? rtnetlink.link(tap.get().masterIndex())
            : Optional.empty();
    String bridgeName = bridge.map(LinkState::name).orElse("");
    messages.info(
        "CREATE:functional switch present, reuse TAP=%s bridge=%s QEMUSOCK=%s QEMUMGMT=%s"
            .formatted(
                tap.map(LinkState::name).orElse(""),
                bridgeName,
                paths.qemuSock(),
                paths.qemuMgmt()));
    differences(owner, bridgeName, tap.isPresent(), paths)
        .forEach(difference -> messages.warning("CREATE:" + difference));
    report(
        new CreatedSwitch(
            tap.map(LinkState::name).orElse(""),
            bridgeName,
            paths,
            functional.info().pid(),
            CreatedSwitch.REUSED));
    return 0;
  }

  private List<String> differences(Owner owner, String bridge, boolean hasTap, SwitchPaths paths) {
    String mend = "; 'cancel' it first to have it otherwise";
    List<String> differences = new ArrayList<>();
    if (!hasTap) {
      differences.add("the switch has no TAP: its guests reach each other only" + mend);
    }
    if (call.bridge().filter(wanted -> !wanted.equals(bridge)).isPresent()) {
      differences.add(
          "the switch is in bridge=%s, not in %s as asked for%s"
              .formatted(bridge, call.bridge().get(), mend));
    }
    try {
      Optional<FileStatus> there = UnixFiles.status(paths.qemuSock());
      if (there.isPresent() && there.get().uid() != owner.uid()) {
        differences.add("the switch does not belong to USER=" + owner.name() + mend);
      }
      if (there.isPresent()
          && call.group().isPresent()
          && (there.get().permissions() & 02000) == 0) {
        differences.add("the switch has no set-group-ID bit, as -g asks for" + mend);
      }
    } catch (IOException e) {
      differences.add(e.getMessage());
    }
    return differences;
  }

  private static boolean isSame(Path one, Path other) {
    try {
      return one.toRealPath().equals(other.toRealPath());
    } catch (IOException e) {
      return one.equals(other);
    }
  }

  private void report(CreatedSwitch created) {
    if (call.json()) {
      context.caller().out().println(Json.text(created.json()));
    } else if (call.terse()) {
      context.caller().out().println(created.terse());
    }
  }

  /** What this call, or a next one, would miss without the network (R126). */
  private Map<String, String> remoteParts() {
    FileSystems fileSystems = FileSystems.ofThisProcess();
    Map<String, Path> parts = new LinkedHashMap<>();
    parts.put("the program", context.caller().program());
    parts.put("Java", Path.of(System.getProperty("java.home")));
    parts.put("the home directory", context.caller().home());
    Map<String, String> remote = new LinkedHashMap<>();
    parts.forEach(
        (what, path) ->
            fileSystems.networkKind(path).ifPresent(kind -> remote.put(what + " " + path, kind)));
    return remote;
  }
}
