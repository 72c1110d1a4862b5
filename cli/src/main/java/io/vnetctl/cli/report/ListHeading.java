package io.vnetctl.cli.report;

/** What stands above the rows of list and listall (spec vnetctl, chapter 5.2). */
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
}
