package io.vnetctl.vde.client;

import java.util.List;

/**
 * What a management console answered to one command (VDE console, 1.4).
 *
 * @param code 1000 = success, 1001 to 1999 = 1000 + Linux errno, 9999 = the console has ended, 0 =
 *     nothing was asked (an empty line or a comment)
 * @param text that goes with the code, empty if there is none
 * @param data lines of data without their framing
 */
public record Answer(int code, String text, List<String> data) {
  /** Code of success. */
  public static final int SUCCESS = 1000;

  /** Code of a console that has ended by {@code logout} or {@code shutdown}. */
  public static final int END_OF_SESSION = 9999;

  /** Copies the data. */
  public Answer {
    data = List.copyOf(data);
  }

  /** Whether the command was done. */
  public boolean succeeded() {
    return code == SUCCESS || code == END_OF_SESSION || code == 0;
  }

  /** The errno of a failure, 0 if it {@link #succeeded()}. */
  public int errno() {
    return succeeded() ? 0 : code - SUCCESS;
  }
}
