package io.vnetctl.cli;

import io.vnetctl.cli.call.Call;
import io.vnetctl.cli.call.CallException;
import io.vnetctl.cli.call.CallParser;
import io.vnetctl.cli.call.Caller;
import io.vnetctl.cli.call.Request;
import io.vnetctl.cli.call.ThisProcess;
import io.vnetctl.cli.settings.Settings;
import io.vnetctl.cli.settings.SwitchPaths;
import java.util.ArrayList;
import java.util.List;

/** Where a user's switch is, for the commands that have options of their own. */
final class UsersSwitch {
  /** System property with the file that was started, set by the launcher. */
  private static final String PROGRAM_PROPERTY = "vnetctl.program";

  private UsersSwitch() {}

  /**
   * Where it is, as with {@code vnetctl info}.
   *
   * @param user whose it is; null: the caller's
   * @param sock its control directory; null: the usual one
   * @param mgmt its console; null: the usual one
   */
  static SwitchPaths paths(String user, String sock, String mgmt) throws CallException {
    Caller caller = ThisProcess.caller(System.getProperty(PROGRAM_PROPERTY, "vnetctl"));
    List<String> words = new ArrayList<>(List.of("info"));
    add(words, "-u", user);
    add(words, "-s", sock);
    add(words, "-S", mgmt);
    Call call = ((Request.Work) CallParser.parse(words)).call();
    return SwitchPaths.of(call, caller, Settings.of(caller));
  }

  private static void add(List<String> words, String option, String value) {
    if (value != null) {
      words.addAll(List.of(option, value));
    }
  }
}
