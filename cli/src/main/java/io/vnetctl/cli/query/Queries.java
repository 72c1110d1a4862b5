package io.vnetctl.cli.query;

import io.vnetctl.cli.call.Call;
import io.vnetctl.cli.call.CallException;
import io.vnetctl.cli.call.Caller;
import io.vnetctl.cli.report.Messages;
import io.vnetctl.cli.settings.Settings;
import io.vnetctl.cli.settings.SwitchPaths;

/** The door to the actions that only look. */
public final class Queries {
  /** Level and subsystem of traces (spec vnetctl, chapter 2.2). */
  private static final int FLOW = 2;

  private static final int CLI = 32;

  private Queries() {}

  /**
   * Answers info, ports, fdb, vlans, list, listall or check on standard output. No switch can make
   * it wait longer than the call says.
   *
   * @return 0, or 1 if a check finds that the switch cannot be used
   * @throws CallException status 1: the switch is dead, mute or refuses; 2: there is no console
   *     socket, or the caller may not use it
   */
  public static int answer(Call call, Caller caller, Settings settings, Messages messages)
      throws CallException {
    ChosenSwitch chosen = ChosenSwitch.of(call, caller, settings);
    SwitchPaths paths = chosen.paths();
    messages.trace(
        FLOW, CLI, () -> "QEMUSOCK=" + paths.qemuSock() + " QEMUMGMT=" + paths.qemuMgmt());
    return switch (call.action()) {
      case INFO -> new InfoQuery(call, caller, chosen, messages).answer();
      case PORTS -> new PortsQuery(call, caller, chosen, messages).answer();
      case FDB -> new AddressQuery(call, caller, chosen, messages).answer();
      case VLANS -> new VlanQuery(call, caller, chosen, messages).answer();
      case LIST, LISTALL -> new ListQuery(call, caller, paths, messages).answer();
      case CHECK -> new CheckQuery(call, caller, chosen, messages).answer();
      case CREATE, CANCEL, DOCTOR, VERSION ->
          throw new IllegalArgumentException(call.action() + " is no query");
    };
  }
}
