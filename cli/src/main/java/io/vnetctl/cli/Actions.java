package io.vnetctl.cli;

import io.vnetctl.cli.call.Call;
import io.vnetctl.cli.call.CallException;
import io.vnetctl.cli.call.Caller;
import io.vnetctl.cli.report.Messages;
import io.vnetctl.cli.settings.Settings;

/** Carries out calls on this host. */
interface Actions {
  /**
   * Does what the call says.
   *
   * @return the exit status
   * @throws CallException it cannot be done; nothing that was begun is left
   */
  int perform(Call call, Caller caller, Settings settings, Messages messages) throws CallException;
}
