package io.vnetctl.vde.console;

import java.util.List;
import java.util.stream.Stream;

/**
 * The language of the console: one table from which lines are understood and {@code help} is
 * printed. A line means the first entry whose path it begins with; the rest, blanks skipped, is the
 * argument (spec vde-console, 1.2). The commands of plugins come last. Text has one character per
 * byte.
 */
final class CommandGrammar {
  private static final Line NOTHING = new Line(false, new Request.Nothing());
  private static final Line UNKNOWN = new Line(false, new Request.Unknown());

  private final List<CommandEntry> table;

  /** A line understood: the request, and whether its answer is a data block. */
  record Line(boolean data, Request request) {}

  /**
   * @param plugins those in use, in the order in which they were added
   */
  CommandGrammar(List<Plugin> plugins) {
    Stream<CommandEntry> added = plugins.stream().flatMap(plugin -> plugin.commands().stream());
    this.table = Stream.concat(BuiltInCommands.TABLE.stream(), added).toList();
  }

  /** Understands a line without its newline. Text after a NUL does not count. */
  Line parse(String text) {
    String line = meaningful(text);
    if (line.isEmpty() || line.charAt(0) == '#') {
      return NOTHING;
    }
    for (CommandEntry entry : table) {
      if (entry.isCommand() && line.startsWith(entry.path())) {
        ArgumentScanner argument = new ArgumentScanner(line.substring(entry.path().length()));
        argument.skipBlanks();
        return entry.read(new ArgumentScanner(argument.rest()));
      }
    }
    return UNKNOWN;
  }

  /** Whether more text can make a command of a line that is none yet. */
  boolean mayBecomeCommand(String text) {
    String line = meaningful(text);
    return table.stream().anyMatch(entry -> entry.isCommand() && entry.path().startsWith(line))
            && parse(text).request() instanceof Request.Unknown
        || line.isEmpty();
  }

  /** The rows of {@code help} whose path starts with the prefix, with newlines. */
  Stream<String> help(String prefix) {
    Stream<String> heads =
        Stream.of(
            CommandEntry.row("COMMAND PATH", "SYNTAX", "HELP"),
            CommandEntry.row("------------", "--------------", "------------"));
    Stream<String> rows =
        table.stream().filter(entry -> entry.path().startsWith(prefix)).map(CommandEntry::row);
    return Stream.concat(heads, rows);
  }

  private static String meaningful(String text) {
    int end = text.indexOf('\0');
    ArgumentScanner line = new ArgumentScanner(end < 0 ? text : text.substring(0, end));
    line.skipBlanks();
    return line.rest();
  }
}
