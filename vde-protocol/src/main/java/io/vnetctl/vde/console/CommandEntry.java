package io.vnetctl.vde.console;

import java.util.function.Function;

/**
 * One row of the console's table: a command, or the title of a menu if nothing reads its argument.
 *
 * @param path by which a line begins
 * @param data whether the answer is a data block
 * @param argument from the text behind the path, blanks skipped, to the request
 */
record CommandEntry(
    String path,
    String syntax,
    String help,
    boolean data,
    Function<ArgumentScanner, Request> argument) {

  static CommandEntry title(String path, String help) {
    return new CommandEntry(path, "============", help, false, null);
  }

  static CommandEntry action(
      String path, String syntax, String help, Function<ArgumentScanner, Request> argument) {
    return new CommandEntry(path, syntax, help, false, argument);
  }

  static CommandEntry data(
      String path, String syntax, String help, Function<ArgumentScanner, Request> argument) {
    return new CommandEntry(path, syntax, help, true, argument);
  }

  boolean isCommand() {
    return argument != null;
  }

  CommandGrammar.Line read(ArgumentScanner rest) {
    return new CommandGrammar.Line(data, argument.apply(rest));
  }

  /** As {@code help} shows it. */
  String row() {
    return row(path, syntax, help);
  }

  static String row(String path, String syntax, String help) {
    return String.format("%-18s %-15s %s\n", path, syntax, help);
  }
}
