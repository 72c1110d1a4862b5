package io.vnetctl.cli.report;

/** The table of list and listall (spec vnetctl, chapter 5.2). */
public final class ListHeading {
  private static final String[] COLUMNS = {"switch", "UID", "GID", "access"};
  private static final int[] WIDTHS = {30, 12, 12, 12};
  private static final String LAST = "machine-address";
  private static final int LAST_WIDTH = 25;

  private ListHeading() {}

  /** An empty line, the names of the columns, and a ruler. */
  public static String text() {
    StringBuilder names = new StringBuilder("\n");
    StringBuilder ruler = new StringBuilder();
    for (int i = 0; i < COLUMNS.length; i++) {
      names.append(COLUMNS[i]).append(" ".repeat(WIDTHS[i] - COLUMNS[i].length())).append('|');
      ruler.append("-".repeat(WIDTHS[i])).append('+');
    }
    names.append(LAST).append('\n');
    return names.append(ruler).append("-".repeat(LAST_WIDTH)).append('\n').toString();
  }

  /**
   * A row without its end.
   *
   * @param fields one for each column; a longer one than its column moves the rest to the right
   */
  public static String row(String... fields) {
    StringBuilder row = new StringBuilder();
    for (int i = 0; i < WIDTHS.length; i++) {
      row.append(fields[i]).append(" ".repeat(Math.max(0, WIDTHS[i] - fields[i].length())));
      row.append('|');
    }
    return row.append(fields[WIDTHS.length]).toString();
  }
}
