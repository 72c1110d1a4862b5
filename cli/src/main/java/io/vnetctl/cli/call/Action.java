package io.vnetctl.cli.call;

import java.util.Locale;
import java.util.Optional;

/** What a call of vnetctl does (spec vnetctl, chapter 2). */
public enum Action {
  CANCEL,
  CHECK,
  CREATE,
  INFO,
  PORTS,
  LIST,
  LISTALL;

  /** What a call without an action does (spec vnetctl, chapter 10, decision 1). */
  public static final Action DEFAULT = INFO;

  /** The word on the command line. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The action of a word, in upper or lower case. */
  public static Optional<Action> of(String word) {
    for (Action action : values()) {
      if (action.name().equalsIgnoreCase(word)) {
        return Optional.of(action);
      }
    }
    return Optional.empty();
  }

  /** Whether it changes the host; all others neither change anything nor need a privilege. */
  public boolean changesHost() {
    return this == CREATE || this == CANCEL;
  }
}
