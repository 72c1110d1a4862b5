package io.vnetctl.cli;

import java.util.List;

/**
 * One command of a console's {@code help}: titles of menus are left out.
 *
 * @param path such as {@code port/print}
 * @param text what the help says after the path: arguments and purpose
 */
record ConsoleHelp(String path, String text) {

  /** Reads the lines of the answer to {@code help}. */
  static List<ConsoleHelp> parse(List<String> lines) {
    return lines.stream()
        .dropWhile(line -> !line.startsWith("---"))
        .skip(1)
        .map(line -> line.strip().split("\\s+", 2))
        .filter(words -> words.length == 2 && !words[1].startsWith("==="))
        .map(words -> new ConsoleHelp(words[0], words[1].replaceAll("\\s+", " ")))
        .toList();
  }
}
