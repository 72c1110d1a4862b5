package io.vnetctl.cli.host;

import io.vnetctl.cli.call.Call;
import io.vnetctl.cli.call.CallException;
import io.vnetctl.cli.report.Messages;
import io.vnetctl.cli.report.Progress;
import io.vnetctl.cli.settings.Owner;
import io.vnetctl.cli.settings.SwitchPaths;
import io.vnetctl.tap.NewTap;
import io.vnetctl.tap.TapDevice;
import io.vnetctl.tap.netlink.NetlinkException;
import io.vnetctl.tap.netlink.Rtnetlink;
import io.vnetctl.vde.SocketProbe;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/**
 * Carries a {@link Plan} out as a transaction: what is about to come about is written down first,
 * and any failure takes all of it back.
 */
final class Creation {
  private final HostContext context;
  private final Call call;
  private final SwitchPaths paths;
  private final Owner owner;
  private final StateDirectory state;
  private final Rtnetlink rtnetlink;
  private final Journal journal;
  private final Interruption interruption;
  private final Messages messages;
  private LinkId bridge;
  private int mtu;
  private LinkId tap;
  private SwitchView.Functional running;

  Creation(
      HostContext context,
      Owner owner,
      StateDirectory state,
      Rtnetlink rtnetlink,
      Journal journal,
      Interruption interruption) {
    this.context = context;
    this.call = context.call();
    this.owner = owner;
    this.state = state;
    this.rtnetlink = rtnetlink;
    this.journal = journal;
    this.paths = journal.files().paths();
    this.interruption = interruption;
    this.messages = context.messages();
  }

  /**
   * Carries out all steps.
   *
   * @throws CallException if one fails; everything that this call has made is gone then
   */
  CreatedSwitch carryOut(Plan plan) throws CallException {
    try {
      for (Step step : plan.steps()) {
        interruption.check();
        perform(step);
      }
      commit();
      return new CreatedSwitch(
          tap.name(), bridge.name(), paths, running.info().pid(), CreatedSwitch.CREATED);
    } catch (CallException e) {
      throw undone(e.status() == CallException.MISSING, e.getMessage(), e);
    } catch (IOException | RuntimeException e) {
      throw undone(false, e.getMessage(), e);
    }
  }

  private CallException undone(boolean missing, String reason, Exception cause) {
    String rest = "";
    try {
      if (!new Undo(rtnetlink, state, messages).all(journal)) {
        rest = "; what could not be undone is tried again by the next create or cancel";
      }
    } catch (IOException e) {
      rest = "; not all could be undone: " + e.getMessage();
    }
    return missing
        ? CallException.missing(reason + rest, cause)
        : CallException.failed(reason + rest, cause);
  }

  private void perform(Step step) throws CallException, IOException {
    messages.trace(Trace.FLOW, Trace.CORE, step::text);
    switch (step) {
      case Step.UseBridge(LinkId there, int bridgeMtu) -> {
        bridge = there;
        mtu = bridgeMtu;
        messages.info("CREATE:use present bridge=" + bridge.name());
      }
      case Step.MakeBridge make -> makeBridge(make);
      case Step.RemoveStale _ -> removeStale();
      case Step.MakeTap _ -> makeTap();
      case Step.JoinBridge _ -> joinBridge();
      case Step.StartSwitch(SwitchProgram program, SwitchPaths _, Owner _) -> startSwitch(program);
      case Step.Restrict(SwitchPaths _, Owner _, boolean setGroupId) -> restrict(setGroupId);
    }
  }

  private void makeBridge(Step.MakeBridge make) throws CallException, IOException {
    Uplink uplink = new Uplink(rtnetlink);
    Effect.Bridge made = uplink.look(make.bridge(), make.nic());
    journal.add(made);
    Optional<Watchdog> watchdog =
        make.nic().isPresent() && context.session().overNetwork()
            ? startWatchdog()
            : Optional.empty();
    try (Progress _ = messages.waitingFor("the gateway behind bridge=" + make.bridge())) {
      uplink.make(made, make.keepIp(), reachability());
    }
    if (watchdog.isPresent()) {
      watchdog.get().confirm();
      journal.effects().stream().filter(Effect.Guard.class::isInstance).forEach(journal::handOver);
    }
    bridge = made.bridge();
    mtu = Uplink.mtu(made);
    messages.info(
        "CREATE:new bridge=%s%s"
            .formatted(
                bridge.name(), make.nic().map(nic -> " interface=" + nic.name()).orElse("")));
    make.nic()
        .ifPresent(
            nic ->
                NicManagers.ofThisHost()
                    .warnings(nic, bridge.name())
                    .forEach(warning -> messages.warning("CREATE:" + warning)));
  }

  private Reachability reachability() {
    return new Reachability(context.session().peer(), call.timeout());
  }

