package io.vnetctl.cli;

import io.vnetctl.cli.call.Action;
import io.vnetctl.cli.call.Call;
import io.vnetctl.cli.call.CallException;
import io.vnetctl.cli.call.Caller;
import io.vnetctl.cli.doctor.Doctor;
import io.vnetctl.cli.host.CancelAction;
import io.vnetctl.cli.host.CreateAction;
import io.vnetctl.cli.host.HostContext;
import io.vnetctl.cli.manual.VersionFacts;
import io.vnetctl.cli.privilege.Elevation;
import io.vnetctl.cli.privilege.NetworkSession;
import io.vnetctl.cli.privilege.Privilege;
import io.vnetctl.cli.query.Queries;
import io.vnetctl.cli.report.Json;
import io.vnetctl.cli.report.Messages;
import io.vnetctl.cli.settings.Settings;

/** The actions of this host: the one place where they are plugged in. */
final class LocalActions implements Actions {
  @Override
  public int perform(Call call, Caller caller, Settings settings, Messages messages)
      throws CallException {
    return switch (call.action()) {
      case CREATE, CANCEL -> change(call, caller, settings, messages);
      case INFO, PORTS, FDB, VLANS, LIST, LISTALL, CHECK ->
          Queries.answer(call, caller, settings, messages);
      case DOCTOR -> Doctor.examine(call, caller, settings);
      case VERSION -> version(call, caller);
    };
  }

  private static int version(Call call, Caller caller) {
    if (call.json()) {
      caller.out().println(Json.text(VersionFacts.members()));
    } else {
      caller.out().println(call.terse() ? VersionFacts.number() : VersionFacts.line());
    }
    return 0;
  }

  private static int change(Call call, Caller caller, Settings settings, Messages messages)
      throws CallException {
    Privilege.hint(call, caller, messages);
    Privilege privilege =
        call.dryRun() ? new Privilege.Held() : Privilege.decide(call, caller, settings);
    return switch (privilege) {
      case Privilege.Borrowed(Elevation elevation) -> elevation.run();
      case Privilege.Held() -> {
        HostContext context =
            new HostContext(call, caller, settings, messages, NetworkSession.of(call, caller));
        yield call.action() == Action.CREATE
            ? new CreateAction(context).perform()
            : new CancelAction(context).perform();
      }
    };
  }
}
