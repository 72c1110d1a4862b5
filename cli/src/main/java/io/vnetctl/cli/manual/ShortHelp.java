package io.vnetctl.cli.manual;

import io.vnetctl.cli.call.Action;
import io.vnetctl.cli.call.CallOption;
import io.vnetctl.cli.call.Caller;
import io.vnetctl.cli.call.CommandName;
import io.vnetctl.cli.call.CommandName.Topic;
import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;

/** The texts of -h and help: which words there are (spec vnetctl, R8). */
public final class ShortHelp {
  private static final int COLUMN = 30;
  private static final int NAME_COLUMN = 14;
  private static final int LINE = 100;

  private ShortHelp() {}

  /** All of it, line by line. */
  public static String text(Caller caller) {
    String tool = caller.tool();
    boolean extended = caller.isExtended();
    StringBuilder text = new StringBuilder();
    text.append("NAME\n  ").append(tool).append(" - a network for QEMU/KVM guests in one call\n\n");
    text.append("SYNTAX\n  ").append(tool).append(" [OPTION...] [ACTION]\n");
    if (extended) {
      text.append("  ").append(tool).append(" COMMAND [OPTION...]\n");
    }
    List<CommandName> names = CommandName.all(extended);
    for (Topic topic : Topic.values()) {
      List<CommandName> ofTopic = names.stream().filter(it -> it.topic() == topic).toList();
      if (!ofTopic.isEmpty()) {
        text.append('\n').append(topic.title().toUpperCase(Locale.ROOT)).append('\n');
        ofTopic.forEach(name -> row(text, name.word(), NAME_COLUMN, name.sentence()));
      }
    }
    text.append("\nOPTIONS\n").append(options(_ -> true));
    text.append(
        """

        DESCRIPTION
          Without an action, info is meant. Options and action stand in any order; only create and cancel need
          privileges.
        """);
    if (extended) {
      String own =
          String.join(
              ", ",
              names.stream().filter(it -> !(it instanceof Action)).map(CommandName::word).toList());
      text.append("  Options of their own have ").append(own).append(": vnetctl help COMMAND\n");
    }
    text.append("  The manual: ").append(tool).append(" -H man\n");
    return text.toString();
  }

  /**
   * What an action does, and the options that mean something to it. The others are named, too: they
   * are no error (spec vnetctl, R8).
   */
  public static String text(Action action) {
    return """
        NAME
          vnetctl %1$s - %2$s

        SYNTAX
          vnetctl %1$s [OPTION...]

        OPTIONS
        %3$s
        DESCRIPTION
          The manual: vnetctl -H %1$s
          Options of other actions, without effect here (vnetctl -h):
        %4$s"""
        .formatted(
            action.word(),
            action.sentence(),
            options(it -> isExplained(it, action)),
            others(action));
  }

  private static boolean isExplained(CallOption option, Action action) {
    return switch (option) {
      case HELP, MANUAL, VERSION -> true;
      default -> action.takes(option);
    };
  }

  /** The words of all options that mean nothing to an action, in lines. */
  private static String others(Action action) {
    StringBuilder text = new StringBuilder();
    int column = LINE;
    for (CallOption option : CallOption.values()) {
      if (!option.summary().isEmpty() && !isExplained(option, action)) {
        String word = " " + usage(option);
        if (column + word.length() > LINE) {
          text.append(text.isEmpty() ? "   " : "\n   ");
          column = "   ".length();
        }
        text.append(word);
        column += word.length();
      }
    }
    return text.append('\n').toString();
  }

  private static String options(Predicate<CallOption> which) {
    StringBuilder text = new StringBuilder();
    for (CallOption option : CallOption.values()) {
      if (!option.summary().isEmpty() && which.test(option)) {
        row(text, usage(option), COLUMN, option.summary());
      }
    }
    return text.toString();
  }

  private static void row(StringBuilder text, String word, int column, String sentence) {
    text.append("  ")
        .append(word)
        .append(" ".repeat(Math.max(1, column - 2 - word.length())))
        .append(sentence)
        .append('\n');
  }

  /** An option and its argument, as in -b BRIDGE. */
  static String usage(CallOption option) {
    return option.argument().isEmpty() ? option.word() : option.word() + " " + option.argument();
  }
}
