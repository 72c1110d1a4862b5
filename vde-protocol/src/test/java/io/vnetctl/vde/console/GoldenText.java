package io.vnetctl.vde.console;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * What of a recorded console text is compared, as the specification's own replay program has it:
 * versions, process numbers, ages, endpoint and bucket numbers, help texts, and the places and the
 * user of a run do not count.
 */
final class GoldenText {
  private static final Map<Pattern, String> RULES =
      Map.of(
          Pattern.compile("(VDE switch V\\.)[^\\n\\s]+\\n[^\\n]*\\n"), "$1<VER>\n<COPYRIGHT>\n",
          Pattern.compile("\\bpid \\d+ MAC"), "pid <PID> MAC",
          Pattern.compile("\\buptime \\d+"), "uptime <UPTIME>",
          Pattern.compile("endpoint ID \\d{4,}"), "endpoint ID <ID>",
          Pattern.compile("\\bFD +\\d+"), "FD <FD>",
          Pattern.compile("\\bage -?\\d+ secs"), "age <AGE> secs",
          Pattern.compile("\\bage -?\\d+ bonusport"), "age <AGE> bonusport",
          Pattern.compile("Hash: \\d+ Addr:"), "Hash: <H> Addr:");
  private static final Pattern HELP_HEAD = Pattern.compile("COMMAND PATH +SYNTAX +HELP *");
  private static final Pattern DEBUG_HEAD = Pattern.compile("CATEGORY +TAG STATUS HELP *");
  private static final Pattern HELP_ROW = Pattern.compile("(.{18} .{15} ).+");
  private static final Pattern DEBUG_ROW = Pattern.compile("(.{34}).+");

  private GoldenText() {}

  /**
   * The text without what does not count.
   *
   * @param places what stands for what: texts of this run by their names in the recording
   * @param masks regular expressions of one step, whose matches do not count either
   */
  static String normalised(String text, Map<String, String> places, List<String> masks) {
    String normal = text;
    for (Map.Entry<String, String> place : places.entrySet()) {
      normal = normal.replace(place.getValue(), place.getKey());
    }
    for (Map.Entry<Pattern, String> rule : RULES.entrySet()) {
      normal = rule.getKey().matcher(normal).replaceAll(rule.getValue());
    }
    normal = String.join("\n", addressesSorted(withoutHelp(normal.split("\n", -1))));
    for (String mask : masks) {
      normal = normal.replaceAll(mask, "<*>");
    }
    return normal;
  }

  /** Whether the lines of one text are among those of the other, in the same order. */
  static boolean isWithin(String part, String whole) {
    Iterator<String> expected = part.lines().iterator();
    String next = expected.hasNext() ? expected.next() : null;
    for (String line : whole.split("\n")) {
      if (line.equals(next)) {
        next = expected.hasNext() ? expected.next() : null;
      }
    }
    return next == null;
  }

  /** The ruled line below the head of a table stays as it is. */
  private static List<String> withoutHelp(String[] lines) {
    List<String> out = new ArrayList<>();
    Pattern row = null;
    int rows = 0;
    for (String line : lines) {
      if (HELP_HEAD.matcher(line).matches() || DEBUG_HEAD.matcher(line).matches()) {
        row = HELP_HEAD.matcher(line).matches() ? HELP_ROW : DEBUG_ROW;
        rows = 0;
      } else if (line.equals(".") || line.startsWith("10")) {
        row = null;
      }
      boolean helpful = row != null && rows++ > 1;
      out.add(helpful ? row.matcher(line).replaceFirst("$1<HELP>") : line);
    }
    return out;
  }

  private static List<String> addressesSorted(List<String> lines) {
    for (int from = 0; from < lines.size(); from++) {
      int to = from;
      while (to < lines.size() && lines.get(to).startsWith("Hash: ")) {
        to++;
      }
      lines.subList(from, to).sort(null);
      from = Math.max(from, to - 1);
    }
    return lines;
  }
}
