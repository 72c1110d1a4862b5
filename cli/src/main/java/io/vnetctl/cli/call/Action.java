package io.vnetctl.cli.call;

import java.util.Locale;
import java.util.Optional;

/** What a call of vnetctl does (spec vnetctl, chapter 2). */
public enum Action {
  CANCEL("remove switch, TAP and sockets, whatever is left of them"),
  CHECK("tell by the exit status whether guests can use the switch"),
  CREATE("make what a guest's network needs and is not there yet: bridge, TAP, switch"),
  INFO("show what the switch says of itself"),
  PORTS("show the ports of the switch, and who is connected"),
  LIST("list the switches of all users on this host"),
  LISTALL("list the switches of all users, with the socket of each port");

  /** What a call without an action does (spec vnetctl, chapter 10, decision 1). */
  public static final Action DEFAULT = INFO;

  private final String sentence;

  Action(String sentence) {
    this.sentence = sentence;
  }

  /** The word on the command line. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** What it does, in a few words. */
  public String sentence() {
    return sentence;
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
