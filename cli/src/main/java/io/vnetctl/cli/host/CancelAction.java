package io.vnetctl.cli.host;

import io.vnetctl.cli.call.Call;
import io.vnetctl.cli.call.CallException;
import io.vnetctl.cli.call.Caller;
import io.vnetctl.cli.report.Json;
import io.vnetctl.cli.report.Messages;
import io.vnetctl.cli.report.TerseRecord;
import io.vnetctl.cli.settings.Owner;
import io.vnetctl.cli.settings.SwitchPaths;
import io.vnetctl.tap.netlink.LinkState;
import io.vnetctl.tap.netlink.Rtnetlink;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The action cancel: one call takes a switch and its TAP away, and on request the bridge that was
 * made for it (spec vnetctl, chapter 11.4). For a caller with the privileges it needs, except with
 * --dry-run.
 */
public final class CancelAction {
  private final HostContext context;
  private final Call call;
  private final Messages messages;
  private final List<RemovedObject> removed = new ArrayList<>();

  public CancelAction(HostContext context) {
    this.context = context;
    this.call = context.call();
    this.messages = context.messages();
  }

  /** Does it. Returns the exit status. */
  public int perform() throws CallException {
    Caller caller = context.caller();
    Owner owner = Owner.of(call, caller);
    SwitchPaths paths = SwitchPaths.of(call, caller, context.settings());
    SwitchFiles files = new SwitchFiles(paths, owner.uid(), context.isOnBehalf());
    try (Rtnetlink rtnetlink = Rtnetlink.open()) {
      if (call.dryRun()) {
        show(rtnetlink, files);
      } else {
        cancel(rtnetlink, files);
      }
      return 0;
    } catch (IOException e) {
      throw CallException.failed(e.getMessage(), e);
    }
  }

  /** Giving a bridge's addresses back interrupts the network for a moment, as making it did. */
  private void requireSafeSession() throws CallException {
    if (call.removeBridge() && context.session().overNetwork() && !call.force()) {
      throw CallException.failed(
          "--remove-bridge moves addresses and routes of this host, and this session comes over the"
              + " network: if that goes wrong, the host cannot be reached any more. Say -f to do it"
              + " all the same, or do it at the host itself");
    }
  }

  private void cancel(Rtnetlink rtnetlink, SwitchFiles files) throws CallException, IOException {
    requireSafeSession();
    StateDirectory state = context.stateDirectory();
    try (StateLock _ = StateLock.take(state.lock(), CreateAction.LOCK_PATIENCE)) {
      Interruption.bySignals();
      NetworkNamespace network = NetworkNamespace.ofThisProcess();
      Optional<Journal> journal = new Recovery(rtnetlink, state, messages, network).run(files);
      new SwitchPlace(files).check();
      requireSameNetwork(journal, network);
      Optional<String> bridge = bridgeOf(rtnetlink, journal);
      SwitchTaps taps = new SwitchTaps(rtnetlink, files.ownerUid());
      try {
        new Cancellation(context, files, taps, journal, removed::add).carryOut();
        removeBridges(rtnetlink, state.bridges(network), bridge);
      } finally {
        report();
      }
      if (removed.isEmpty()) {
        messages.info(
            "CANCEL:no switch at QEMUSOCK=%s QEMUMGMT=%s, nothing to do"
                .formatted(files.paths().qemuSock(), files.paths().qemuMgmt()));
      }
    }
  }

  /** Its TAP cannot be removed from here, and nobody else would know of it. */
  private void requireSameNetwork(Optional<Journal> journal, NetworkNamespace network)
      throws CallException {
    Optional<LinkId> tap =
        journal.filter(found -> !found.network().equals(network)).flatMap(Journal::tap);
    if (tap.isEmpty()) {
      return;
    }
    String away =
        "TAP=%s of this switch is in another network namespace".formatted(tap.get().name());
    if (!call.force()) {
      throw CallException.failed(
          away + "; call cancel there, or say -f to remove the rest if that namespace is gone");
    }
    messages.warning("CANCEL:" + away + " and stays there");
  }

  /** The bridge that the switch's TAP is in. */
  private static Optional<String> bridgeOf(Rtnetlink rtnetlink, Optional<Journal> journal)
      throws IOException {
    Optional<LinkId> tap = journal.flatMap(Journal::tap);
    Optional<LinkState> link =
        tap.isPresent() ? rtnetlink.link(tap.get().index()) : Optional.empty();
    return link.isPresent()
        ? rtnetlink.link(link.get().masterIndex()).map(LinkState::name)
        : Optional.empty();
  }

