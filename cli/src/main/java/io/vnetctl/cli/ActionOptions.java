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

  /** All for users. */
  static List<ProgramOption> all() {
    return Stream.of(CallOption.values())
        .filter(option -> !option.summary().isEmpty())
        .map(ActionOptions::described)
        .toList();
  }

  static List<ProgramOption> of(Action action) {
    return Stream.of(CallOption.values())
        .filter(option -> !option.summary().isEmpty() && action.takes(option))
        .map(ActionOptions::described)
        .toList();
  }

  private static ProgramOption described(CallOption option) {
    List<String> spellings = new ArrayList<>(List.of(option.word()));
    spellings.addAll(option.otherWords());
    return new ProgramOption(spellings, option.argument(), option.summary(), option.details());
  }
}
