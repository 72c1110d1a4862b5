package io.vnetctl.core;

import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * A log for what clients can cause as often as they like: one line a second at most, with the
 * number of those left out. For the switch thread.
 */
public final class PacedLog {
  private final Consumer<String> log;
  private int lastSecond = -1;
  private long leftOut;

  /** Paces what goes to a log. */
  public PacedLog(Consumer<String> log) {
    this.log = log;
  }

  /**
   * Whether a line may be written now; if not, one counts as left out. For who would not even make
   * the text's supplier in vain.
   *
   * @param now as of {@link #line}
   */
  boolean mayWrite(int now) {
    if (now == lastSecond) {
      leftOut++;
    }
    return now != lastSecond;
  }

  /**
   * Writes a line, unless one was written in this second.
   *
   * @param now whole seconds of any clock that does not go back
   * @param text is asked for only when it is written
   */
  public void line(int now, Supplier<String> text) {
    if (!mayWrite(now)) {
      return;
    }
    lastSecond = now;
    String others = leftOut == 0 ? "" : " (and " + leftOut + " more lines like it since the last)";
    leftOut = 0;
    log.accept(text.get() + others);
  }
}
