package io.vnetctl.cli.manual;

import io.vnetctl.cli.call.Action;
import io.vnetctl.cli.call.CallOption;

/** The text of -h: which words there are (spec vnetctl, R8). */
public final class ShortHelp {
  /** Under this name the program has sub-commands too. */
  private static final String VNETCTL = "vnetctl";

  private static final int COLUMN = 30;

  private ShortHelp() {}

  /**
   * All of it, line by line.
   *
   * @param tool name by which the program was called
   */
  public static String text(String tool) {
    StringBuilder text = new StringBuilder();
    text.append("NAME\n  ").append(tool).append(" - a network for QEMU/KVM guests in one call\n\n");
    text.append("SYNTAX\n  ").append(tool).append(" [OPTION...] [");
    String separator = "";
    for (Action action : Action.values()) {
      text.append(separator).append(action.word());
      separator = "|";
    }
    text.append("]\n\n");
    for (CallOption option : CallOption.values()) {
      if (!option.summary().isEmpty()) {
        String words = "  " + usage(option);
        text.append(words)
            .append(" ".repeat(Math.max(1, COLUMN - words.length())))
            .append(option.summary())
            .append('\n');
      }
    }
    text.append(
        """

        DESCRIPTION
          create makes what a guest's network needs and is not there yet: bridge, TAP device, switch and its sockets;
          cancel takes it away again; check tells whether it works; info, the default, and ports ask the switch;
          list and listall show the switches of all users. Options and action stand in any order.
        """);
    if (tool.equals(VNETCTL)) {
      text.append("  The switch itself: vnetctl switch --help; a demonstration: vnetctl demo\n");
    }
    text.append("  The manual: ").append(tool).append(" -H man\n");
    return text.toString();
  }

  /** An option and its argument, as in -b BRIDGE. */
  static String usage(CallOption option) {
    return option.argument().isEmpty() ? option.word() : option.word() + " " + option.argument();
  }
}
