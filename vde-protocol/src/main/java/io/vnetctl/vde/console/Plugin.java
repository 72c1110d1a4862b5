package io.vnetctl.vde.console;

import static io.vnetctl.vde.console.CommandEntry.action;
import static io.vnetctl.vde.console.CommandEntry.data;
import static io.vnetctl.vde.console.CommandEntry.title;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What {@code plugin/add} can name, with the commands that are there only while it is in use.
 * Source: spec vde-console, chapter 4, "Plugins of D"; the original's {@code iplog} is not offered.
 */
enum Plugin {
  /** Frames as events. */
  DUMP(
      "dump",
      "show frames as events",
      title("dump", "frames as events"),
      action(
          "dump/active",
          "0/1",
          "begin (1) or cease (0) to make events of frames",
          a -> new Request.SetDumpActive(a.leadingNumber() != 0))),

  /** Frames in a file. */
  PDUMP(
      "pdump",
      "write frames to a pcap file",
      title("pdump", "frames in a pcap file"),
      data(
          "pdump/active",
          "0/1",
          "begin (1) or cease (0) to write frames",
          a -> new Request.SetCaptureActive(a.leadingNumber() != 0)),
      data(
          "pdump/filename",
          "<file>",
          "begin a new file, or show the name of the file",
          a -> new Request.SetCaptureFile(a.rest())),
      action(
          "pdump/buffered",
          "0/1",
          "write when much has gathered (1) or at once (0)",
          a -> new Request.SetCaptureBuffered(a.leadingNumber() != 0)),
      data("pdump/showinfo", "", "show what was written and lost", a -> new Request.ShowCapture()));

  private final String title;
  private final String help;
  private final List<CommandEntry> commands;

  Plugin(String title, String help, CommandEntry... commands) {
    this.title = title;
    this.help = help;
    this.commands = List.of(commands);
  }

  /** The plugin of exactly this name. */
  static Optional<Plugin> named(String name) {
    return Stream.of(values()).filter(plugin -> plugin.title.equals(name)).findFirst();
  }

  String pluginName() {
    return title;
  }

  boolean nameStartsWith(String prefix) {
    return title.startsWith(prefix);
  }

  List<CommandEntry> commands() {
    return commands;
  }

  /** As {@code plugin/list} shows it. */
  String row() {
    return row(title, help);
  }

  static String row(String name, String help) {
    return String.format("%-22s %s\n", name, help);
  }
}
