package io.vnetctl.cli.call;

/**
 * Which messages are shown (spec vnetctl, chapter 2.2).
 *
 * @param mode how a trace's level is compared with the threshold
 * @param threshold traces; 0 shows none in mode MAX
 * @param subsystems bit mask of subsystems that trace; all bits by default
 * @param warning warnings of a lower level than this are shown
 * @param info likewise
 * @param printFinal show the command that is run on remote hosts
 */
public record DebugSpec(
    Mode mode, int threshold, int subsystems, int warning, int info, boolean printFinal) {
  /** How the level L of a trace is compared with the threshold n. */
  public enum Mode {
    /** n &gt; L. */
    MAX,
    /** n &lt; L. */
    MIN,
    /** n &amp; L. */
    PATTERN
  }

  /** Shows traces of levels UI and FLOW. */
  private static final int STEPS = 3;

  /** Shows messages of level 2. */
  private static final int DETAILS = 3;

  /** No traces; messages of level 1. */
  public static final DebugSpec NONE = new DebugSpec(Mode.MAX, 0, -1, 2, 2, false);

  /** Whether a trace is shown. */
  public boolean shows(int level, int subsystem) {
    if ((subsystems & subsystem) == 0 || threshold == 0) {
      return false;
    }
    return switch (mode) {
      case MAX -> threshold > level;
      case MIN -> threshold < level;
      case PATTERN -> (threshold & level) != 0;
    };
  }

  /** The same without infos (--quiet). */
  DebugSpec quieter() {
    return new DebugSpec(mode, threshold, subsystems, warning, 0, printFinal);
  }

  /** The same with details, and steps unless -d says which traces (--verbose). */
  DebugSpec louder() {
    return new DebugSpec(
        mode,
        threshold == 0 ? STEPS : threshold,
        subsystems,
        Math.max(warning, DETAILS),
        Math.max(info, DETAILS),
        true);
  }

  /** The argument of -d that means this. */
  public String text() {
    return mode.name()
        + ","
        + threshold
        + (subsystems == -1 ? "" : ",S:" + subsystems)
        + ",W:"
        + warning
        + ",I:"
        + info
        + (printFinal ? ",PF" : "");
  }
}
