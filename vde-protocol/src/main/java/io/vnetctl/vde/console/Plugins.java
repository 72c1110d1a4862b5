package io.vnetctl.vde.console;

import io.vnetctl.vde.Errno;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The plugins in use, which all consoles of a switch share. Switch thread only. */
final class Plugins {
  private final List<Plugin> added = new ArrayList<>();
  private final FrameDump dump;
  private final FrameCapture capture;
  private CommandGrammar grammar = new CommandGrammar(added);

  Plugins(FrameDump dump, FrameCapture capture) {
    this.dump = dump;
    this.capture = capture;
  }

  /** The language of the console as it is now. */
  CommandGrammar grammar() {
    return grammar;
  }

  FrameDump dump() {
    return dump;
  }

  FrameCapture capture() {
    return capture;
  }

  boolean has(Plugin plugin) {
    return added.contains(plugin);
  }

  /** Begins to use a plugin; gives 0 or an errno. */
  int add(String name) {
    Optional<Plugin> plugin = Plugin.named(name);
    if (plugin.isEmpty()) {
      return name.isEmpty() ? Errno.EINVAL : Errno.ENOENT;
    }
    if (has(plugin.get())) {
      return Errno.EEXIST;
    }
    added.add(plugin.get());
    grammar = new CommandGrammar(added);
    return 0;
  }

  /** Ceases to use the first plugin whose name starts so; gives 0 or an errno. */
  int remove(String prefix) {
    Optional<Plugin> plugin = startingWith(prefix).findFirst();
    if (plugin.isEmpty()) {
      return Errno.ENOENT;
    }
    added.remove(plugin.get());
    grammar = new CommandGrammar(added);
    switch (plugin.get()) {
      case DUMP -> dump.end();
      case PDUMP -> capture.end();
    }
    return 0;
  }

  /** Whether the name of a plugin in use starts so. */
  boolean exists(String prefix) {
    return startingWith(prefix).findAny().isPresent();
  }

  /** The rows of {@code plugin/list}. */
  Stream<String> rows(String prefix) {
    Stream<String> heads =
        Stream.of(Plugin.row("NAME", "HELP"), Plugin.row("------------", "----"));
    return Stream.concat(heads, startingWith(prefix).map(Plugin::row));
  }

  private Stream<Plugin> startingWith(String prefix) {
    return added.stream().filter(plugin -> plugin.nameStartsWith(prefix));
  }
}
