package io.vnetctl.cli.host;

import io.vnetctl.cli.call.Call;
import io.vnetctl.cli.call.CallException;
import io.vnetctl.cli.report.Json;
import io.vnetctl.cli.report.Messages;
import io.vnetctl.cli.settings.Owner;
import io.vnetctl.cli.settings.SwitchPaths;
import io.vnetctl.tap.TapDevice;
import io.vnetctl.tap.netlink.Hardware;
import io.vnetctl.tap.netlink.NetlinkException;
import io.vnetctl.tap.netlink.Rtnetlink;
import java.io.IOException;
import java.nio.file.Files;
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
    SwitchFiles files = new SwitchFiles(paths, owner.uid(), context.isOnBehalf());
    Planner planner =
        new Planner(call, owner, paths, context.switchProgram(), context.session(), remoteParts());
    try (Rtnetlink rtnetlink = Rtnetlink.open()) {
      return call.dryRun()
          ? show(planner, owner, rtnetlink, files)
          : create(planner, owner, rtnetlink, files);
    } catch (IOException e) {
      throw CallException.failed(e.getMessage(), e);
    }
  }

  private int create(Planner planner, Owner owner, Rtnetlink rtnetlink, SwitchFiles files)
      throws CallException, IOException {
    StateDirectory state = context.stateDirectory();
    try (StateLock _ = StateLock.take(state.lock(), LOCK_PATIENCE)) {
      Interruption interruption = Interruption.bySignals();
      NetworkNamespace network = NetworkNamespace.ofThisProcess();
      Path file = state.journal(files.paths().qemuSock());
      Optional<Journal> before = new Recovery(rtnetlink, state, messages, network).run(files);
      new SwitchPlace(files).check();
      if (SwitchView.of(files.paths(), call.timeout())
          instanceof SwitchView.Functional functional) {
        return reuse(functional, owner, rtnetlink, files.paths());
      }
      before = before.filter(journal -> journal.network().equals(network));
      List<LinkId> leftovers = leftovers(before, new SwitchTaps(rtnetlink, owner.uid()));
      Plan plan = plan(planner, owner, rtnetlink, files, before, leftovers);
      plan.warnings().forEach(warning -> messages.warning("CREATE:" + warning));
      Journal journal = Journal.begin(file, files, network, leftovers);
      CreatedSwitch created =
          new Creation(context, owner, state, rtnetlink, journal, interruption).carryOut(plan);
      report(created);
      return 0;
    }
  }

  private int show(Planner planner, Owner owner, Rtnetlink rtnetlink, SwitchFiles files)
      throws CallException, IOException {
    new SwitchPlace(files).check();
    if (SwitchView.of(files.paths(), call.timeout()) instanceof SwitchView.Functional functional) {
      return print(List.of(), "functional switch present, pid=" + functional.info().pid());
    }
    Plan plan = plan(planner, owner, rtnetlink, files, Optional.empty(), List.of());
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
  private Plan plan(
      Planner planner,
      Owner owner,
      Rtnetlink rtnetlink,
      SwitchFiles files,
      Optional<Journal> before,
      List<LinkId> leftovers)
      throws CallException, IOException {
    requireNone(files, before);
    new SwitchPlace(files).checkDirectory();
    boolean hasFiles = files.arePresent();
    Optional<SwitchPidFile> pidFile = SwitchPidFile.of(files.paths(), context.isOnBehalf());
    if (pidFile.isPresent()) {
      pidFile.get().check(context.isOnBehalf());
      hasFiles |= pidFile.get().isPresent();
    }
    if (!Files.exists(TapDevice.CLONE_DEVICE)) {
      throw CallException.missing(
          TapDevice.CLONE_DEVICE
              + " is missing: no TAP can be made; load its driver: modprobe tun");
    }
    planner.program().check(context.mustGiveUpRights(owner));
    HostView host = HostView.of(rtnetlink, new Hardware(Hardware.CLASS_NET));
    return planner.plan(host.links(), host.facts(), leftovers, hasFiles);
  }

  /** One that does not work is not replaced while it runs: what it has open cannot be told. */
  private void requireNone(SwitchFiles files, Optional<Journal> before) throws CallException {
    Optional<RunningProcess> process =
        before
            .flatMap(Journal::process)
            .filter(RunningProcess::isAlive)
            .or(() -> SwitchProcesses.serving(files).stream().findFirst());
    String reason;
    if (SwitchView.of(files.paths(), call.timeout())
        instanceof SwitchView.Unresponsive(String why)) {
      reason = why;
    } else if (process.isPresent()) {
      reason = "its sockets are gone";
    } else {
      return;
    }
    throw CallException.failed(
        "there is a switch that does not work at QEMUSOCK=%s QEMUMGMT=%s: %s%s; end it with '%s'"
            .formatted(
                files.paths().qemuSock(),
                files.paths().qemuMgmt(),
                reason,
                process.map(running -> " (pid=" + running.pid() + ")").orElse(""),
                context.callWith("-f cancel")));
  }

  /** TAPs that a crashed switch of this name has left, and its predecessors. */
  private static List<LinkId> leftovers(Optional<Journal> before, SwitchTaps owners)
      throws NetlinkException {
    List<LinkId> taps = new ArrayList<>();
    if (before.isPresent()) {
      taps.addAll(before.get().leftovers());
      before.get().tap().ifPresent(taps::add);
    }
    List<LinkId> there = new ArrayList<>();
    for (LinkId tap : taps) {
      owners.find(tap).map(link -> new LinkId(link.name(), link.index())).ifPresent(there::add);
    }
    return there;
  }

  /** A functional switch stays as it is; what differs from what was asked for is said (R46). */
  private int reuse(
      SwitchView.Functional functional, Owner owner, Rtnetlink rtnetlink, SwitchPaths paths)
      throws CallException, NetlinkException {
    functional.require(paths);
    ReusedSwitch reused = ReusedSwitch.of(functional, paths, rtnetlink);
    CreatedSwitch summary = reused.summary();
    messages.info(
        "CREATE:functional switch present, reuse TAP=%s bridge=%s QEMUSOCK=%s QEMUMGMT=%s"
            .formatted(summary.tap(), summary.bridge(), paths.qemuSock(), paths.qemuMgmt()));
    reused.differences(call, owner).forEach(difference -> messages.warning("CREATE:" + difference));
    report(summary);
    return 0;
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