  private Optional<Watchdog> startWatchdog() throws CallException, IOException {
    if (call.rollbackTimeout().isZero()) {
      return Optional.empty();
    }
    Watchdog watchdog =
        Watchdog.start(
            context.ownProgram("vnetctl"), state.journal(paths.qemuSock()), call.rollbackTimeout());
    RunningProcess process =
        watchdog.process().orElseThrow(() -> new IOException("the watchdog has ended"));
    journal.add(new Effect.Guard(process));
    return Optional.of(watchdog);
  }

  private void removeStale() throws IOException {
    // a directory that holds what is no socket is taken over with it
    new DeadSockets(journal.files())
        .remove(file -> messages.info("CREATE:removed stale " + file), _ -> {});
    Optional<SwitchPidFile> pidFile = SwitchPidFile.of(paths, context.isOnBehalf());
    if (pidFile.isPresent()) {
      pidFile.get().removeStale(context.isOnBehalf());
    }
  }

  /** Until it is written down and persistent, the TAP vanishes with this process. */
  private void makeTap() throws IOException {
    try (NewTap made = NewTap.open(TapDevice.CLONE_DEVICE)) {
      tap = new LinkId(made.name(), made.index());
      journal.add(new Effect.Tap(tap));
      made.owner(Integer.toUnsignedLong(owner.uid()));
      made.persist();
    }
    messages.info("CREATE:new TAP=%s for USER=%s".formatted(tap.name(), owner.name()));
  }

  private void joinBridge() throws NetlinkException {
    rtnetlink.mtu(tap.index(), mtu);
    rtnetlink.mac(tap.index(), LocalMac.ofPort());
    rtnetlink.enslave(tap.index(), bridge.index());
    messages.info("CREATE:TAP=%s attached to bridge=%s".formatted(tap.name(), bridge.name()));
    rtnetlink.up(tap.index());
    messages.info("CREATE:TAP=%s is up".formatted(tap.name()));
  }

  private void startSwitch(SwitchProgram program) throws CallException, IOException {
    Optional<SwitchPidFile> pidFile = SwitchPidFile.of(paths, context.isOnBehalf());
    List<String> command =
        program.command(
            paths, owner, tap, context.mustGiveUpRights(owner), pidFile.map(SwitchPidFile::path));
    messages.trace(Trace.SYS, Trace.CORE, () -> String.join(" ", command));
    try (Progress _ = messages.waitingFor("the switch");
        SwitchStart start =
            SwitchStart.of(
                command,
                context.environmentFor(program, owner),
                state.unfinished("said"),
                context.startPatience())) {
      if (start.switchProcess().isPresent()) {
        journal.add(new Effect.SwitchProcess(start.switchProcess().get()));
      }
      start.await(this::serves, context.startPatience(), interruption);
    }
    RunningProcess process =
        RunningProcess.of(running.info().pid())
            .filter(found -> found.isOf(owner.uid()))
            .orElseThrow(
                () ->
                    CallException.failed(
                        "the switch says that it is pid=%d, which is no process of USER=%s"
                            .formatted(running.info().pid(), owner.name())));
    if (!journal.process().equals(Optional.of(process))) {
      // a program that put itself into the background
      journal.add(new Effect.SwitchProcess(process));
    }
    if (program instanceof SwitchProgram.Foreign && pidFile.isPresent()) {
      pidFile.get().write(process.pid(), owner.uid(), owner.gid());
    }
    messages.info(
        "CREATE:new switch TAP=%s QEMUSOCK=%s QEMUMGMT=%s"
            .formatted(tap.name(), paths.qemuSock(), paths.qemuMgmt()));
  }

  private boolean serves() throws CallException {
    if (SwitchView.of(paths, call.timeout()) instanceof SwitchView.Functional functional
        && SocketProbe.stream(paths.ctl()) == SocketProbe.State.LIVE) {
      running = functional;
      if (!functional.ports().taps().contains(tap.name())) {
        // a switch answers when it has opened what it could
        throw CallException.failed(
            "the switch could not open TAP=%s; see the mode of %s and the system log"
                .formatted(tap.name(), TapDevice.CLONE_DEVICE));
      }
      return true;
    }
    return false;
  }

  private void restrict(boolean setGroupId) throws IOException {
    new SwitchPermissions(journal.files()).restrict(setGroupId);
    messages.info("CREATE:access for USER=%s GROUP=%s".formatted(owner.name(), owner.group()));
    if (setGroupId) {
      messages.info("CREATE:set-group-ID bit set for GROUP=" + owner.group());
    }
  }

  /** Whoever finds the journal not committed takes the bridge back, and removes its file. */
  private void commit() throws IOException {
    for (Effect effect : journal.effects()) {
      if (effect instanceof Effect.Bridge made) {
        state.bridge(journal.network(), made.bridge().name()).write(made);
      }
    }
    journal.commit();
  }
}
