package io.vnetctl.cli.manual;

import io.vnetctl.cli.call.CallException;
import io.vnetctl.cli.call.Caller;
import io.vnetctl.cli.settings.Settings;

/** -H (spec vnetctl, chapter 2.3, R9). */
public final class ManualPages {
  private final Caller caller;

  private ManualPages(Caller caller) {
    this.caller = caller;
  }

  /** Those of a caller. */
  public static ManualPages of(Caller caller, Settings settings) {
    return new ManualPages(caller);
  }

  /** Shows it. */
  public int show(String topic) throws CallException {
    caller.out().print(ShortHelp.text(caller.tool()));
    return 0;
  }
}
