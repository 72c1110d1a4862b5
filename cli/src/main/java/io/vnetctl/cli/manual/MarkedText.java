package io.vnetctl.cli.manual;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Text of a page, cut into runs of one font. */
final class MarkedText {
  /** A literal, a replaceable word, or the name of another page. */
  private static final Pattern MARK =
      Pattern.compile("`([^`]+)`|\\*([^*\\s][^*]*)\\*|\\b([a-z][\\w.-]*)(?=\\([1-9]\\))");

  private MarkedText() {}

  /** How a run is set. */
  enum Font {
    ROMAN,
    /** To be typed as it is. */
    BOLD,
    /** To be replaced. */
    ITALIC
  }

  record Run(Font font, String text) {}

  static List<Run> runs(String text) {
    List<Run> runs = new ArrayList<>();
    Matcher mark = MARK.matcher(text);
    int from = 0;
    while (mark.find()) {
      add(runs, Font.ROMAN, text.substring(from, mark.start()));
      if (mark.group(2) != null) {
        add(runs, Font.ITALIC, mark.group(2));
      } else {
        add(runs, Font.BOLD, mark.group(1) != null ? mark.group(1) : mark.group(3));
      }
      from = mark.end();
    }
    add(runs, Font.ROMAN, text.substring(from));
    return runs;
  }

  private static void add(List<Run> runs, Font font, String text) {
    if (!text.isEmpty()) {
      runs.add(new Run(font, text));
    }
  }

  /** Without marks. */
  static String plain(String text) {
    StringBuilder plain = new StringBuilder();
    runs(text).forEach(run -> plain.append(run.text()));
    return plain.toString();
  }
}
