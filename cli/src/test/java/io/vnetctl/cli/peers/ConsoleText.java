package io.vnetctl.cli.peers;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** What counts of a console's text: all but what differs between two runs of one switch. */
final class ConsoleText {
  private static final Pattern ADDRESS_LINES = Pattern.compile("Hash: .*|301[12] hash/.*");
  private static final Pattern HELP_HEAD = Pattern.compile("(COMMAND PATH|CATEGORY) .*HELP *");
  private static final int COMMAND_COLUMNS = 35;
  private static final int CATEGORY_COLUMNS = 34;

  private ConsoleText() {}

  static String normalise(String text, SwitchProcess from) {
    String same =
        text.replace(from.folder().toString(), "{sock}")
            .replace(from.management().toString(), "{mgmt}")
            .replaceAll("(VDE switch V\\.)[^\\n\\s]+\\n[^\\n]*\\n", "$1<VERSION>\n<COPYRIGHT>\n")
            .replaceAll("\\bpid \\d+ MAC", "pid <PID> MAC")
            .replaceAll("\\buptime \\d+", "uptime <UPTIME>")
            .replaceAll("endpoint ID \\d{4,}", "endpoint ID <ID>")
            .replaceAll("\\bFD +\\d+", "FD <ID>")
            .replaceAll("\\bage -?\\d+ (secs|bonusport)", "age <AGE> $1")
            .replaceAll("Hash: \\d+ Addr:", "Hash: <H> Addr:");
    return String.join("\n", sorted(withoutHelp(same.split("\n", -1))));
  }

  /** Help texts are free; their columns are not. */
  private static List<String> withoutHelp(String[] lines) {
    List<String> kept = new ArrayList<>();
    int columns = 0;
    for (String line : lines) {
      if (HELP_HEAD.matcher(line).matches()) {
        columns = line.startsWith("COMMAND") ? COMMAND_COLUMNS : CATEGORY_COLUMNS;
      } else if (line.equals(".")) {
        columns = 0;
      }
      if (columns > 0 && IntendedDifferences.ADDED_COMMANDS.contains(line.split(" ")[0])) {
        continue;
      }
      boolean free = columns > 0 && line.length() > columns && !line.endsWith("-");
      kept.add(free && !HELP_HEAD.matcher(line).matches() ? line.substring(0, columns) : line);
    }
    return kept;
  }

  /** Runs of lines about addresses, whose order is that of the table. */
  private static List<String> sorted(List<String> lines) {
    int start = 0;
    while (start < lines.size()) {
      int end = start;
      while (end < lines.size() && ADDRESS_LINES.matcher(lines.get(end)).matches()) {
        end++;
      }
      lines.subList(start, end).sort(null);
      start = end + 1;
    }
    return lines;
  }
}
