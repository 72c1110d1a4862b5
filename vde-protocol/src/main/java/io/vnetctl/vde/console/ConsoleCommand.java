package io.vnetctl.vde.console;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A command of the console as its manual has it, from the table by which lines are understood.
 *
 * @param path such as {@code port/print}
 * @param syntax of its argument; empty: it takes none
 * @param help what it does, in a few words
 * @param data whether its answer has lines of data
 * @param plugin the extension that has to be in use for it
 */
public record ConsoleCommand(
    String path, String syntax, String help, boolean data, Optional<String> plugin) {

  /** All there are, titles of menus left out, in the order of {@code help}. */
  public static List<ConsoleCommand> all() {
    Stream<ConsoleCommand> builtIn =
        BuiltInCommands.TABLE.stream()
            .filter(CommandEntry::isCommand)
            .map(entry -> of(entry, Optional.empty()));
    Stream<ConsoleCommand> added =
        Stream.of(Plugin.values())
            .flatMap(
                plugin ->
                    plugin.commands().stream()
                        .filter(CommandEntry::isCommand)
                        .map(entry -> of(entry, Optional.of(plugin.pluginName()))));
    return Stream.concat(builtIn, added).toList();
  }

  private static ConsoleCommand of(CommandEntry entry, Optional<String> plugin) {
    return new ConsoleCommand(entry.path(), entry.syntax(), entry.help(), entry.data(), plugin);
  }
}
