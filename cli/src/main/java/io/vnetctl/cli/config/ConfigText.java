package io.vnetctl.cli.config;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The text of a configuration file by lines, with all that is in it: blank lines and comments too.
 * Sections and keys are not known here.
 *
 * @param lines all of them, in their order
 * @param problems lines that are nothing
 */
record ConfigText(List<Line> lines, List<ConfigProblem> problems) {
  private static final Pattern HEADER =
      Pattern.compile("\\[\\s*([^\\s\\[\\]]+)(?:\\s+([^\\s\\[\\]]+))?\\s*\\]");

  /** U+FEFF: it cannot be seen, and no line begins behind it. */
  private static final String BYTE_ORDER_MARK = "\ufeff";

  /** A line as it is read. */
  sealed interface Line {
    /** Counted from 1. */
    int number();

    /** As it stands in the file. */
    String raw();

    /** Nothing, or a comment, or what is no line of such a file. */
    record Other(int number, String raw) implements Line {}

    /** {@code [WORD ARGUMENT]}; the argument may be empty. */
    record Header(int number, String raw, String word, String argument) implements Line {}

    /** {@code KEY = VALUE}. */
    record Assignment(int number, String raw, String key, String value) implements Line {}
  }

  /** Reads a text; never fails. */
  static ConfigText parse(String text) {
    List<Line> lines = new ArrayList<>();
    List<ConfigProblem> problems = new ArrayList<>();
    String[] raws = text.split("\n", -1);
    if (raws[0].startsWith(BYTE_ORDER_MARK)) {
      raws[0] = raws[0].substring(BYTE_ORDER_MARK.length());
      problems.add(
          new ConfigProblem(
              1,
              "begins with a byte order mark (U+FEFF), which some editors write; save it as UTF-8"
                  + " without, or: sed -i '1s/^\\xEF\\xBB\\xBF//' FILE"));
    }
    int count = raws[raws.length - 1].isEmpty() ? raws.length - 1 : raws.length;
    for (int i = 0; i < count; i++) {
      lines.add(line(i + 1, raws[i], problems));
      if (problems.size() == ConfigProblem.MAX_PROBLEMS) {
        break;
      }
    }
    return new ConfigText(lines, problems);
  }

  private static Line line(int number, String raw, List<ConfigProblem> problems) {
    String line = raw.strip();
    if (line.isEmpty() || line.startsWith("#") || line.startsWith(";")) {
      return new Line.Other(number, raw);
    }
    if (line.startsWith("[")) {
      Matcher header = HEADER.matcher(line);
      if (header.matches()) {
        String argument = header.group(2) == null ? "" : header.group(2);
        return new Line.Header(number, raw, header.group(1), argument);
      }
      problems.add(
          new ConfigProblem(
              number,
              "a section is [switch], [tap NAME], [vlan N] or [port N], alone on its line"));
      return new Line.Other(number, raw);
    }
    int sign = line.indexOf('=');
    if (sign <= 0) {
      problems.add(new ConfigProblem(number, "needs KEY = VALUE, [SECTION] or a comment with #"));
      return new Line.Other(number, raw);
    }
    return new Line.Assignment(
        number, raw, line.substring(0, sign).strip(), line.substring(sign + 1).strip());
  }
}
