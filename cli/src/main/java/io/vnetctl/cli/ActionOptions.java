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
        .filter(option -> !option.summary().isEmpty() && concerns(option, action))
        .map(ActionOptions::described)
        .toList();
  }

  private static boolean concerns(CallOption option, Action action) {
    return switch (option) {
      case BRIDGE, FORCE, DRY_RUN, PRIVILEGE -> action.changesHost();
      case GROUP, NIC, KEEP_IP, ROLLBACK_TIMEOUT -> action == Action.CREATE;
      case REMOVE_BRIDGE -> action == Action.CANCEL;
      case NO_HEADING -> action == Action.LIST || action == Action.LISTALL;
      case HELP, MANUAL, VERSION, REEXEC -> false;
      case DEBUG, REMOTE_USER, HOSTS, QEMU_SOCK, QEMU_MGMT, OWNER, TERSE, JSON, TIMEOUT -> true;
    };
  }

  private static ProgramOption described(CallOption option) {
    List<String> spellings = new ArrayList<>(List.of(option.word()));
    spellings.addAll(option.otherWords());
    return new ProgramOption(spellings, option.argument(), option.summary(), option.details());
  }
}
