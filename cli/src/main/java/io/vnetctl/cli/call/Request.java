package io.vnetctl.cli.call;

import java.util.List;
import java.util.Optional;

/** What the words of a call ask for. */
public sealed interface Request {
  /**
   * An action.
   *
   * @param call what to do
   * @param words the words it was made of, without -r, -l and their arguments: what a remote host
   *     is to do
   */
  record Work(Call call, List<String> words) implements Request {
    /** Keeps a copy. */
    public Work {
      words = List.copyOf(words);
    }
  }

  /**
   * -h.
   *
   * @param action the one that is to be explained; empty: all
   */
  record ShortHelp(Optional<Action> action) implements Request {}

  /**
   * -H.
   *
   * @param topic as given, or man
   */
  record Manual(String topic) implements Request {}

  /**
   * -V.
   *
   * @param terse with -X: the number alone
   */
  record ShowVersion(boolean terse) implements Request {}
}
