package io.vnetctl.cli.call;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * A word that says what vnetctl is to do: the one table of all of them, for help, suggestions,
 * manual and completion. An {@link Action} shares its options with all other actions and may stand
 * anywhere; a {@link SubCommand} has options of its own and is the first word that is no option.
 */
public sealed interface CommandName permits Action, SubCommand {
  /** Of the constant. */
  String name();

  /** As it is written. */
  default String word() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** What it does, in one line without a full stop. */
  String sentence();

  /** Under which heading help shows it. */
  Topic topic();

  /** Headings of the help, in its order. */
  enum Topic {
    NETWORK("Network of the guests"),
    STATE("What there is"),
    SWITCH("Switch and guests"),
    PROGRAM("Help");

    private final String title;

    Topic(String title) {
      this.title = title;
    }

    /** The heading. */
    public String title() {
      return title;
    }
  }

  /**
   * All that a program knows, actions first.
   *
   * @param extended whether it has more than ctys-vnetctl(1), see {@link Caller#isExtended}
   */
  static List<CommandName> all(boolean extended) {
    List<CommandName> names = new ArrayList<>();
    for (Action action : Action.values()) {
      if (extended || action.isOfCtys()) {
        names.add(action);
      }
    }
    if (extended) {
      names.addAll(List.of(SubCommand.values()));
    }
    return names;
  }

  /** The words of all. */
  static List<String> words(boolean extended) {
    return all(extended).stream().map(CommandName::word).toList();
  }

  /** What a word names, in upper or lower case. */
  static Optional<CommandName> of(String word, boolean extended) {
    String lower = word.toLowerCase(Locale.ROOT);
    return all(extended).stream().filter(name -> name.word().equals(lower)).findFirst();
  }
}
