package io.vnetctl.cli;

import io.vnetctl.cli.call.Action;
import io.vnetctl.cli.call.CallOption;
import io.vnetctl.cli.programs.ProgramOption;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Which options of vnetctl mean something to which action, for manual and completion. */
final class ActionOptions {
  private ActionOptions() {}

  /**
   * All for users.
   *
   * @param extended whether there are more spellings than those of ctys-vnetctl(1)
   */
  static List<ProgramOption> all(boolean extended) {
    return Stream.of(CallOption.values())
        .filter(option -> !option.summary().isEmpty())
        .map(option -> described(option, extended))
        .toList();
  }

  /** Likewise those of one action. */
  static List<ProgramOption> of(Action action, boolean extended) {
    return Stream.of(CallOption.values())
        .filter(option -> !option.summary().isEmpty() && action.takes(option))
        .map(option -> described(option, extended))
        .toList();
  }

  private static ProgramOption described(CallOption option, boolean extended) {
    List<String> spellings = new ArrayList<>(List.of(option.word()));
    spellings.addAll(option.otherWords(extended));
    return new ProgramOption(spellings, option.argument(), option.summary(), option.details());
  }
}
