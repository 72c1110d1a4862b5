package io.vnetctl.cli;

import io.vnetctl.cli.call.Call;
import io.vnetctl.cli.call.CallException;
import io.vnetctl.cli.call.Caller;
import io.vnetctl.cli.report.Messages;
import io.vnetctl.cli.settings.Settings;

/** The actions of this host: the one place where they are plugged in. */
final class LocalActions implements Actions {
  @Override
  public int perform(Call call, Caller caller, Settings settings, Messages messages)
      throws CallException {
    throw new AssertionError("no action is plugged in for " + call.action().word());
  }
}
