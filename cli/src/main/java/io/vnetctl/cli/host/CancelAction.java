package io.vnetctl.cli.host;

import io.vnetctl.cli.call.Call;
import io.vnetctl.cli.call.CallException;
import io.vnetctl.cli.call.Caller;
import io.vnetctl.cli.report.Json;
import io.vnetctl.cli.report.Messages;
import io.vnetctl.cli.report.TerseRecord;
import io.vnetctl.cli.settings.Owner;
import io.vnetctl.cli.settings.SwitchPaths;
import io.vnetctl.tap.netlink.Rtnetlink;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The action cancel: one call takes a switch and its TAP away, and on request the bridge that was
 * made for it (spec vnetctl, chapter 11.4). For a caller with the privileges it needs.
 */
public final class CancelAction {
  private final HostContext context;
  private final Call call;
  private final Messages messages;

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
    SwitchFiles files = new SwitchFiles(paths, owner.uid());
    StateDirectory state = context.stateDirectory();
    try (StateLock _ = StateLock.take(state.lock(), CreateAction.LOCK_PATIENCE);
        Rtnetlink rtnetlink = Rtnetlink.open()) {
      Interruption.bySignals();
      new Recovery(rtnetlink, state, messages).run();
      files.check();
      Optional<Journal> journal = Journal.read(state.journal(paths.qemuSock()));
      List<RemovedObject> removed =
          new ArrayList<>(new Cancellation(context, files, rtnetlink, journal).carryOut());
      removed.addAll(bridges(rtnetlink, state));
      report(removed, paths);
      return 0;
    } catch (IOException e) {
      throw CallException.failed(e.getMessage(), e);
    }
  }

  /** Bridges made here: with --remove-bridge they go, else the way to remove them is shown. */
  private List<RemovedObject> bridges(Rtnetlink rtnetlink, StateDirectory state)
      throws CallException, IOException {
    List<RemovedObject> removed = new ArrayList<>();
    for (BridgeRecord record : state.bridges()) {
      Optional<Effect.Bridge> made = record.read();
      if (made.isEmpty() || isOther(made.get().bridge().name())) {
        continue;
      }
      String name = made.get().bridge().name();
      if (rtnetlink.link(name).isEmpty()) {
        record.delete();
      } else if (call.removeBridge()) {
        new Uplink(rtnetlink).giveBack(made.get());
        record.delete();
        removed.add(new RemovedObject("bridge", name));
        messages.info("CANCEL:bridge=" + name + " removed");
      } else {
        messages.info(
            "CANCEL:bridge=%s kept; '%s --remove-bridge cancel' gives its addresses back to %s"
                .formatted(
                    name,
                    context.caller().tool(),
                    made.get().nic().map(nic -> nic.nic().name()).orElse("nobody")));
      }
    }
    if (call.removeBridge() && call.bridge().isPresent() && removed.isEmpty()) {
      throw CallException.failed(
          "bridge=%s was not made here and stays; remove it by hand"
              .formatted(call.bridge().get()));
    }
    return removed;
  }

  private boolean isOther(String bridge) {
    return call.bridge().filter(wanted -> !wanted.equals(bridge)).isPresent();
  }

  private void report(List<RemovedObject> removed, SwitchPaths paths) {
    if (removed.isEmpty()) {
      messages.info(
          "CANCEL:no switch at QEMUSOCK=%s QEMUMGMT=%s, nothing to do"
              .formatted(paths.qemuSock(), paths.qemuMgmt()));
    }
    if (call.json()) {
      List<Map<String, Object>> array = new ArrayList<>();
      removed.forEach(object -> array.add(Map.of("kind", object.kind(), "name", object.name())));
      context.caller().out().println(Json.text(array));
    } else if (call.terse()) {
      removed.forEach(
          object -> context.caller().out().println(TerseRecord.of(object.kind(), object.name())));
    }
  }
}