  /**
   * Bridges made here: with --remove-bridge they go, else the way to remove them is shown.
   *
   * @param own the bridge of this switch, for which others' TAPs are a reason to refuse; any other
   *     that is in use stays without a word of complaint
   */
  private void removeBridges(Rtnetlink rtnetlink, List<BridgeRecord> records, Optional<String> own)
      throws CallException, IOException {
    Uplink uplink = new Uplink(rtnetlink);
    boolean gone = false;
    for (BridgeRecord record : records) {
      Optional<Effect.Bridge> made = record.read();
      if (made.isEmpty() || isOther(made.get().bridge().name())) {
        continue;
      }
      String name = made.get().bridge().name();
      boolean meant = call.bridge().isPresent() || own.filter(name::equals).isPresent();
      if (rtnetlink.link(name).isEmpty()) {
        record.delete();
      } else if (call.removeBridge() && (meant || uplink.otherPorts(made.get()).isEmpty())) {
        uplink.giveBack(made.get());
        record.delete();
        gone = true;
        removed.add(new RemovedObject("bridge", name));
        messages.info("CANCEL:bridge=" + name + " removed");
      } else {
        messages.info(
            "CANCEL:bridge=%s kept; '%s' gives its addresses back to %s"
                .formatted(
                    name,
                    context.callWith("--remove-bridge cancel"),
                    made.get().nic().map(nic -> nic.nic().name()).orElse("nobody")));
      }
    }
    if (call.removeBridge() && call.bridge().isPresent() && !gone) {
      throw CallException.failed(
          "bridge=%s was not made here and stays; remove it by hand"
              .formatted(call.bridge().get()));
    }
  }

  private boolean isOther(String bridge) {
    return call.bridge().filter(wanted -> !wanted.equals(bridge)).isPresent();
  }

  /** What has gone, also if something else could not be removed. */
  private void report() {
    if (call.json()) {
      context.caller().out().println(Json.text(members(removed)));
    } else if (call.terse()) {
      removed.forEach(
          object -> context.caller().out().println(TerseRecord.of(object.kind(), object.name())));
    }
  }

  private static List<Map<String, Object>> members(List<RemovedObject> objects) {
    List<Map<String, Object>> array = new ArrayList<>();
    for (RemovedObject object : objects) {
      Map<String, Object> members = new LinkedHashMap<>();
      members.put("kind", object.kind());
      members.put("name", object.name());
      array.add(members);
    }
    return array;
  }

  /** Prints what would go, as far as the caller may see it. */
  private void show(Rtnetlink rtnetlink, SwitchFiles files) throws CallException, IOException {
    new SwitchPlace(files).check();
    Optional<StateDirectory> state = context.presentStateDirectory();
    Optional<Journal> journal =
        state.isPresent()
            ? Journal.read(state.get().journal(files.paths().qemuSock()))
            : Optional.empty();
    NetworkNamespace network = NetworkNamespace.ofThisProcess();
    SwitchRemains remains =
        SwitchRemains.of(
            files,
            journal.filter(found -> found.network().equals(network)),
            new SwitchTaps(rtnetlink, files.ownerUid()),
            call.timeout());
    List<RemovedObject> objects = new ArrayList<>();
    remains.processes().stream()
        .map(process -> new RemovedObject("process", String.valueOf(process.pid())))
        .forEach(objects::add);
    remains.taps().stream().map(tap -> new RemovedObject("tap", tap.name())).forEach(objects::add);
    files.present().stream()
        .map(file -> new RemovedObject("file", file.toString()))
        .forEach(objects::add);
    Optional<SwitchPidFile> pidFile = SwitchPidFile.of(files.paths(), context.isOnBehalf());
    if (pidFile.isPresent() && pidFile.get().isStaleWithout(remains.processes())) {
      objects.add(new RemovedObject("file", pidFile.get().path().toString()));
    }
    if (state.isPresent() && call.removeBridge()) {
      for (BridgeRecord record : state.get().bridges(network)) {
        record
            .read()
            .map(made -> made.bridge().name())
            .filter(name -> !isOther(name))
            .ifPresent(name -> objects.add(new RemovedObject("bridge", name)));
      }
    }
    print(objects);
  }

  private void print(List<RemovedObject> objects) {
    if (call.json()) {
      Map<String, Object> plan = new LinkedHashMap<>();
      plan.put("action", call.action().word());
      plan.put("remove", members(objects));
      context.caller().out().println(Json.text(plan));
      return;
    }
    if (objects.isEmpty()) {
      context.caller().out().println("nothing to do: there is no switch");
    }
    for (int i = 0; i < objects.size(); i++) {
      RemovedObject object = objects.get(i);
      context.caller().out().println(i + 1 + ". remove " + object.kind() + " " + object.name());
    }
  }
}
